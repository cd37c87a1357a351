"""Cards made at the desk: for one person, or for a session as PDF. The paper is read by pypdf."""

import io
import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import segno
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import ImageFile
from pypdf import PdfReader

from tests.factories.people import make_card, signed_in_person
from whatthetech.people import printing_cards
from whatthetech.people.card_batches import make_card_batch
from whatthetech.people.cards import SAME_FORM, StaffHaveNoCard, find_by_number, new_seed
from whatthetech.people.models import Card, ClassMode, LookUp, User, WrongGuess
from whatthetech.people.printing_cards import (
    LARGE,
    SMALL,
    PaperCard,
    cards_on_paper,
    load_weasyprint,
    own_files,
)

pytestmark = pytest.mark.django_db

CARDS = "/admin/desk/cards/"
IN_FOURS = re.compile(r"\b(\d{4} \d{4} \d{4})\b")
SEED = re.compile(r'name="seed" value="([\w-]+)"')
POINT = 72 / 25.4  # of a millimetre


@pytest.fixture
def desk(coordinator):
    desk = Client()
    desk.force_login(coordinator)
    return desk


@pytest.fixture
def mary():
    return make_card(called="Mary")


def make(desk, **asked):
    return desk.post(CARDS, {"seed": new_seed(), "size": SMALL, **asked})


