"""“Keep my place”: a card without an account, shown the one time its number is known."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import escape

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in, signed_in_person
from whatthetech.people.cards import (
    SAME_FORM,
    find_by_link,
    find_by_number,
    new_seed,
    number_of,
)
from whatthetech.people.keeping_place import keep_my_place as place_kept
from whatthetech.people.models import Card, User

pytestmark = pytest.mark.django_db

NEW, YOURS = "/card/new/", "/card/yours/"
SEED = re.compile(r'name="seed" value="([\w-]+)"')
IN_FOURS = re.compile(r'<bdi dir="ltr">(\d{4} \d{4} \d{4})</bdi>')
LINK = re.compile(r"http://testserver(/card/q/[\w-]+/)")


def make(client, called="", **sent):
    """The page with the card, or the form again with what to mend."""
    response = client.post(NEW, {"called": called, **sent}, follow=True)
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
        assert (response.request["PATH_INFO"], response.request["QUERY_STRING"]) == (YOURS, "")
        assert title == "Your card – What the Tech!?"

    def test_the_places_of_this_device_come_along(self, client):
        lesson = make_lesson(course=make_course())
        client.get(lesson.address("leave_footprint", 3, track="android"))

        make(client, "Mary")

        kept = User.objects.get().kept_places.get()
        assert (kept.lesson_id, kept.step) == (lesson.pk, lesson.steps_on("android")[2].id[:8])
        assert client.cookies["place"].value == ""


class TestSentTwice:
    """B6: a second press, a reload or Back makes no second person, and loses no number."""

    @pytest.mark.parametrize("again", ["reload", "back", "back and press"])
    def test_the_same_card_is_shown_again(self, client, again):
        _, first = make(client, "Mary")

        page = {
            "reload": lambda: client.get(YOURS),
            "back": lambda: client.get(NEW, follow=True),
            "back and press": lambda: client.post(NEW, {"called": "Mary"}, follow=True),
        }[again]().content.decode()

        assert IN_FOURS.findall(page) == IN_FOURS.findall(first) != []
        assert (User.objects.count(), Card.objects.count()) == (1, 1)

    @pytest.mark.parametrize("choice", [{"size": "36"}, {"page": "dark"}])
    def test_larger_words_or_a_dark_page_show_the_same_number(self, client, choice):
        _, first = make(client, "Mary")
        assert f'name="next" value="{YOURS}"' in first

        response = client.post("/display/", {**choice, "next": YOURS}, follow=True)

        assert response.redirect_chain == [(YOURS, 302)]
        page = response.content.decode()
        assert IN_FOURS.findall(page) == IN_FOURS.findall(first) != []
        assert 'data-words="36"' in page or 'data-page="dark"' in page

    def test_a_press_already_on_its_way_is_the_same_person(self):
        """Both were sent before either was answered: neither knows of the other's sign-in."""
        seed = new_seed()
        first, second = Client(), Client()

        numbers = [
            IN_FOURS.findall(make(browser, "Mary", seed=seed)[1]) for browser in (first, second)
        ]

        assert numbers[0] == numbers[1] != []
        assert signed_in_person(first) == signed_in_person(second) == User.objects.get().pk

    def test_the_form_brings_a_new_seed_each_time(self, client):
        seeds = {SEED.search(client.get(NEW).content.decode())[1] for _ in range(3)}

        assert len(seeds) == 3

    @pytest.mark.parametrize(
        "seed", ["", "short", "x" * 65, "a\x00" * 15, "<script>" * 4, "é" * 30]
    )
    def test_a_seed_that_is_not_ours_makes_a_card_none_the_less(self, client, seed):
        _, page = make(client, "Mary", seed=seed)

        assert len(IN_FOURS.findall(page)) == 1

    def test_an_old_form_sent_once_more_makes_nobody_and_signs_nobody_in(self, client, now):
        old = now - SAME_FORM - timedelta(seconds=1)
        seed = new_seed()
        place_kept(called="Mary", now=old, seed=seed)

        response = client.post(NEW, {"called": "Mary", "seed": seed})

        assert response["Location"] == NEW
        assert User.objects.count() == 1
        assert signed_in_person(client) is None

    def test_a_form_sent_again_from_before_the_sign_in_is_answered_kindly(self):
        careful = Client(enforce_csrf_checks=True)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', careful.get(NEW).content.decode())[
            1
        ]
        form = {"called": "Mary", "csrfmiddlewaretoken": token}
        assert careful.post(NEW, form)["Location"] == YOURS

        again = careful.post(NEW, form)

        assert again.status_code == 403
        assert "You have done nothing wrong." in again.content.decode()
        assert User.objects.count() == 1

    @pytest.mark.parametrize("same", [True, False], ids=["one form", "the control: two forms"])
    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_of_two_presses_at_one_instant_one_makes_the_person(self, now, same):
        seeds, made = [new_seed(), new_seed()], []
        barrier = Barrier(2)

        def press(seed):
            barrier.wait()
            made.append(place_kept(called="Mary", now=now, seed=seed))
            connection.close()

        threads = [Thread(target=press, args=(seeds[0 if same else n],)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        people = 1 if same else 2
        assert len(made) == 2
        assert len({issued.number for issued in made}) == User.objects.count() == people


class TestShownHereOnly:
    def test_another_browser_of_the_same_person_does_not_show_it(self, client, now):
        _, page = make(client, "Mary")
        [number] = IN_FOURS.findall(page)
        other = Client()
        other.post("/card/sign-in/", {"number": number})

        assert other.get(YOURS)["Location"] == "/card/"

    def test_it_is_shown_no_more_once_the_card_was_used(self, client):
        _, page = make(client, "Mary")
        Client().post("/card/sign-in/", {"number": IN_FOURS.findall(page)[0]})

        assert client.get(YOURS)["Location"] == "/card/"

    @pytest.mark.parametrize("device", ["mine", "shared"])
    def test_nor_once_it_is_said_to_be_on_paper_and_whose_device_it_is(self, client, device):
        make(client, "Mary")
        assert client.get("/card/device/").status_code == client.get(YOURS).status_code == 200

        client.post("/card/device/", {"device": device})

        assert client.cookies["new-card"].value == ""
        assert client.get(YOURS)["Location"] == "/card/"

    def test_after_signing_out_back_shows_nothing(self, client):
        make(client, "Mary")

        client.post("/card/sign-out/")

        assert client.cookies["new-card"].value == ""
        assert client.get(YOURS)["Location"] == "/card/sign-in/"

    def test_the_next_persons_browser_does_not_show_the_first_ones(self, client):
        make(client, "Mary")
        seed = client.cookies["new-card"].value
        john = Client()
        sign_in(john, make_card(called="John"))
        john.cookies["new-card"] = seed

        assert john.get(YOURS)["Location"] == "/card/"

    @pytest.mark.parametrize("seed", ["", "x", "\x01", "é", "0" * 4000])
    def test_a_cookie_that_is_not_ours_shows_nothing(self, client, seed):
        sign_in(client, make_card())
        client.cookies["new-card"] = seed

        assert client.get(YOURS)["Location"] == "/card/"

    def test_the_cookie_is_the_browsers_alone_until_it_closes(self, client):
        make(client, "Mary")

        cookie = client.cookies["new-card"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/card/")
        assert (cookie["max-age"], cookie["expires"]) == ("", "")

    def test_what_the_site_keeps_draws_no_number(self, client, settings):
        """Not even the cookie does, without the key."""
        make(client, "Mary")
        seed = client.cookies["new-card"].value
        kept = str([list(model.objects.values()) for model in (Card, User)]) + str(client.session)
        number = number_of(seed)

        settings.CARD_KEY = "another"

        assert seed not in kept and number not in kept
        assert number_of(seed) != number

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
