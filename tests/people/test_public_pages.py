"""Public pages kept in front of Django: never one reader's for another."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from lessons.page_cache import PUBLIC
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in
from tests.lessons.test_page_cache import Answer, one_connection  # noqa: F401  (autouse)

pytestmark = pytest.mark.django_db

SIGN_OUT = "sign me out"
NAME = "Zebedee"


@pytest.fixture
def learner():
    return cookie_of(called=NAME)


def cookie_of(*, called) -> str:
    """The Cookie header of the browser of a new learner who has signed in."""
    browser = Client()
    sign_in(browser, make_card(called=called))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # which the client has connected again
    return "; ".join(f"{name}={kept.value}" for name, kept in browser.cookies.items() if kept.value)


@pytest.fixture(params=["/", "/learn/", "front", "step", "done", "/words/", "/site-map/"])
def public_page(request):
    lesson = make_lesson(course=make_course())
    return {
        "front": lesson.front,
        "step": lesson.address("show_step", 1, track="android"),
        "done": lesson.address("show_done", track="android"),
    }.get(request.param, request.param)


@pytest.mark.parametrize("first", ["visitor", "learner"])
def test_a_visitors_page_is_not_a_learners_nor_the_other_way_round(public_page, learner, first):
    for cookie in ("", learner) if first == "visitor" else (learner, ""):
        Answer(public_page, cookie=cookie)

    visitors, learners = Answer(public_page), Answer(public_page, cookie=learner)

    assert visitors.queries == learners.queries == 0  # both come out of the cache
    assert SIGN_OUT not in visitors.text
    assert SIGN_OUT in learners.text


def test_no_kept_page_holds_a_name_and_two_learners_share_it(public_page, learner):
    asked = Answer(public_page, cookie=learner)

    johns = Answer(public_page, cookie=cookie_of(called="John"))

    assert asked.headers["Cache-Control"] == PUBLIC
    assert NAME not in asked.text
    assert (johns.queries, johns.body) == (0, asked.body)


@pytest.mark.parametrize("address", ["/me/", "/card/", "/card/device/", "/learn/carry-on/"])
def test_a_learners_own_page_is_never_kept(learner, address):
    asked = Answer(address, cookie=learner)
    again = Answer(address, cookie=learner)

    assert asked.status == again.status == 200
    assert again.queries > 0
    assert "no-store" in again.headers["Cache-Control"]
    assert NAME not in Answer(address, cookie="signed-in=yes").text
    assert NAME not in Answer(address).text


def test_a_cookie_that_only_says_so_signs_nobody_in():
    assert Answer("/me/", cookie="signed-in=yes; sessionid=" + "a" * 32).status == 302
