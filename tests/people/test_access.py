"""Who may see what: every address of people, asked by everybody who might ask."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import make_card
from whatthetech.people import access
from whatthetech.people.cards import issue_card
from whatthetech.people.urls import urlpatterns

SIGN_IN, ENDED = "to /card/sign-in/", "to /card/ended/"
HERS, HIS, THEIRS, NOT_THIS_WAY = "about Mary", "about John", "about themselves", "405"
OPEN, NO_ENTRY, STAFF_SIGN_IN = "open", "403", "to /admin/login/"
AGREE_FIRST = ("to /me/what-helps/",) * 2

ASKING = ("visitor", "learner", "other learner", "volunteer", "coordinator")

# What a GET of each address answers: about whom, or where it leads. Mary's card is the learner's,
# and the link that everybody here opens is hers: it asks “Are you Mary?” of whoever holds it.
ANSWERS = {
    # address name:        visitor,      learner,       other learner, volunteer,   coordinator
    "card": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "keep_my_place": (OPEN, "to /card/", "to /card/", "to /card/", "to /card/"),
    "new_card": (SIGN_IN, "to /card/", "to /card/", "to /me/", "to /me/"),  # none was made here
    "ask_to_be_let_in": (OPEN, "to /card/", "to /card/", "to /card/", "to /card/"),
    "sign_in_by_number": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "sign_in_by_link": ("to /card/is-this-you/",) * 5,
    "is_this_you": (SIGN_IN,) * 5,  # without the link opened before
    "card_ended": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "whose_device": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "carry_places_over": (SIGN_IN, "to /me/", "to /me/", "to /me/", "to /me/"),  # nothing left here
    "sign_out": (NOT_THIS_WAY,) * 5,
    "signed_out": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "me": (SIGN_IN, HERS, HIS, THEIRS, THEIRS),
    "say_when_you_could_come": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "when_you_could_come": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "volunteering": (STAFF_SIGN_IN, NO_ENTRY, NO_ENTRY, THEIRS, THEIRS),
    "say_when_free": (STAFF_SIGN_IN, NO_ENTRY, NO_ENTRY, OPEN, OPEN),
    "when_free": (STAFF_SIGN_IN, NO_ENTRY, NO_ENTRY, OPEN, OPEN),
    "about_me": (STAFF_SIGN_IN, NO_ENTRY, NO_ENTRY, OPEN, "to /help/"),
    "agreement": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "what_helps": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "say_what_helps": (SIGN_IN, *AGREE_FIRST, "to /me/", "to /me/"),
    "withdraw_what_helps": (SIGN_IN, *AGREE_FIRST, "to /me/", "to /me/"),
    "my_data": (SIGN_IN, HERS, HIS, THEIRS, THEIRS),
    "my_data_copy": (SIGN_IN, HERS, HIS, THEIRS, THEIRS),
    "print_my_data": (SIGN_IN, HERS, HIS, THEIRS, THEIRS),
    "erase_me": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "erased": (OPEN, OPEN, OPEN, OPEN, OPEN),
    "complain": (SIGN_IN, OPEN, OPEN, "to /me/", "to /me/"),
    "complaint_made": (SIGN_IN, "to /me/complaint/", "to /me/complaint/", "to /me/", "to /me/"),
}

NAMES = {"Mary": HERS, "John": HIS, "Priya": THEIRS, "Sam": THEIRS}


@pytest.fixture
def mary(db):
    return make_card(called="Mary")


@pytest.fixture
def asking(mary, volunteer, coordinator):
    """{who: their browser}"""
    people = (None, mary.card.person, make_card(called="John").card.person, volunteer, coordinator)
    browsers = {}
    for who, person in zip(ASKING, people, strict=True):
        browsers[who] = Client()
        if person:
            browsers[who].force_login(person)
    return browsers


def address_of(name, mary) -> str:
    args = {"sign_in_by_link": [mary.token], "say_what_helps": ["hearing"]}
    return reverse(f"people:{name}", args=args.get(name, []))


def answer_in_words(response) -> str:
    if response.status_code == 302:
        return f"to {response['Location'].partition('?')[0]}"
    if response.status_code != 200:
        return str(response.status_code)
    page = response.content.decode()
    named = [said for name, said in NAMES.items() if re.search(rf"\b{name}\b", page)]
    return " and ".join(named) or OPEN


def test_the_table_holds_every_address_and_no_other():
    assert set(ANSWERS) == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_address_says_who_may_see_it(pattern):
    assert pattern.callback.access in (
        access.EVERYBODY,
        access.SIGNED_IN,
        access.LEARNERS,
        access.VOLUNTEERS,
    )


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("name", ANSWERS)
def test_it_answers_as_the_table_says(asking, mary, name, who):
    response = asking[who].get(address_of(name, mary))

    assert answer_in_words(response) == ANSWERS[name][ASKING.index(who)]
    assert response.status_code == 403 or "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_what_a_view_says_of_itself_is_true_for_a_visitor(asking, mary, pattern):
    led_to_sign_in = ANSWERS[pattern.name][0] in (SIGN_IN, STAFF_SIGN_IN)

    assert (pattern.callback.access != access.EVERYBODY) <= led_to_sign_in


def test_a_card_opens_no_office(asking):
    for address in ("/admin/", "/admin/reports/", "/admin/users/"):
        for who in ("visitor", "learner", "other learner"):
            response = asking[who].get(address)
            assert (response.status_code, "/admin/login/" in response["Location"]) == (302, True)


def test_nobody_is_asked_about_a_card_whose_link_was_not_opened(asking, mary, now):
    asking["visitor"].get(address_of("sign_in_by_link", mary))
    john = issue_card(person=make_card(called="Peter").card.person, by=None, now=now)

    page = asking["visitor"].get(f"/card/is-this-you/?card={john.card.pk}").content.decode()

    assert "Mary" in page and "Peter" not in page
