"""A course, and the two who meet in Wagtail's editor."""

import pytest


@pytest.fixture
def course(db):
    from tests.factories.lessons import make_course

    return make_course()


@pytest.fixture
def author(volunteer):
    """A volunteer's browser."""
    from tests.lessons.editor import signed_in

    return signed_in(volunteer)


@pytest.fixture
def approver(coordinator):
    """A coordinator's browser."""
    from tests.lessons.editor import signed_in

    return signed_in(coordinator)