def read(content: bytes) -> list[str]:
    """The words of each sheet. Beside an emoji pypdf puts a null before every letter."""
    texts = (sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    return [" ".join(text.replace("\x00", "").split()) for text in texts]


def numbers_on(response) -> list[str]:
    return IN_FOURS.findall(" ".join(read(response.content)))


@pytest.mark.usefixtures("pango")
class TestSheets:
    @pytest.mark.parametrize(
        ("size", "cards", "sheets"),
        [(SMALL, 1, 1), (SMALL, 6, 1), (SMALL, 7, 2), (SMALL, 30, 5), (LARGE, 1, 1), (LARGE, 3, 3)],
    )
    def test_six_cards_stand_on_a_sheet_or_one_large_one(self, desk, size, cards, sheets):
        response = make(desk, blank=cards, size=size)

        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="cards.pdf"'
        assert "no-store" in response["Cache-Control"]
        assert len(read(response.content)) == sheets
        assert len(set(numbers_on(response))) == cards

    def test_each_number_opens_its_card(self, desk, mary, now):
        response = make(desk, blank=2, people=[mary.card.person_id])

        found = [
            find_by_number(number.replace(" ", ""), now=now) for number in numbers_on(response)
        ]
        assert len(found) == 3 and None not in found
        assert found[0].person == mary.card.person
        assert {card.person.called for card in found[1:]} == {""}

    def test_a_card_has_the_name_the_address_and_the_number_to_ring(self, desk, mary):
        [sheet] = read(make(desk, people=[mary.card.person_id]).content)

        assert "Mary" in sheet
        assert "testserver/card" in sheet
        assert "Help: 020 0000 0000" in sheet

    def test_S8_it_shows_what_to_call_them_and_nothing_else_of_them(self, desk, mary):
        User.objects.filter(pk=mary.card.person_id).update(
            last_name="Brown", email="mary@example.org", telephone="07700 900123"
        )

        [sheet] = read(make(desk, people=[mary.card.person_id]).content)

        assert "Mary" in sheet
        assert not any(secret in sheet for secret in ("Brown", "mary@", "07700"))

    @pytest.mark.parametrize(("size", "least"), [(SMALL, 24), (LARGE, 48)])
    def test_S3_the_number_is_printed_in_24_points_or_larger(self, size, least):
        assert min(sizes_of(IN_FOURS, on_paper(size=size))) >= least

    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_R1_nothing_is_smaller_than_14_points(self, size):
        assert min(sizes_of(re.compile(r"\S"), on_paper(size=size))) >= 13.99

    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_S6_the_square_is_40_mm_or_larger_with_a_quiet_zone_of_four_modules(self, size):
        from django.contrib.staticfiles import finders

        with open(finders.find("css/card_sheets.css"), encoding="utf-8") as file:
            widths = re.findall(r"\.code svg { (?:display: block; )?width: (\d+)mm", file.read())
        width = int(widths[[SMALL, LARGE].index(size)])
        shortest = segno.make("http://a.org/card/q/" + "x" * 32 + "/", error="m")
        modules = shortest.symbol_size()[0] - 8

        assert shortest.error == "M"
        assert width * modules / (modules + 8) >= 40

    def test_it_is_A4_in_our_own_font_and_no_other_person_s_words(self):
        pdf = PdfReader(io.BytesIO(on_paper(called="Mary")))

        box = pdf.pages[0].mediabox
        assert (round(box.width / POINT), round(box.height / POINT)) == (210, 297)
        fonts = {font["/BaseFont"] for font in pdf.pages[0]["/Resources"]["/Font"].values()}
        assert fonts and all("Atkinson" in font for font in fonts)
        assert pdf.metadata.title == "Cards – What the Tech!?"

    @pytest.mark.parametrize(
        ("called", "seen"),
        [
            ("", ""),
            ("M" * 40, "M" * 15),
            ("Łukasz O’Brien-Hryć", "Łukasz O’Brien-Hryć"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("{{ settings.SECRET_KEY }}", "{{ settings.SECRET_KEY }}"),
            ("مريم", ""),
            ("👵🏽 Mary 🌷", "Mary"),
            ("\u202eyraM", ""),
        ],
        ids=["none", "long", "Polish", "script", "template", "Arabic", "emoji", "right to left"],
    )
    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_whatever_the_name_the_card_keeps_its_place(self, called, seen, size):
        [sheet] = read(on_paper(called=called, size=size))

        assert seen in sheet
        assert IN_FOURS.findall(sheet) == ["1234 5678 9012"]
        assert "Help: 020 0000 0000" in sheet

    def test_a_broken_upload_is_still_refused_after_cards_were_printed(self):
        load_weasyprint()

        assert ImageFile.LOAD_TRUNCATED_IMAGES is False

    def test_weasyprint_gets_our_static_files_and_nothing_else(self):
        fetch = own_files(load_weasyprint()).fetch
        assert b"@page" in fetch(printing_cards.OURS + "css/card_sheets.css").read()
        for url in (
            "https://example.org/x.css",
            "file:///etc/passwd",
            printing_cards.OURS + "css/no-such.css",
            printing_cards.OURS,
        ):
            with pytest.raises(ValueError, match="no static file of ours"):
                fetch(url)


def on_paper(*, called="Mary", size=SMALL) -> bytes:
    card = PaperCard(called, "1234 5678 9012", "http://localhost/card/q/" + "x" * 32 + "/")
    return cards_on_paper([card], address="localhost/card", size=size)


def sizes_of(pattern, pdf: bytes) -> list[float]:
    """The sizes, in points, of the pieces of text that fit."""
    sizes = []

    def note(text, matrix, text_matrix, font, size):
        if pattern.search(text):
            sizes.append(size * abs(text_matrix[3]) * abs(matrix[3]))

    for sheet in PdfReader(io.BytesIO(pdf)).pages:
        sheet.extract_text(visitor_text=note)
    assert sizes
    return sizes


@pytest.mark.usefixtures("pango")
class TestBatch:
    def test_the_old_card_of_somebody_chosen_ends_at_once(self, desk, mary, now):
        make(desk, people=[mary.card.person_id])

        assert find_by_number(mary.number, now=now) is None
        assert mary.card.person.cards.filter(ended_at=None).count() == 1

    def test_a_blank_card_makes_a_learner_without_personal_data(self, desk, coordinator):
        make(desk, blank=1)

        person = User.objects.learners().get()
        assert (person.first_name, person.email, person.telephone) == ("", None, "")
        assert person.learner_profile
        assert person.cards.get().issued_by == coordinator

    def test_it_is_noted_for_whom_cards_were_made(self, desk, mary, coordinator):
        make(desk, blank=5, people=[mary.card.person_id])

        noted = LookUp.objects.order_by("pk").values_list("by", "deed", "person", "remark")
        assert list(noted) == [
            (coordinator.pk, "card", mary.card.person_id, ""),
            (coordinator.pk, "card", None, "5 blank cards"),
        ]

    def test_B6_the_same_form_sent_twice_makes_the_same_cards(self, desk, mary):
        seed = new_seed()
        first, second = (
            make(desk, seed=seed, blank=2, people=[mary.card.person_id]) for _ in range(2)
        )

        assert numbers_on(first) == numbers_on(second)
        assert User.objects.learners().count() == 3

    @pytest.mark.parametrize("same", [True, False], ids=["one form", "the control: two forms"])
    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_B6_at_one_instant_too(self, coordinator, now, same):
        mary = make_card().card.person
        seeds, made, barrier = [new_seed(), new_seed()], [], Barrier(2, timeout=20)

        def press(seed):
            barrier.wait()
            made.append(make_card_batch(people=[mary], blank=3, by=coordinator, now=now, seed=seed))
            connection.close()

        threads = [Thread(target=press, args=(seeds[0 if same else n],)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        numbers = [{issued.number for issued in batch} for batch in made]
        assert (numbers[0] == numbers[1]) is same
        assert User.objects.learners().count() == (4 if same else 7)
        assert mary.cards.filter(ended_at=None).count() == 1

    def test_an_old_form_sent_again_ends_no_card(self, desk, mary, coordinator, now):
        seed, old = new_seed(), now - SAME_FORM - timedelta(seconds=1)
        [issued] = make_card_batch(people=[mary.card.person], by=coordinator, now=old, seed=seed)

        response = make(desk, seed=seed, people=[mary.card.person_id])

        assert response["Location"] == CARDS
        assert find_by_number(issued.number, now=now) == issued.card

    def test_nobody_loses_a_card_where_one_of_them_may_have_none(self, mary, coordinator, now):
        staff = User.objects.create_user("priya@example.org", "a long password")

        with pytest.raises(StaffHaveNoCard):
            make_card_batch(
                people=[mary.card.person, staff], by=coordinator, now=now, seed=new_seed()
            )

        assert find_by_number(mary.number, now=now) == mary.card
        assert not LookUp.objects.exists()

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ({}, "Type how many cards to make, or choose people below."),
            ({"blank": ""}, "Type how many cards to make, or choose people below."),
            ({"blank": "0"}, "Type how many cards to make, or choose people below."),
            ({"blank": "31"}, "Type a number from 1 to 30. Make the others afterwards."),
            ({"blank": "-1"}, "Type a number from 1 to 30."),
            ({"blank": "six"}, "Type a number from 1 to 30."),
            ({"blank": "6\x00"}, "Type a number from 1 to 30."),
            ({"blank": "9" * 400}, "Type a number from 1 to 30."),
            ({"blank": "1", "size": ""}, "Choose a size."),
            ({"blank": "1", "size": "huge"}, "Choose a size."),
            ({"people": ["999999"]}, "Choose from the people listed here."),
            ({"people": ["x"]}, "Choose from the people listed here."),
            ({"people": ["9" * 30]}, "Choose from the people listed here."),
        ],
    )
    def test_what_cannot_be_made_is_told_and_nothing_is_made(self, desk, asked, told):
        response = make(desk, **asked)

        assert response.status_code == 200
        assert told in response.content.decode()
        assert not Card.objects.exists()

    def test_thirty_in_all(self, desk, mary):
        page = make(desk, blank=30, people=[mary.card.person_id]).content.decode()

        assert "Make 30 cards at most, and the others afterwards." in page
        assert re.search(rf'value="{mary.card.person_id}" checked', page)
        assert 'value="30"' in page

    def test_staff_cannot_be_chosen(self, desk, volunteer):
        page = make(desk, people=[volunteer.pk]).content.decode()

        assert "Choose from the people listed here." in page
        assert "Priya" not in page

    def test_without_the_libraries_it_says_what_to_install_and_ends_no_card(
        self, desk, mary, monkeypatch, now
    ):
        import builtins

        load = builtins.__import__

        def without_pango(name, *more, **named):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")
            return load(name, *more, **named)

        monkeypatch.setattr(builtins, "__import__", without_pango)
        person = mary.card.person_id
        for address, asked in (
            (CARDS, {"people": [person], "size": SMALL}),
            (reverse("desk:make_new_card", args=[person]), {"size": LARGE}),
        ):
            page = desk.post(address, {"seed": new_seed(), **asked}).content.decode()

            assert "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in page
            assert find_by_number(mary.number, now=now) == mary.card


class TestFindingPeople:
    @pytest.mark.parametrize("asked", ["Mar", "brown", "mary brown", "Molly", "447700900123"])
    def test_by_name_or_telephone(self, desk, mary, asked):
        mary.card.person.last_name, mary.card.person.known_as = "Brown", "Molly"
        mary.card.person.telephone = "07700 900123"
        mary.card.person.save()
        make_card(called="John")

        page = desk.get(CARDS, {"q": asked}).content.decode()

        assert "Mary Brown" in page and "John" not in page

    @pytest.mark.parametrize("asked", ["\x00", "<script>1</script>", "👵\u202e", "x" * 5000, "%_'"])
    def test_whatever_is_asked_for_nobody_is_found(self, desk, mary, asked):
        page = desk.get(CARDS, {"q": asked}).content.decode()

        assert "<script>1" not in page
        assert ("Nobody of this name or telephone." in page) is (asked != "\x00")

    @pytest.mark.parametrize("people", [1, 3])
    def test_a_longer_list_asks_no_more_of_the_database(
        self, desk, django_assert_num_queries, people
    ):
        for number in range(people):
            make_card(called=f"Learner {number}")
        desk.get(CARDS)

        with django_assert_num_queries(QUERIES):
            page = desk.get(CARDS).content.decode()
        assert page.count('name="people"') == people


QUERIES = 13


@pytest.mark.usefixtures("pango")
class TestNewCardForSomebody:
    def address(self, issued) -> str:
        return reverse("desk:make_new_card", args=[issued.card.person_id])

    def test_first_it_says_that_the_old_card_stops(self, desk, mary, now):
        page = desk.get(self.address(mary)).content.decode()

        assert "The card they have now opens nothing from that moment." in page
        assert find_by_number(mary.number, now=now) == mary.card
        assert not LookUp.objects.exists()

    def test_the_new_card_is_shown_this_once_and_the_old_one_is_dead(
        self, desk, mary, now, coordinator
    ):
        response = desk.post(self.address(mary), {"seed": new_seed()})

        page = response.content.decode()
        [number] = IN_FOURS.findall(page)
        card = find_by_number(number.replace(" ", ""), now=now)
        assert (card.person, card.issued_by) == (mary.card.person, coordinator)
        assert find_by_number(mary.number, now=now) is None
        assert "<svg" in page and "no-store" in response["Cache-Control"]
        assert LookUp.objects.get().person == mary.card.person

    @pytest.mark.parametrize("size", [SMALL, LARGE])
    def test_a_reload_and_the_print_have_the_same_number(self, desk, mary, size):
        page = desk.post(self.address(mary), {"seed": new_seed()}).content.decode()
        [seed], [number] = SEED.findall(page), IN_FOURS.findall(page)

        again = desk.post(self.address(mary), {"seed": seed}).content.decode()
        printed = desk.post(self.address(mary), {"seed": seed, "size": size})

        assert IN_FOURS.findall(again) == numbers_on(printed) == [number]
        assert printed["Content-Disposition"].startswith("attachment")

    def test_a_form_whose_card_was_used_makes_no_other(self, desk, mary, client):
        page = desk.post(self.address(mary), {"seed": new_seed()}).content.decode()
        [seed], [number] = SEED.findall(page), IN_FOURS.findall(page)
        client.post("/card/sign-in/", {"number": number})

        response = desk.post(self.address(mary), {"seed": seed}, follow=True)

        assert "This form was sent before" in response.content.decode()
        assert Card.objects.filter(ended_at=None).count() == 1
        assert signed_in_person(client) == mary.card.person_id

    def test_whoever_works_here_has_no_card(self, desk, volunteer, mary):
        mary.card.person.groups.add(Group.objects.get(name="Volunteers"))

        for pk in (volunteer.pk, mary.card.person_id, 10**12):
            assert desk.post(reverse("desk:make_new_card", args=[pk])).status_code == 404


class TestClass:
    def test_begins_where_the_coordinator_is_and_says_until_when(self, desk, coordinator):
        page = desk.post("/admin/desk/cards/class/", follow=True).content.decode()

        begun = ClassMode.objects.get()
        assert begun.begun_by == coordinator
        assert "The class has begun. It ends by itself at" in page
        assert "A class goes on here until" in page

    def test_elsewhere_no_class_goes_on(self, desk):
        desk.post("/admin/desk/cards/class/")

        page = desk.get(CARDS, REMOTE_ADDR="192.0.2.7").content.decode()

        assert "A class goes on here" not in page

    def test_rows_of_classes_long_over_are_thrown_away(self, desk, coordinator, now):
        for days in (2, 1, 0):
            ClassMode.objects.create(
                address_digest=str(days),
                until=now - timedelta(days=days, seconds=-60),
                begun_by=coordinator,
            )
        ClassMode.objects.filter(address_digest="1").update(until=now - timedelta(days=1))

        desk.post("/admin/desk/cards/class/")

        assert ClassMode.objects.count() == 2  # the one that ends now, and the one begun now


class TestClosedTyping:
    @pytest.mark.parametrize("address", ["/admin/", CARDS])
    @pytest.mark.parametrize(("wrong", "told"), [(199, False), (200, True)])
    def test_S5_coordinators_are_told(self, desk, now, address, wrong, told):
        WrongGuess.objects.bulk_create(
            WrongGuess(address_digest=str(n), at=now, is_slip=False) for n in range(wrong)
        )

        page = desk.get(address).content.decode()

        assert ("Nobody can type a card number until" in page) is told

    def test_S5_volunteers_are_not(self, volunteer, client, now):
        client.force_login(volunteer)
        WrongGuess.objects.bulk_create(
            WrongGuess(address_digest=str(n), at=now, is_slip=False) for n in range(200)
        )

        assert "Nobody can type" not in client.get("/admin/").content.decode()


class TestWhoMay:
    ADDRESSES = ("make_card_batch", "make_new_card", "let_in", "begin_class")

    @pytest.mark.parametrize("name", ADDRESSES)
    @pytest.mark.parametrize("who", ["visitor", "learner", "volunteer", "lead"])
    def test_only_coordinators_do(self, request, client, mary, name, who):
        if who == "learner":
            client.force_login(mary.card.person)
        elif who != "visitor":
            client.force_login(request.getfixturevalue(who))
        args = [mary.card.person_id] if name in ("make_new_card", "let_in") else []
        address, before = reverse(f"desk:{name}", args=args), Card.objects.count()

        for response in (client.get(address), client.post(address, {"seed": new_seed()})):
            assert response.status_code == 302
            leads_to = response["Location"].partition("?")[0]
            assert leads_to == ("/admin/login/" if who in ("visitor", "learner") else "/admin/")
        assert Card.objects.count() == before
        assert not ClassMode.objects.exists()

    @pytest.mark.parametrize("name", ADDRESSES)
    def test_only_from_our_own_page(self, coordinator, mary, name):
        careful = Client(enforce_csrf_checks=True)
        careful.force_login(coordinator)
        args = [mary.card.person_id] if name in ("make_new_card", "let_in") else []

        response = careful.post(reverse(f"desk:{name}", args=args), {"seed": new_seed()})

        assert response.status_code == 403
        assert Card.objects.count() == 1

    def test_the_menu_offers_cards_to_coordinators_only(self, desk, volunteer, client):
        client.force_login(volunteer)

        assert CARDS in desk.get("/admin/").content.decode()
        assert CARDS not in client.get("/admin/").content.decode()
