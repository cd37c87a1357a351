import pytest


@pytest.fixture(autouse=True)
def not_cleared(monkeypatch) -> set:
    """Everybody is cleared but the volunteers put in here: by the one seam of this room."""
    from whatthetech.scheduling import cleared

    barred = set()

    def is_cleared(volunteer, *, on, setting=None):
        return volunteer not in barred

    def what_is_missing(volunteer, *, on, setting=None):
        return () if is_cleared(volunteer, on=on) else ("Pass the training.",)

    monkeypatch.setattr(cleared, "is_cleared", is_cleared)
    monkeypatch.setattr(cleared, "what_is_missing", what_is_missing)
    return barred


@pytest.fixture
def first_of_october(monkeypatch):
    """Today is the first of October 2026, whatever the clock says."""
    from tests.factories.scheduling import NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
