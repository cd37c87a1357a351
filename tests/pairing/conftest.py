import pytest


@pytest.fixture
def that_day(monkeypatch):
    """Whatever asks for the time is told that of the factories."""
    from tests.factories.pairing import NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW


@pytest.fixture
def desk(client, coordinator, that_day):
    """The browser of a coordinator, on that day."""
    client.force_login(coordinator)
    return client
