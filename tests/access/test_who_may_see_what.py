"""Every address of the site, asked by everybody who might ask: the answers stand in one file."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver

from tests.access.walking import REFUSED, address, answer, routes, walk
from tests.access.world import ASKING, CONCERN, PRIVATE, World, make_world
from whatthetech.pairing import admin_urls as pairing_desk_urls
from whatthetech.pairing import urls as pairing_urls
from whatthetech.people import admin_urls, staff_urls, urls
from whatthetech.scheduling import admin_urls as programme_urls
from whatthetech.scheduling import urls as scheduling_urls

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("who_may_see_what.txt")
NO_USE = {"nothing", "post"}
OFFICE = {"coordinator", "lead"}
WHERE_ONE_PREPARES = (
    ("help/prepare/", "volunteer"),
    ("help/prepare/<int:pk>/print/", "volunteer"),
)
WHAT_HELPS_HER = "left ear only"


@dataclass(frozen=True)
class Answer:
    word: str
    seen: frozenset[str]  # of PRIVATE
    has_concern: bool
    is_kept: bool  # by a browser or a cache, after it was seen
    to_a_form: str  # what an empty form sent there is answered


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> dict[tuple[str, str], Answer]:
    """{(route, who): answer}"""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        found = {(route, who): ask(world, who, route) for route in routes() for who in ASKING}
        transaction.set_rollback(True)
    return found


def ask(world: World, who: str, route: str) -> Answer:
    """What is answered, as if nothing had ever been asked: whatever it changed is undone."""
    browser = world.browser(who)
    browser.raise_request_exception = False
    with transaction.atomic():
        response = browser.get(address(route, world))
        word = answer(route, response)
        sent = answer(route, browser.post(address(route, world))) if word in REFUSED else ""
        transaction.set_rollback(True)
    body = b"".join(response) if response.streaming else response.content
    return Answer(
        word=word,
        seen=frozenset(words for words in PRIVATE if words.encode() in body),
        has_concern=CONCERN.encode() in body,
        is_kept="no-store" not in response.get("Cache-Control", ""),
        to_a_form=sent,
    )


def lines_of_table() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def line(answers, route: str) -> str:
    """As the table has it: an answer for each who asks, nine letters wide, and the address."""
    return "".join(f"{answers[route, who].word:<9}" for who in ASKING) + f"/{route}"


def test_the_table_says_what_every_address_answers_everybody(answers):
    """Where they differ: the line as it stands in the table, and as it would have to read."""
    assert lines_of_table() == [line(answers, route) for route in routes()]


def test_what_is_private_is_seen_at_the_office_alone(answers):
    """Not by Mary herself either, with nothing but a card in her hand (ACCESSIBILITY.md S7).

    What helps her, which she agreed to, is also seen by who meets her tomorrow.
    """
    seen = {place: given.seen for place, given in answers.items() if given.seen}
    elsewhere = {place: words for place, words in seen.items() if place[1] not in OFFICE}

    assert elsewhere == dict.fromkeys(WHERE_ONE_PREPARES, frozenset({WHAT_HELPS_HER}))
    assert frozenset().union(*seen.values()) == frozenset(PRIVATE)  # there was something to see


def test_no_two_pages_of_ours_are_at_one_address():
    """The second would never be seen."""
    ours = ("admin/desk/", "card/", "help/", "me/", "sessions/")
    found = (route.replace("^", "").removesuffix("$") for route in walk(get_resolver()))
    counted = Counter(route for route in found if route.startswith(ours))

    assert [route for route, count in counted.items() if count > 1] == []
    assert len(counted) > 150


def test_a_concern_is_read_by_leads_alone(answers):
    """By whoever wrote it no more than by anybody else."""
    reading = {place for place, given in answers.items() if given.has_concern}

    assert reading == {("admin/desk/concerns/inspect/<int:pk>/", "lead")}


def test_what_is_private_is_kept_by_no_browser(answers):
    assert [place for place, given in answers.items() if given.seen and given.is_kept] == []


def test_who_may_not_see_a_page_may_not_send_it_a_form_either(answers):
    refused = {place: given for place, given in answers.items() if given.word in REFUSED}

    assert len(refused) > 500
    sent = {place: given.to_a_form for place, given in refused.items()}
    assert {place: said for place, said in sent.items() if said not in REFUSED | NO_USE} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        *urls.urlpatterns,
        *staff_urls.urlpatterns,
        *admin_urls.urlpatterns,
        *scheduling_urls.urlpatterns,
        *programme_urls.urlpatterns,
        *pairing_urls.urlpatterns,
        *pairing_desk_urls.urlpatterns,
    ],
    ids=lambda pattern: pattern.name,
)
def test_every_view_of_the_programme_says_who_may_see_it(pattern):
    view = pattern.callback
    asks_its_policy = hasattr(view, "view_class") and view.view_class.permission_policy is not None

    assert asks_its_policy or view.access
