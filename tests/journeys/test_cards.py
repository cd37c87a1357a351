"""Keep my place, lose the device, carry on elsewhere; and every other way in and out."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.factories.people import make_card
from tests.journeys.at_the_desk import at_the_desk, sign_in_by_link
from tests.journeys.pages import PHONE, SCAM, TOUCH
from tests.journeys.test_print import POINT, TEXT_SIZES
from whatthetech.people.models import Card, LookUp, User

pytestmark = pytest.mark.browser

CALLED = "What shall we call you? (optional)"
NUMBER = "The number on your card"
FINISHED = "I have finished: sign me out"
CARRY_ON = "Carry on with “Spot and report a scam”"
IN_FOURS = re.compile(r"\d{4} \d{4} \d{4}")


def make_my_card(reader, called="Mary") -> str:
    """The number, read off the page."""
    reader.open("/card/new/")
    reader.type(CALLED, called)
    reader.press("Make my card")
    assert reader.heading == "Here is your card"
    return reader.page.locator(".keep-card-number").inner_text()


def link_on_the_card(reader) -> str:
    """Where the square leads, as a camera would read it."""
    address = reader.page.locator(".keep-card-code svg title").text_content()
    assert address.startswith(reader.watch.address + "/card/q/")
    return address.removeprefix(reader.watch.address)


def sign_in_by_number(reader, number: str, *, device="It is shared or borrowed") -> None:
    reader.open("/card/")
    reader.press("Sign in with my card")
    reader.type(NUMBER, number)
    reader.press("Sign in", within="main")
    assert reader.heading == "Whose device is this?"
    reader.press(device)


@pytest.mark.parametrize("way", ["digits", "square"])
def test_a_card_brings_one_back_to_ones_place_when_the_device_is_lost(reader, make_reader, way):
    reader.open(SCAM + "2/" + PHONE)
    reader.press("Next step")
    step = reader.heading
    number = make_my_card(reader)
    link = link_on_the_card(reader)
    reader.press("I have it on paper: carry on")
    reader.press("It is mine")
    assert reader.heading == "Hello, Mary"

    with make_reader(with_script=reader.with_script) as new_phone:  # the old one is lost
        if way == "digits":
            sign_in_by_number(new_phone, number.replace(" ", "-"))
        else:
            new_phone.open(link)
            assert new_phone.heading == "Are you Mary?"
            assert new_phone.path == "/card/is-this-you/"  # the secret stays in no history
            new_phone.press("Yes, sign me in")
            new_phone.press("It is shared or borrowed")

        assert new_phone.heading == "Hello, Mary"
        new_phone.press(CARRY_ON)
        assert (new_phone.place, new_phone.heading) == ("Step 3 of 10", step)
    assert User.objects.learners().count() == 1


def test_bigger_words_a_dark_page_and_a_reload_show_the_same_number(reader):
    number = make_my_card(reader)

    for change in ("Bigger words", "Dark page"):
        reader.press(change)
        assert reader.page.locator(".keep-card-number").inner_text() == number
    reader.page.reload()
    assert reader.page.locator(".keep-card-number").inner_text() == number
    assert reader.page.locator("html").get_attribute("data-words") == "28"


def test_B6_back_and_a_second_press_make_no_second_person(reader):
    number = make_my_card(reader)

    reader.page.go_back()
    reader.settle()
    if reader.offers("Make my card"):  # a page the browser had kept
        reader.watch.expected.add("status 403")
        reader.press("Make my card")
    reader.open("/card/new/")

    assert reader.page.locator(".keep-card-number").inner_text() == number
    assert User.objects.learners().count() == 1


def test_B6_a_double_click_makes_one_person(reader):
    reader.open("/card/new/")
    reader.find("Make my card").dblclick()
    reader.page.get_by_role("heading", name="Here is your card").wait_for()
    reader.settle()

    assert User.objects.learners().count() == Card.objects.count() == 1


def test_S3_R1_the_printed_card_has_24_points_a_square_of_40_mm_and_nothing_to_press(reader):
    number = make_my_card(reader)
    reader.page.emulate_media(media="print")

    size = reader.page.locator(".keep-card-number").evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    side = reader.page.locator(".keep-card-code svg").bounding_box()
    module = side["width"] / side_in_modules(reader)
    assert size >= 24 * POINT
    assert (side["width"] - 8 * module) / 96 * 25.4 >= 40
    assert min(reader.page.evaluate(TEXT_SIZES)) >= 14 * POINT - 0.1
    assert reader.page.locator("button:visible, form:visible").count() == 0

    [sheet] = PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    words = " ".join(sheet.extract_text().split())
    assert number in words and "Mary" in words and "Help: 020 0000 0000" in words


def side_in_modules(reader) -> float:
    """How many modules wide the square is, its quiet zone of eight included."""
    view = reader.page.locator(".keep-card-code svg").get_attribute("viewBox").split()
    return float(view[2]) / 4  # drawn at four units a module


def test_D2_a_shared_computer_signs_out_and_back_shows_nothing(reader):
    issued = make_card(called="Mary")
    sign_in_by_link(reader, issued)
    reader.open(SCAM + "3/" + PHONE)
    reader.open("/me/")
    assert "Hello, Mary" in reader.words

    reader.press(FINISHED)
    assert reader.heading == "You are signed out"
    for _page in range(4):
        reader.page.go_back()
        reader.settle()
        assert "Mary" not in reader.page.content()
        assert CARRY_ON not in reader.page.content()
    reader.open("/me/")
    assert reader.heading == "Sign in with my card"
    kept = {cookie["name"] for cookie in reader.context.cookies()}
    assert kept <= {"device", "csrftoken", "place"}  # the place: of the step seen again by Back


def test_what_somebody_read_before_on_a_shared_device_is_asked_about(reader):
    reader.open(SCAM + "3/" + PHONE)
    john = make_card(called="John")

    sign_in_by_link(reader, john)
    assert reader.heading == "Was that you?"
    assert "“Spot and report a scam”, step 3 of 10" in reader.words

    reader.press("No, that was somebody else")
    assert reader.heading == "Hello, John"
    assert not john.card.person.kept_places.exists()


def test_two_devices_merge_without_loss(reader, make_reader):
    issued = make_card(called="Mary")
    reader.open(SCAM + "3/" + PHONE)
    sign_in_by_link(reader, issued, device="It is mine")
    with make_reader(with_script=reader.with_script) as tablet:
        tablet.open(TOUCH + "2/" + PHONE)
        tablet.open(SCAM + "5/" + PHONE)
        sign_in_by_link(tablet, issued)
        tablet.press("Yes, put it with my lessons")

    reader.open("/me/")
    assert "You are at step 5 of 10" in reader.words
    assert "Touch, type or mouse" in reader.words


def test_ones_own_words_and_page_come_along_and_leave_again(reader, make_reader):
    issued = make_card(called="Mary")
    sign_in_by_link(reader, issued, device="It is mine")
    reader.press("Bigger words")
    reader.press("Dark page")

    with make_reader(with_script=reader.with_script) as library:
        sign_in_by_link(library, issued)
        page = library.page.locator("html")
        assert (page.get_attribute("data-words"), page.get_attribute("data-page")) == ("28", "dark")

        library.press(FINISHED)
        assert (page.get_attribute("data-words"), page.get_attribute("data-page")) == ("22", None)


def test_a_coordinator_signs_somebody_in_by_telephone(reader, make_reader):
    mary = make_card(called="Mary").card.person
    reader.open("/card/sign-in/")
    reader.press("Ask us to sign me in")
    reader.press("Show me my number")
    number = reader.page.locator(".read-aloud").inner_text()
    reader.press("Carry on")
    assert "We are not there yet" in reader.words

    with at_the_desk(make_reader) as desk:
        desk.open(reverse("desk:let_in", args=[mary.pk]))
        desk.page.get_by_label("The number on their screen").fill("482 913 1")
        desk.press("Sign in their device")
        assert "No device shows this number." in desk.page.inner_text("main")
        desk.page.get_by_label("The number on their screen").fill(number)
        desk.press("Sign in their device")
        assert "They can press “Carry on” now." in desk.page.inner_text("body")

    reader.press("Carry on")
    assert reader.heading == "Whose device is this?"
    reader.press("It is mine")
    assert reader.heading == "Hello, Mary"
    assert LookUp.objects.get().person == mary


def test_a_coordinator_makes_a_new_card_and_the_lost_one_is_dead_at_once(make_reader, site, pango):
    lost = make_card(called="Mary")
    with at_the_desk(make_reader) as desk:
        desk.open(reverse("desk:make_new_card", args=[lost.card.person_id]))
        desk.press("Make the new card")
        number = desk.page.locator(".keep-card-number").inner_text()
        with desk.page.expect_download() as download:
            desk.find("Print it large (PDF)").click()
        printed = PdfReader(download.value.path()).pages[0].extract_text()
        assert number in " ".join(printed.split())

    with make_reader() as finder:
        finder.open("/card/sign-in/")
        finder.type(NUMBER, lost.printed_number)
        finder.press("Sign in", within="main")
        assert "No card has this number." in finder.words
    with make_reader() as mary:
        sign_in_by_number(mary, number)
        assert mary.heading == "Hello, Mary"


def test_a_coordinator_makes_a_batch_for_a_session(make_reader, site, pango):
    make_card(called="Mary")
    with at_the_desk(make_reader) as desk:
        desk.open("/admin/")
        desk.open("/admin/desk/cards/")
        desk.page.get_by_label("How many cards without a name").fill("7")
        with desk.page.expect_download() as download:
            desk.find("Make the cards (PDF)").click()
        sheets = PdfReader(download.value.path()).pages

    numbers = IN_FOURS.findall(" ".join(sheet.extract_text() for sheet in sheets))
    assert (len(sheets), len(set(numbers))) == (2, 7)
