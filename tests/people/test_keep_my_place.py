"""“Keep my place”: a card without an account, shown the one time its number is known."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in, signed_in_person
from whatthetech.people.cards import find_by_link, find_by_number
from whatthetech.people.models import Card, User

pytestmark = pytest.mark.django_db

NEW = "/card/new/"
IN_FOURS = re.compile(r'<bdi dir="ltr">(\d{4} \d{4} \d{4})</bdi>')
LINK = re.compile(r"http://testserver(/card/q/[\w-]+/)")


def make(client, called=""):
    response = client.post(NEW, {"called": called})
    return response, response.content.decode()


class TestTheCard:
    @pytest.mark.parametrize("called", ["Mary", ""])
    def test_makes_a_person_with_nothing_but_what_to_call_them(self, client, called):
        make(client, called)

        person = User.objects.get()
        assert (person.first_name, person.last_name, person.email) == (called, "", None)
        assert person.is_learner
        assert person.cards.get().issued_by is None
        assert signed_in_person(client) == person.pk

    def test_shows_the_number_in_fours_the_link_as_a_square_and_the_name(self, client, now):
        _, page = make(client, "Mary")

        [number], links = IN_FOURS.findall(page), set(LINK.findall(page))
        card = Card.objects.get()
        assert find_by_number(number.replace(" ", ""), now=now) == card
        assert len(links) == 1
        assert find_by_link(links.pop().split("/")[3], now=now) == card
        assert "<svg" in page
        assert "<bdi>Mary</bdi>" in page

    def test_without_a_name_it_shows_none(self, client):
        _, page = make(client)

        assert "<bdi></bdi>" not in page
        assert len(IN_FOURS.findall(page)) == 1

    def test_no_browser_and_no_cache_keeps_it(self, client):
        response, _ = make(client, "Mary")

        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]

    def test_its_address_and_title_say_nothing_of_the_person(self, client):
        response, page = make(client, "Mary")

        title = page.partition("<title>")[2].partition("</title>")[0]
        assert (response.request["PATH_INFO"], response.request["QUERY_STRING"]) == (NEW, "")
        assert title == "Your card – What the Tech!?"

    def test_the_places_of_this_device_come_along(self, client):
        lesson = make_lesson(course=make_course())
        client.get(lesson.address("leave_footprint", 3, track="android"))

        make(client, "Mary")

        kept = User.objects.get().kept_places.get()
        assert (kept.lesson_id, kept.step) == (lesson.pk, lesson.steps_on("android")[2].id[:8])
        assert client.cookies["place"].value == ""


class TestSeenOnce:
    def test_a_reload_shows_no_old_number_and_makes_no_second_person(self, client):
        _, first = make(client, "Mary")
        [number] = IN_FOURS.findall(first)

        for again in (
            client.get(NEW, follow=True),
            client.post(NEW, {"called": "Mary"}, follow=True),
        ):
            page = again.content.decode()
            assert again.redirect_chain == [("/card/", 302)]
            assert "You are signed in" in page
            assert number not in page and not IN_FOURS.findall(page)
        assert (User.objects.count(), Card.objects.count()) == (1, 1)

    def test_a_form_sent_again_from_before_the_sign_in_is_answered_kindly(self):
        careful = Client(enforce_csrf_checks=True)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', careful.get(NEW).content.decode())[
            1
        ]
        form = {"called": "Mary", "csrfmiddlewaretoken": token}
        assert len(IN_FOURS.findall(careful.post(NEW, form).content.decode())) == 1

        again = careful.post(NEW, form)

        assert again.status_code == 403
        assert "You have done nothing wrong." in again.content.decode()
        assert User.objects.count() == 1

    def test_whoever_is_signed_in_already_is_told_so(self, client):
        sign_in(client, make_card())

        assert client.get(NEW).headers["Location"] == "/card/"
        assert User.objects.count() == 1


class TestOddNames:
    @pytest.mark.parametrize(
        "called",
        [
            "M" * 40,
            "مريم",
            "\u202eyraM",
            "👵🏽 Mary 🌷",
            "<script>alert(1)</script>",
            '"><img src=x onerror=go()>',
            "{{ settings.SECRET_KEY }}",
            "O’Brien-Łukasz",
            "'; DROP TABLE people_user; --",
        ],
    )
    def test_what_can_be_kept_is_kept_and_shown_as_it_was_typed(self, client, called):
        _, page = make(client, called)

        person = User.objects.get()
        assert person.first_name == called
        assert f"<bdi>{escape(called)}</bdi>" in page
        mine = client.get("/me/").content.decode()
        assert f"Hello, <bdi>{escape(called)}</bdi>" in mine
        if escape(called) != called:
            assert called not in page + mine

    @pytest.mark.parametrize(
        ("called", "told"),
        [
            ("M" * 41, "Type a shorter name: 40 letters at most."),
            ("👵" * 41, "Type a shorter name: 40 letters at most."),
            ("Ma\x00ry", "Type the name again, in letters only."),
        ],
        ids=["41 letters", "41 emoji", "null byte"],
    )
    def test_what_cannot_is_refused_with_a_sentence(self, client, called, told):
        response, page = make(client, called)

        assert response.status_code == 200
        assert "<title>Error: " in page
        assert f'<a class="row-link" href="#id_called">{told}</a>' in page
        assert page.count(told) == 2  # in the summary, and beside the field
        assert escape(called).replace("\x00", "") in page.replace("\x00", "")
        assert not User.objects.exists()

    @pytest.mark.parametrize("called", ["   ", "\t\n", "  Mary  "])
    def test_spaces_around_a_name_are_no_part_of_it(self, client, called):
        make(client, called)

        assert User.objects.get().first_name == called.strip()


def test_cards_of_two_people_on_one_device_are_two_peoples(client):
    make(client, "Mary")
    client.post("/card/sign-out/")
    make(client, "John")

    assert list(User.objects.order_by("pk").values_list("first_name", flat=True)) == [
        "Mary",
        "John",
    ]
    assert signed_in_person(client) == User.objects.get(first_name="John").pk
