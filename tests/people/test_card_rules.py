"""The standard's rules on reading without an account, cards and shared devices: S1–S8, D1–D3.

Each rule once, by its name. The tests named like what they test go further into each.
"""

import re

import pytest
import segno
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import link_of, make_card, sign_in, signed_in_person
from whatthetech.people import guesses
from whatthetech.people.cards import ENDS_AFTER, find_by_number, issue_card
from whatthetech.people.models import Card, LearnerProfile, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make_card()


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


class TestReadingWithoutAnAccount:
    def test_S1_every_lesson_page_print_sheet_and_help_page_is_open_to_all(self, client, lesson):
        steps = range(1, len(lesson.steps_on("android")) + 1)
        numbered = ("show_step", "ask_for_help")
        addresses = [
            *("/", "/learn/", "/learn/search/?q=settings", "/words/", "/display/", "/site-map/"),
            lesson.front,
            *(lesson.address(name, n, track="android") for name in numbered for n in steps),
            *(lesson.address(name, track="android") for name in ("show_done", "print_lesson")),
            lesson.address("check_yourself", 1, track="android"),
        ]

        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
            addresses, 200
        )

    def test_S2_the_ways_in_stand_in_this_order_and_none_is_a_password(self, client):
        page = client.get("/card/sign-in/").content.decode()

        ways = [
            "Scan the square on your card</h2>",
            "Stay signed in on your own device</h2>",
            "Or ask us to sign you in</h2>",
            "Or type the number</h2>",
        ]
        assert [page.index(way) for way in ways] == sorted(page.index(way) for way in ways)
        assert 'type="password"' not in page


class TestTheCard:
    def test_S3_its_number_is_eleven_digits_and_a_check_digit_shown_in_fours(self, client, card):
        sizes = [len(part) for part in card.printed_number.split()]

        assert sizes == [4, 4, 4]
        assert guesses.is_well_formed(card.number)

    def test_S3_S6_a_page_with_a_card_prints_24_points_and_a_square_of_40_mm(self, card):
        with open(finders.find("css/print.css"), encoding="utf-8") as file:
            printed = file.read()
        points = re.search(r"\.keep-card-number { font-size: (\d+)pt", printed)[1]
        side = int(re.search(r"\.keep-card-code svg { width: (\d+)mm; height: \1mm", printed)[1])
        modules = segno.make("http://testserver" + link_of(card), error="m").symbol_size()[0] - 8

        assert int(points) >= 24
        assert side * modules / (modules + 8) >= 40

    def test_S4_guessing_a_year_opens_less_than_one_card_in_a_hundred_tries(self):
        """The arithmetic; test_guessing_year drives the limits themselves."""
        cards, hours, numbers = 500, 24 * 365, 10**11

        assert cards * guesses.WRONG_ON_THE_SITE * hours / numbers <= 0.01

    def test_S5_the_limits_are_those_of_the_standard(self):
        minutes = guesses.ADDRESS_PERIOD.total_seconds() / 60
        waits = [wait.total_seconds() for wait in (guesses.FIRST_WAIT, guesses.LONGEST_WAIT)]

        assert (guesses.WRONG_AN_ADDRESS, minutes, waits) == (10, 15, [30, 900])
        assert (guesses.WRONG_ON_THE_SITE, guesses.SITE_PERIOD.total_seconds()) == (200, 3600)
        assert guesses.SLIPS_AN_ADDRESS == 60
        assert (guesses.WRONG_IN_A_CLASS, guesses.CLASS_LASTS.total_seconds()) == (100, 7200)

    def test_S6_opening_the_link_asks_and_only_the_button_signs_in(self, client, card):
        opened = client.get(link_of(card))
        asked = client.get(opened["Location"])

        assert opened["Referrer-Policy"] == "no-referrer"
        assert "Are you <bdi>Mary</bdi>?" in asked.content.decode()
        assert signed_in_person(client) is None
        client.post(opened["Location"], {"is_me": "yes"})
        assert signed_in_person(client) == card.card.person_id

    def test_S6_S7_the_database_holds_neither_number_nor_link_and_the_key_is_elsewhere(self, card):
        kept = str(list(Card.objects.values()))

        assert card.number not in kept and card.token not in kept
        assert settings.CARD_KEY not in kept
        assert len(card.token) * 6 >= 128

    def test_S7_behind_the_card_stands_nothing_private(self, client, card, now):
        """Every page that a card opens, of somebody of whom we know everything."""
        private = {
            "last_name": "Brownlow",
            "email": "private@example.org",
            "telephone": "07700 900123",
        }
        User.objects.filter(pk=card.card.person_id).update(**private)
        LearnerProfile.objects.filter(person=card.card.person).update(
            address="1 Secret Street", goals_in_own_words="my hearing is bad"
        )
        sign_in(client, card)

        for address in ("/me/", "/card/", "/card/device/", "/learn/carry-on/", "/"):
            page = client.get(address).content.decode()
            for words in (*private.values(), "Secret Street", "hearing"):
                assert words not in page

    def test_S8_it_shows_only_what_to_call_them(self, client, card):
        User.objects.update(last_name="Brown", known_as="Molly")

        page = client.get(link_of(card), follow=True).content.decode()

        assert "Are you <bdi>Molly</bdi>?" in page
        assert "Brown" not in page and "Mary" not in page

    def test_S8_a_new_card_ends_the_old_one_at_once_and_a_year_unused_ends_it_too(self, card, now):
        new = issue_card(person=card.card.person, by=None, now=now)

        assert find_by_number(card.number, now=now) is None
        assert find_by_number(new.number, now=now) == new.card
        assert find_by_number(new.number, now=now + ENDS_AFTER) is None

    @pytest.mark.parametrize("way", ["number", "square"])
    def test_S8_whoever_joins_the_staff_is_signed_out_wherever_a_card_signed_them_in(
        self, client, card, lesson, way
    ):
        if way == "number":
            sign_in(client, card, device="mine")
        else:
            client.get(link_of(card))
            client.post("/card/is-this-you/", {"is_me": "yes"})
        assert client.get("/me/").status_code == 200

        card.card.person.groups.add(Group.objects.get(name="Coordinators"))

        assert client.get("/me/")["Location"] == "/card/sign-in/"
        assert "/admin/login/" in client.get("/admin/")["Location"]
        assert "/admin/login/" in client.get("/admin/desk/cards/")["Location"]
        client.get(lesson.address("leave_footprint", 2, track="android"))
        assert not card.card.person.kept_places.exists()

    @pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
    def test_S8_so_is_whoever_may_no_longer_come_in(self, client, card, fields):
        sign_in(client, card)

        User.objects.update(**fields)

        assert client.get("/me/")["Location"] == "/card/sign-in/"


