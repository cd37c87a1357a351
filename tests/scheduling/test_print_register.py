"""The register on paper: large, without anything of anybody's health, with room for drop-ins."""

import re
from datetime import timedelta

import pytest

from tests.factories.people import agree
from tests.factories.scheduling import make_learner, make_session_soon, make_shift, put_down
from whatthetech.people.consent import keep_what_helps
from whatthetech.people.models import LookUp
from whatthetech.scheduling.register_sheets import EMPTY_AT_LEAST, ROWS_OF_A_SHEET, sheets_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """In two days: long before it opens."""
    session = make_session_soon(starts_in=timedelta(days=2))
    make_shift(session=session, places=4)
    return session


@pytest.fixture
def at_the_desk(client, coordinator):
    client.force_login(coordinator)
    return client


def printed(client, session) -> str:
    response = client.get(f"/help/register/{session.pk}/print/")
    assert response.status_code == 200
    return response.content.decode()


def test_coordinators_print_it_before_it_opens_with_surnames_and_helpers(at_the_desk, session):
    mary = make_learner(called="Mary")
    mary.last_name = "Brown"
    mary.save()
    put_down(session, mary, helper=session.shifts.get())

    html = printed(at_the_desk, session)

    assert "<bdi>Mary Brown</bdi></th><td><bdi>Priya</bdi>" in html
    assert "Sheet 1 of 1." in html


def test_what_helps_somebody_is_not_on_it(at_the_desk, session, coordinator):
    mary = make_learner(called="Mary")
    agree(mary.learner_profile)
    keep_what_helps(
        learner=mary.learner_profile, by=mary, now=session.starts_at, hearing="left ear only"
    )
    put_down(session, mary)

    html = printed(at_the_desk, session)

    assert "Mary" in html and "left ear" not in html


def test_that_it_was_printed_is_noted(at_the_desk, session, coordinator):
    printed(at_the_desk, session)

    noted = LookUp.objects.get()
    assert (noted.by, noted.remark) == (
        coordinator,
        f"printed register of {session.on:%d/%m/%Y}",
    )


@pytest.mark.parametrize("people", [0, 1, ROWS_OF_A_SHEET - EMPTY_AT_LEAST, ROWS_OF_A_SHEET, 25])
def test_every_sheet_is_full_and_some_lines_are_empty(people):
    sheets = sheets_of(["somebody"] * people)

    lines = [line for sheet in sheets for line in sheet]
    assert {len(sheet) for sheet in sheets} == {ROWS_OF_A_SHEET}
    assert lines[:people] == ["somebody"] * people
    assert EMPTY_AT_LEAST <= lines.count(None) < EMPTY_AT_LEAST + ROWS_OF_A_SHEET


def test_a_second_sheet_says_so(at_the_desk, session):
    for _ in range(ROWS_OF_A_SHEET):
        put_down(session, make_learner())

    assert re.findall(r"Sheet (\d) of (\d)", printed(at_the_desk, session)) == [
        ("1", "2"),
        ("2", "2"),
    ]
