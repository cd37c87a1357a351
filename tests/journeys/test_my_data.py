"""What is held about me: seen, printed, and removed for good."""

import pytest
from django.utils import timezone

from tests.factories.people import make_card
from tests.factories.records import make_known_learner
from tests.journeys.accessibility import findings_on
from tests.journeys.pages import PHONE, SCAM
from whatthetech.people.cards import issue_card
from whatthetech.people.models import Complaint, User

pytestmark = pytest.mark.browser


@pytest.fixture
def mary(database_put_back, now):
    """A learner who told us much, and her card as it was printed."""
    person = make_known_learner(telephone="020 7946 0999", notes="Rings on Mondays")
    return issue_card(person=person, by=None, now=now)


@pytest.fixture
def now():
    return timezone.now()


def sign_in(reader, issued) -> None:
    reader.open("/card/sign-in/")
    reader.type("The number on your card", issued.printed_number)
    reader.press("Sign in", within="main")
    reader.press("It is shared or borrowed")


def test_a_learner_sees_prints_and_removes_everything(reader, mary):
    sign_in(reader, mary)
    reader.open(SCAM + "3/" + PHONE)
    reader.open("/me/data/")
    assert "Spot and report a scam" in reader.words and "step 3" in reader.words
    assert "020 7946 0999" not in reader.words  # a card opens no telephone (S7)

    reader.press("Print a copy")
    assert "Spot and report a scam" in reader.words
    reader.press("Go back without printing")

    reader.press("Remove everything about me")
    reader.press("No, keep everything")
    assert reader.heading == "What we hold about you"
    reader.press("Remove everything about me")
    reader.press("Yes, remove everything about me")

    assert reader.heading == "Everything about you is removed"
    assert not reader.offers("I have finished: sign me out")
    assert not User.objects.filter(pk=mary.card.person_id).exists()
    for _ in range(2):
        reader.page.go_back()
        reader.settle()
        assert "Spot and report a scam" not in reader.words and "Mary" not in reader.words


def test_a_learner_tells_us_what_went_wrong(reader, mary):
    sign_in(reader, mary)
    reader.open("/me/complaint/")
    reader.press("Look at it before I send it")
    assert "Write what went wrong, or ring us and tell us." in reader.words

    reader.type("What went wrong?", "You rang <too> late")
    reader.press("Look at it before I send it")
    assert "You rang <too> late" in reader.words
    reader.press("No, change my words")
    reader.type("What went wrong?", "You rang too late")
    reader.press("Look at it before I send it")
    reader.press("Yes, send it")

    assert "You hear from us by" in reader.words
    assert Complaint.objects.get(person=mary.card.person).words == "You rang too late"


@pytest.mark.parametrize(
    "path",
    ["/me/data/", "/me/data/print/", "/me/data/remove/", "/me/data/removed/", "/me/complaint/"],
)
def test_the_pages_keep_the_standard(reader_with_script, mary, path):
    sign_in(reader_with_script, mary)
    reader_with_script.open(SCAM + "3/" + PHONE)
    reader_with_script.open(path)

    assert findings_on(reader_with_script.page) == {}


def test_the_check_and_the_thanks_keep_the_standard(reader_with_script, mary):
    sign_in(reader_with_script, mary)
    reader_with_script.open("/me/complaint/")
    reader_with_script.type("What went wrong?", "You rang too late")
    reader_with_script.press("Look at it before I send it")
    assert findings_on(reader_with_script.page) == {}


def test_what_is_printed_is_large_and_carries_no_buttons(reader_with_script, mary):
    reader = reader_with_script
    sign_in(reader, mary)
    reader.open(SCAM + "3/" + PHONE)
    reader.open("/me/data/print/")
    reader.page.emulate_media(media="print")

    size = reader.page.locator(".held dd").first.evaluate("row => getComputedStyle(row).fontSize")
    assert float(size.removesuffix("px")) >= 24  # 18 pt
    assert reader.page.locator("button:visible, main a:visible").count() == 0


def test_somebody_with_a_card_and_no_name_has_a_page_too(reader, database_put_back, now):
    issued = make_card(called="")
    sign_in(reader, issued)
    reader.open("/me/data/")

    assert "Your cards" in reader.words and "What else we hold" not in reader.words