class TestSharedDevices:
    def test_D1_after_sign_in_it_asks_whose_device_this_is(self, client, card):
        response = client.post("/card/sign-in/", {"number": card.number}, follow=True)

        page = response.content.decode()
        assert "Whose device is this?" in page
        assert "It is mine" in page and "It is shared or borrowed" in page

    @pytest.mark.parametrize(("device", "days"), [("mine", 30), ("shared", 1), ("", 1)])
    def test_D1_mine_lasts_30_days_and_anything_else_a_day_at_most(
        self, client, card, device, days
    ):
        client.post("/card/sign-in/", {"number": card.number})
        client.post("/card/device/", {"device": device})

        left = client.session.get_expiry_age() / (24 * 60 * 60)
        assert days - 0.1 < left <= days
        assert client.session.get_expire_at_browser_close() is (device != "mine")

    def test_D1_every_page_offers_to_sign_out(self, client, card, lesson):
        sign_in(client, card)

        step = lesson.address("show_step", 1, track="android")
        for address in ("/", "/learn/", lesson.front, step, "/me/", "/card/", "/display/"):
            assert "I have finished: sign me out" in client.get(address).content.decode()

    def test_D2_no_page_of_the_person_is_kept_and_after_sign_out_none_is_shown(self, client, card):
        sign_in(client, card)
        for address in ("/me/", "/card/", "/card/device/", "/learn/carry-on/"):
            assert "no-store" in client.get(address)["Cache-Control"]

        client.post("/card/sign-out/")

        for address in ("/me/", "/card/device/", "/card/places/", "/card/yours/"):
            assert client.get(address)["Location"] == "/card/sign-in/"

    def test_D3_no_address_and_no_title_says_who_it_is(self, client, card):
        client.get(link_of(card))
        response = client.post("/card/is-this-you/", {"is_me": "yes"}, follow=True)
        client.post("/card/device/", {"device": "mine"})

        addresses = [address for address, _ in response.redirect_chain]
        pages = [client.get(address).content.decode() for address in ("/me/", "/card/")]
        assert addresses == ["/card/device/"]
        assert not any("Mary" in re.search("<title>.*?</title>", page)[0] for page in pages)

    def test_D3_nothing_on_a_signed_in_page_comes_from_elsewhere(self, client, card):
        sign_in(client, card)

        for address in ("/me/", "/card/", "/card/device/"):
            response = client.get(address)
            loaded = re.findall(r'(?:src|href)="([^"]+)"', response.content.decode())
            assert [one for one in loaded if "//" in one] == []
            assert "default-src 'none'" in response["Content-Security-Policy"]
