"""The desk's page for merging: find, look, merge, take back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import make_card
from tests.factories.records import make_known_learner
from whatthetech.people.admin_views.merging import others_like
from whatthetech.people.merging import merge_people
from whatthetech.people.models import LookUp, Merge, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def margaret():
    return make_known_learner(first_name="Margaret", last_name="Smith", notes="Rings")


@pytest.fixture
def peggy():
    return make_known_learner(
        first_name="Peggy", last_name="Smith", telephone="07700 900222", notes="Mornings"
    )


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def address(person, other=None) -> str:
    return reverse("desk:merge", args=[person.pk]) + (f"?with={other.pk}" if other else "")


def test_records_of_the_same_name_are_offered_at_once(desk, margaret, peggy):
    make_known_learner(first_name="John", last_name="Doe", telephone="07700 900333")

    page = desk.get(address(margaret)).content.decode()

    assert f'href="?with={peggy.pk}"' in page
    assert "John" not in page


@pytest.mark.parametrize("typed", ["peggy", "PEG", "07700 900 222", "+44 7700 900222"])
def test_another_is_found_by_name_or_telephone(desk, margaret, peggy, typed):
    page = desk.get(address(margaret), {"name": typed}).content.decode()

    assert f'href="?with={peggy.pk}"' in page


@pytest.mark.parametrize("typed", ["", "\x00", "%", "xyzzy", "' OR 1=1", "<script>alert(1)"])
def test_odd_words_find_nobody_and_do_nothing(desk, margaret, typed):
    lone = make_card(called="Lone").card.person

    response = desk.get(address(lone), {"name": typed})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_records_that_are_gone_and_the_person_themselves_are_not_offered(
    margaret, peggy, coordinator
):
    third = make_known_learner(first_name="Meg", last_name="Smith")
    merge_people(kept=third, gone=peggy, by=coordinator, now=timezone.now())

    assert list(others_like("Smith", than=margaret, now=timezone.now())) == [third]


def test_the_preview_says_what_happens_and_changes_nothing(desk, margaret, peggy, coordinator):
    page = desk.get(address(margaret, peggy)).content.decode()

    assert "07700 900222" in page and "Goes to the notes" in page
    assert "The other card ends." in page
    assert not Merge.objects.exists()
    noted = LookUp.objects.get()
    assert (noted.deed, noted.person, noted.by) == ("viewed", peggy, coordinator)


def test_confirmed_it_is_done_and_can_be_taken_back(desk, margaret, peggy):
    page = desk.post(address(margaret), {"with": peggy.pk}, follow=True).content.decode()
    merge = Merge.objects.get()

    assert "The two records are one. You can take it back for a day." in page
    assert reverse("desk:undo_merge", args=[merge.pk]) in page

    page = desk.post(reverse("desk:undo_merge", args=[merge.pk]), follow=True).content.decode()
    assert "There are two records again, as before." in page
    assert User.objects.get(pk=peggy.pk).is_active


def test_a_day_later_it_is_no_longer_offered_and_is_refused(desk, margaret, peggy, coordinator):
    then = timezone.now() - timedelta(days=1)
    merge = merge_people(kept=margaret, gone=peggy, by=coordinator, now=then)

    assert "Take the merge" not in desk.get(address(margaret)).content.decode()
    page = desk.post(reverse("desk:undo_merge", args=[merge.pk]), follow=True).content.decode()
    assert "this day is over" in page


def test_a_record_of_staff_is_refused_in_words(desk, margaret, volunteer):
    page = desk.get(address(margaret, volunteer)).content.decode()

    assert "Only a learner’s record can go into another." in page
    page = desk.post(address(margaret), {"with": volunteer.pk}, follow=True).content.decode()
    assert "Only a learner’s record can go into another." in page


@pytest.mark.parametrize("sent", [{}, {"with": "x"}, {"with": "²"}])
def test_without_another_record_nothing_happens(desk, margaret, sent):
    assert desk.post(address(margaret), sent).status_code == 400


def test_somebody_who_is_not_there_is_not_found(desk, margaret):
    assert desk.post(address(margaret), {"with": 10**9}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(
    desk, margaret, rows, django_assert_num_queries
):
    for number in range(rows):
        make_known_learner(first_name=f"Mary {number}", last_name="Smith")
    desk.get(address(margaret))

    with django_assert_num_queries(QUERIES):
        desk.get(address(margaret))


def test_only_coordinators_merge(client, margaret, peggy, volunteer, lead):
    for person in (None, margaret, volunteer, lead):
        client.logout()
        if person:
            client.force_login(person)
        assert client.post(address(margaret), {"with": peggy.pk}).status_code in (302, 403)

    assert not Merge.objects.exists()


QUERIES = 16
