"""Erasing: everything of the person goes, what they made for others stays, counts are kept."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Comment, ModelLogEntry, Revision

from lessons.models import LessonPage, Picture
from tests.factories.lessons import make_course, make_lesson, make_picture
from tests.factories.people import make_card, sign_in, signed_in_person
from tests.factories.records import (
    close_complaints,
    keep_place,
    make_known_learner,
    make_learner_with_everything,
    make_volunteer_with_everything,
)
from whatthetech.people.cards import find_by_number
from whatthetech.people.erasing import ComplaintIsOpen, LastCoordinator, erase_person
from whatthetech.people.merging import merge_people
from whatthetech.people.models import (
    COORDINATORS,
    Complaint,
    ErasedPerson,
    Invitation,
    LookUp,
    Merge,
    User,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
WORDS = ("Mary", "Molly", "Brown", "7946", "mary@", "Made-up", "Left ear", "Rings on", "Anne")


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


@pytest.fixture
def mary(lesson, coordinator):
    person = make_learner_with_everything(lesson=lesson, by=coordinator, now=NOW)
    make_volunteer_with_everything(person, by=coordinator, now=NOW)
    close_complaints(person)
    log(instance=person.learner_profile, action="wagtail.edit", user=coordinator)
    log(instance=person, action="wagtail.edit", user=coordinator)
    return User.objects.get(pk=person.pk)


def everything_held() -> str:
    """Every row of every model, as text."""
    return "\n".join(
        str(row)
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
    )


def test_no_word_of_them_is_left_in_any_table(mary, coordinator):
    assert [word for word in WORDS if word not in everything_held()] == []  # else nothing is shown

    erase_person(person=mary, by=coordinator, now=NOW, remark="they asked")

    assert [word for word in WORDS if word in everything_held()] == []


def test_what_counts_is_kept(mary, lesson, coordinator):
    keep_place(mary, make_lesson(course=lesson.get_parent().specific, slug="other"), 0)

    erased = erase_person(person=mary, by=coordinator, now=NOW)

    assert ErasedPerson.objects.get() == erased
    assert (erased.was_learner, erased.was_volunteer) == (True, True)
    assert (erased.lessons_begun, erased.lessons_finished) == (2, 1)
    assert erased.erased_on == NOW.date()


def test_it_is_noted_without_a_name(mary, coordinator):
    erase_person(person=mary, by=coordinator, now=NOW, remark="they asked")

    noted = LookUp.objects.get(deed=LookUp.Deed.ERASED)
    assert (noted.by, noted.person, noted.remark) == (coordinator, None, "they asked")


def test_a_complaint_that_was_answered_stays_without_its_name(mary, coordinator):
    erase_person(person=mary, by=coordinator, now=NOW)

    complaint = Complaint.objects.get()
    assert (complaint.person, complaint.from_whom) == (None, "")
    assert complaint.words == "You rang too late"


def test_whoever_waits_for_an_answer_is_not_erased(mary, coordinator):
    mary.complaints.update(closed_on=None)

    with pytest.raises(ComplaintIsOpen):
        erase_person(person=mary, by=coordinator, now=NOW)

    assert User.objects.filter(pk=mary.pk).exists()
    assert not ErasedPerson.objects.exists()


def test_the_card_opens_nothing_any_more(coordinator):
    issued = make_card()

    erase_person(person=issued.card.person, by=coordinator, now=NOW)

    assert find_by_number(issued.number, now=NOW) is None


def test_records_merged_into_it_go_too(coordinator):
    kept, gone = make_known_learner(), make_known_learner(first_name="Molly")
    merge_people(kept=kept, gone=gone, by=coordinator, now=NOW)

    erase_person(person=User.objects.get(pk=kept.pk), by=coordinator, now=NOW)

    assert not User.objects.filter(pk__in=(kept.pk, gone.pk)).exists()
    assert not Merge.objects.exists()
    assert ErasedPerson.objects.count() == 1


def test_an_invitation_to_their_address_goes_too(coordinator, volunteer):
    Invitation.objects.create(
        email="Volunteer@example.org",
        group=Group.objects.get(name="Volunteers"),
        link_digest="x",
        invited_at=NOW,
        ends_at=NOW,
    )

    erase_person(person=volunteer, by=coordinator, now=NOW)

    assert not Invitation.objects.exists()


class TestAuthor:
    def test_what_they_made_for_others_stays_without_their_name(
        self, volunteer, coordinator, lesson
    ):
        LessonPage.objects.update(owner=volunteer)
        revision = lesson.save_revision(user=volunteer)
        picture = make_picture()
        Picture.objects.filter(pk=picture.pk).update(uploaded_by_user=volunteer)

        erase_person(person=volunteer, by=coordinator, now=NOW)

        assert LessonPage.objects.get().owner is None
        assert Revision.objects.get(pk=revision.pk).user is None
        assert Picture.objects.get(pk=picture.pk).uploaded_by_user is None

    def test_the_lesson_can_be_edited_and_published_as_before(
        self, volunteer, coordinator, lesson, client
    ):
        LessonPage.objects.update(owner=volunteer)
        lesson.save_revision(user=volunteer)

        erase_person(person=volunteer, by=coordinator, now=NOW)

        client.force_login(coordinator)
        for name in ("edit", "history"):
            address = reverse(f"wagtailadmin_pages:{name}", args=[lesson.pk])
            assert client.get(address).status_code == 200
        LessonPage.objects.get().get_latest_revision().publish(user=coordinator)

    def test_a_remark_beside_the_text_goes_with_them_and_with_nothing_else(
        self, volunteer, coordinator, lesson
    ):
        for person in (volunteer, coordinator):
            Comment.objects.create(page=lesson, user=person, text="?", contentpath="title")

        erase_person(person=volunteer, by=coordinator, now=NOW)

        assert Comment.objects.get().user == coordinator

    def test_what_they_did_to_other_records_stays_in_the_history(self, volunteer, coordinator):
        log(instance=make_known_learner(), action="wagtail.edit", user=volunteer)

        erase_person(person=volunteer, by=coordinator, now=NOW)

        assert ModelLogEntry.objects.count() == 1


class TestLastCoordinator:
    def test_somebody_must_be_left_to_run_it(self, coordinator):
        with pytest.raises(LastCoordinator):
            erase_person(person=coordinator, by=coordinator, now=NOW)

    def test_of_two_one_may_go(self, coordinator):
        other = User.objects.create_user("other@example.org", "a long password")
        other.groups.add(Group.objects.get(name=COORDINATORS))

        erase_person(person=coordinator, by=other, now=NOW)

        assert not User.objects.filter(pk=coordinator.pk).exists()

    def test_one_who_may_not_sign_in_does_not_count(self, coordinator):
        other = User.objects.create_user("other@example.org", "a long password", is_active=False)
        other.groups.add(Group.objects.get(name=COORDINATORS))

        with pytest.raises(LastCoordinator):
            erase_person(person=coordinator, by=other, now=NOW)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(("looks_under_the_lock", "left"), [(True, 1), (False, 0)])
def test_of_two_coordinators_who_erase_each_other_at_once_one_stays(
    monkeypatch, coordinator, looks_under_the_lock, left
):
    """Real threads. The control: where nobody looks, nobody is left."""
    other = User.objects.create_user("other@example.org", "a long password")
    other.groups.add(Group.objects.get(name=COORDINATORS))
    if not looks_under_the_lock:
        monkeypatch.setattr("whatthetech.people.erasing.keep_a_coordinator", lambda person: None)
    barrier, refused = Barrier(2), []

    def erase(person):
        barrier.wait()
        try:
            erase_person(person=person, by=None, now=NOW)
        except LastCoordinator:
            refused.append(person)
        finally:
            connection.close()

    threads = [Thread(target=erase, args=[person]) for person in (coordinator, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert User.objects.filter(groups__name=COORDINATORS).count() == left == len(refused)


class TestMyself:
    @pytest.fixture
    def signed_in(self, client):
        issued = make_card(called="Mary")
        sign_in(client, issued)
        return issued

    def test_asking_erases_nothing(self, client, signed_in):
        page = client.get("/me/data/remove/").content.decode()

        assert "What goes" in page and "What stays" in page and "can’t be undone" in page
        assert User.objects.filter(pk=signed_in.card.person_id).exists()

    def test_the_button_erases_me_and_signs_me_out(self, client, signed_in):
        response = client.post("/me/data/remove/")

        assert response["Location"] == "/me/data/removed/"
        assert signed_in_person(client) is None
        assert client.cookies["signed-in"].value == ""
        assert not User.objects.filter(pk=signed_in.card.person_id).exists()
        assert LookUp.objects.get().by is None

    def test_pressed_twice_it_erases_nobody_else(self, client, signed_in):
        other = make_card(called="John")
        client.post("/me/data/remove/")

        client.post("/me/data/remove/")

        assert User.objects.filter(pk=other.card.person_id).exists()
        assert ErasedPerson.objects.count() == 1

    def test_on_another_device_i_am_signed_out_too(self, client, signed_in):
        other = Client()
        sign_in(other, signed_in)
        client.post("/me/data/remove/")

        assert other.get("/me/").status_code == 302

    def test_with_an_open_complaint_it_says_to_ring(self, client, signed_in):
        Complaint.objects.create(
            person=signed_in.card.person, how="site", received_on=NOW, words="?"
        )

        page = client.post("/me/data/remove/").content.decode()

        assert "we still owe you an answer" in page
        assert User.objects.filter(pk=signed_in.card.person_id).exists()

    def test_staff_are_led_to_their_own_page(self, client, volunteer):
        client.force_login(volunteer)

        assert client.post("/me/data/remove/")["Location"] == "/me/"
        assert User.objects.filter(pk=volunteer.pk).exists()


class TestAtTheDesk:
    def address(self, person):
        return reverse("desk:erase_person", args=[person.pk])

    def test_a_coordinator_sees_first_what_goes(self, client, mary, coordinator):
        client.force_login(coordinator)

        page = client.get(self.address(mary)).content.decode()

        assert "What helps you" in page and "This can’t be undone" in page
        assert User.objects.filter(pk=mary.pk).exists()

    def test_and_erases_with_the_reason(self, client, mary, coordinator):
        client.force_login(coordinator)

        client.post(self.address(mary), {"why": "they asked"})

        assert not User.objects.filter(pk=mary.pk).exists()
        assert LookUp.objects.get(deed="erased").remark == "they asked"

    def test_without_a_reason_it_asks_for_one(self, client, mary, coordinator):
        client.force_login(coordinator)

        page = client.post(self.address(mary)).content.decode()

        assert "Choose why the record is erased." in page
        assert User.objects.filter(pk=mary.pk).exists()

    def test_an_open_complaint_is_named(self, client, mary, coordinator):
        mary.complaints.update(closed_on=None)
        client.force_login(coordinator)

        page = client.post(self.address(mary), {"why": "they asked"}).content.decode()

        assert "Answer it and close it, then erase the record." in page

    def test_nobody_else_may(self, client, mary, volunteer, lead):
        for person in (None, mary, volunteer, lead):
            client.logout()
            if person:
                client.force_login(person)
            assert client.post(self.address(mary), {"why": "they asked"}).status_code in (302, 403)

        assert User.objects.filter(pk=mary.pk).exists()
