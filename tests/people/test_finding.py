"""Finding anybody while they are on the telephone."""

import pytest

from tests.factories.people import make_card, make_learner
from whatthetech.people.cards import issue_card, new_seed, number_of
from whatthetech.people.finding import find_people, possible_duplicates, trouble_with_card
from whatthetech.people.models import User, VolunteerProfile

pytestmark = pytest.mark.django_db

ODD = [
    "",
    " ",
    "\x00",
    "\u202eeniw",
    "😀😀",
    "x" * 5000,
    "<script>alert(1)</script>",
    "%_%",
    "' OR 1",
]


@pytest.fixture
def margaret():
    return make_learner(known_as="Maggs", email="margaret@example.org").person


@pytest.fixture
def john():
    return make_learner(first_name="John", last_name="Marsh", telephone="020 8743 0018").person


def found(words, now) -> list[User]:
    return [one.person for one in find_people(words, now=now)]


@pytest.mark.parametrize(
    "words",
    [
        "Margaret Smith",
        "smith margaret",
        "Margret Smyth",
        "Mrs Smith",
        "M Smith",
        "Peggy Smith",
        "Maggs",
        "marga",
        "07700 900123",
        "07700900123",
        "+44 (0)7700 900-123",
        "0770 09",
        "0123",
        "900 12",
        "Smith 0123",
        "margaret@example.org",
        "MARGARET@EXAMPLE.ORG",
    ],
)
def test_she_is_found_however_she_is_asked_for(margaret, john, now, words):
    assert found(words, now) == [margaret]


@pytest.mark.parametrize("words", ["Margaret Jones", "Doris", "12", "9999", "x@example.com", *ODD])
def test_nobody_else_is_taken_for_her(margaret, now, words):
    assert found(words, now) == []


def test_an_accent_is_no_hindrance_in_either_direction(now):
    jose = make_learner(first_name="José", last_name="Muñoz").person
    zoe = make_learner(first_name="Zoe", last_name="Bronte").person

    assert found("jose munoz", now) == [jose]
    assert found("Zoë Brontë", now) == [zoe]


def test_a_name_of_two_words_is_found_written_as_one(now):
    van = make_learner(first_name="Anna", last_name="van der Berg").person

    assert found("vanderberg", now) == found("Van der Berg", now) == [van]


def test_who_gave_only_a_first_name_is_found_by_the_whole(now):
    mary = make_card(called="Mary").card.person

    assert found("Mary Smith", now) == [mary]


def test_the_likeliest_comes_first_and_says_why(margaret, now):
    other = make_learner(first_name="Margret", last_name="Smyth").person

    first, second = find_people("Margret Smyth", now=now)

    assert (first.person, first.why) == (other, "the same name")
    assert (second.person, second.why) == (margaret, "a name spelt like it")
    assert first.score > second.score


def test_a_whole_card_number_finds_its_person(margaret, john, now):
    issued = issue_card(person=margaret, by=None, now=now)

    (one,) = find_people(issued.printed_number, now=now)

    assert (one.person, one.why) == (margaret, "the number of their card")
    assert one.person.card == "live"


def test_an_ended_card_still_says_whose_it_was(margaret, now):
    old = issue_card(person=margaret, by=None, now=now)
    issue_card(person=margaret, by=None, now=now)

    assert found(old.number, now) == [margaret]


def test_a_wrong_check_digit_says_so(now):
    number = number_of(new_seed())
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    assert "one digit is different" in trouble_with_card(wrong)
    assert "No card of ours" in trouble_with_card(number)


@pytest.mark.parametrize("words", ["Margaret", "07700 900123", "447700900123", ""])
def test_what_is_no_card_number_is_not_called_one(words):
    assert trouble_with_card(words) == ""


def test_a_volunteer_is_found_too(now):
    priya = User.objects.create_user("priya@example.org", first_name="Priya", last_name="Nair")
    VolunteerProfile.objects.create(person=priya)

    assert found("pria nair", now) == [priya]


def test_staff_without_a_profile_are_not(coordinator, now):
    assert found("Sam", now) == []


def test_who_was_merged_leads_to_who_was_kept(margaret, now):
    older = User.objects.create_user(first_name="Rita", last_name="Old", merged_into=margaret)
    User.objects.create_user(first_name="Madge", last_name="Older", merged_into=older)

    for words in ("Rita Old", "Madge Older"):
        (one,) = find_people(words, now=now)
        assert one.person == margaret
        assert "merged into this one" in one.why


def test_no_more_come_than_are_asked_for(now):
    for number in range(5):
        make_learner(telephone=f"0770090012{number}")

    assert len(find_people("Margaret", now=now, limit=3)) == 3


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("words", ["Margret Smyth", "900 12", "Smith 0770"])
def test_two_queries_whatever_the_number_of_people(now, django_assert_num_queries, people, words):
    for number in range(people):
        make_learner(telephone=f"0770090012{number}")

    with django_assert_num_queries(2):
        assert len(find_people(words, now=now)) == people


class TestPossibleDuplicates:
    def duplicates(self, now, **typed):
        return [one.person for one in possible_duplicates(now=now, **typed)]

    def test_a_name_like_it_is_shown(self, margaret, john, now):
        assert self.duplicates(now, first_name="Margret", last_name="Smyth") == [margaret]

    def test_the_same_telephone_is_shown_whatever_the_name(self, margaret, john, now):
        typed = {"first_name": "Doris", "telephone": "+44 7700 900123"}

        assert self.duplicates(now, **typed) == [margaret]

    def test_the_same_email_is_shown(self, margaret, now):
        assert self.duplicates(now, email="Margaret@example.org") == [margaret]

    def test_half_a_name_or_half_a_number_is_no_duplicate(self, margaret, now):
        assert self.duplicates(now, first_name="Margaret", last_name="Jones") == []
        assert self.duplicates(now, telephone="0123") == []

    @pytest.mark.parametrize("odd", ODD)
    def test_whatever_is_typed_is_looked_for(self, margaret, now, odd):
        assert self.duplicates(now, first_name=odd, last_name=odd, telephone=odd, email=odd) == []
