import pytest
from django.utils import timezone


@pytest.fixture
def now():
    """For what is asked of a real request a moment ago."""
    return timezone.now()
