import pytest


@pytest.fixture(autouse=True)
def not_cleared(monkeypatch) -> set:
    """Everybody is cleared but the volunteers put in here: by the one seam of this room."""
    from whatthetech.scheduling import cleared

    barred = set()

    def is_cleared(volunteer, *, on, setting=None):
        return volunteer not in barred

    monkeypatch.setattr(cleared, "is_cleared", is_cleared)
    return barred
