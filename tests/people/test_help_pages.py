"""/help/: a volunteer's own pages, and what they say of themselves."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories.lessons import make_course
from tests.factories.people import give_certificate, make_volunteer
from whatthetech.people.models import (
    Device,
    LookUp,
    Setting,
    VolunteerProfile,
)

pytestmark = pytest.mark.django_db

HELP, ABOUT, AGREEMENT = "/help/", "/help/about-me/", "/help/agreement/"

STRANGE = {
    "right to left": "\u202eevil\u202c",
    "emoji": "👩🏽‍💻 Physics",
    "script": "<script>alert(1)</script>",
    "quotes": "\"'`{{ 7 * 7 }}{% now %}",
    "arabic": "هندسة",
}
REFUSED = {"null byte": "Phys\x00ics", "too long": "x" * 5000}


def today() -> date:
    return timezone.localdate()


def sign_in_volunteer(client, **made) -> VolunteerProfile:
    made = {"email": "nadia@example.org", "with_password": True} | made
    volunteer = make_volunteer(**made)
    volunteer.person.groups.add(Group.objects.get(name="Volunteers"))
    client.force_login(volunteer.person)
    return volunteer


def page(client, address=HELP) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def filled_in(**changed) -> dict:
    course = make_course()
    return {
        "course": "Physics",
        "year": "2",
        "leaves_on": "12/6/2027",
        "languages": [],
        "devices": [Device.objects.get(code="iphone").pk],
        "topics": [course.pk],
        "learners_at_once": "2",
        "gender": "woman",
    } | changed


class TestHelp:
    def test_who_is_new_reads_what_is_missing(self, client):
        sign_in_volunteer(client)

        shown = page(client)

        assert "Hello, <bdi>Nadia</bdi>" in shown
        assert "You are: new." in shown
        assert shown.count("Pass the training.") == 1
        assert "A coordinator decides whether a check is needed for group sessions." in shown

    def test_who_is_cleared_reads_for_what_and_until_when(self, client):
        sign_in_volunteer(client, cleared_for=[Setting.GROUP], leaves_on=date(2099, 6, 30))

        shown = page(client)

        assert "You are: cleared for group sessions." in shown
        assert "You can help: group sessions" in shown
        assert "What ends soon" not in shown

    def test_what_ends_soon_is_said(self, client):
        volunteer = sign_in_volunteer(client, cleared_for=[Setting.GROUP])
        give_certificate(
            volunteer,
            setting=Setting.ONE_TO_ONE,
            today=today(),
            ends_on=today() + timedelta(days=9),
        )

        assert "Your check for helping one to one:" in page(client)

    def test_whoever_works_here_and_is_no_volunteer_has_a_page_too(self, client, coordinator):
        client.force_login(coordinator)

        assert "We hold no record of you as a volunteer yet." in page(client)
        assert client.get(ABOUT)["Location"] == HELP
        assert not VolunteerProfile.objects.exists()

    def test_it_is_nobody_elses(self, client):
        make_volunteer(first_name="Omar", course="Chemistry")
        sign_in_volunteer(client)

        assert "Omar" not in page(client) + page(client, ABOUT)
        assert "Chemistry" not in page(client, ABOUT)

    def test_looking_at_ones_own_is_not_noted(self, client):
        sign_in_volunteer(client)
        page(client)

        assert not LookUp.objects.exists()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_longer_path_asks_no_more_of_the_database(
        self, client, rows, django_assert_num_queries
    ):
        volunteer = sign_in_volunteer(client, cleared_for=[Setting.GROUP])
        for number in range(rows):
            give_certificate(
                volunteer,
                setting=Setting.ONE_TO_ONE,
                today=today() - timedelta(days=number),
            )
        page(client)

        with django_assert_num_queries(QUERIES):
            page(client)


QUERIES = 15


class TestAboutMe:
    def test_everything_is_kept_and_stands_there_again(self, client):
        volunteer = sign_in_volunteer(client)

        answer = client.post(ABOUT, filled_in())

        assert answer["Location"] == HELP
        volunteer.refresh_from_db()
        assert (volunteer.course, volunteer.year, volunteer.gender) == ("Physics", 2, "woman")
        assert (volunteer.leaves_on, volunteer.learners_at_once) == (date(2027, 6, 12), 2)
        assert [device.code for device in volunteer.devices.all()] == ["iphone"]
        assert volunteer.topics.count() == 1
        again = page(client, ABOUT)
        assert 'value="Physics"' in again and 'value="12/06/2027"' in again
        (logged,) = ModelLogEntry.objects.for_instance(volunteer)
        assert logged.data["what"] == "about me"

    def test_a_volunteer_without_a_record_begins_one(self, client, volunteer):
        client.force_login(volunteer)
        client.post(ABOUT, filled_in())

        assert VolunteerProfile.objects.get().person == volunteer

    def test_nothing_but_how_many_at_once_has_to_be_said(self, client):
        sign_in_volunteer(client)

        assert client.post(ABOUT, {"learners_at_once": "1"})["Location"] == HELP

    @pytest.mark.parametrize(
        "typed", ["12/6/2027", "12.06.2027", "12-6-2027", "12 June 2027", "12 Jun 2027", "12/6/27"]
    )
    def test_a_day_is_understood_as_people_write_it(self, client, typed):
        volunteer = sign_in_volunteer(client)
        client.post(ABOUT, filled_in(leaves_on=typed))

        volunteer.refresh_from_db()
        assert volunteer.leaves_on == date(2027, 6, 12)

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("year", "second", "Type the year you are in as a number from 1 to 9."),
            ("year", "0", "Type the year you are in as a number from 1 to 9."),
            ("leaves_on", "in June", "Type the day, the month and the year, such as 7/12/2026."),
            ("leaves_on", "31/2/2027", "Type the day, the month and the year"),
            ("leaves_on", "1/1/1027", "Look at the year again."),
            ("learners_at_once", "", "Choose a number."),
            ("learners_at_once", "40", "Choose from what stands on this page."),
            ("gender", "other", "Choose from what stands on this page."),
            ("devices", "999", "Choose from what stands on this page."),
            ("devices", "\x00", "Choose from what stands on this page."),
            ("topics", "x", "Choose from what stands on this page."),
            ("course", REFUSED["null byte"], "Type it again, in letters and numbers only."),
            ("course", REFUSED["too long"], "Type a shorter name of your course"),
        ],
    )
    def test_what_cannot_be_is_told_and_what_was_typed_stays(self, client, field, typed, sentence):
        volunteer = sign_in_volunteer(client, course="Before")
        shown = client.post(ABOUT, filled_in() | {field: typed}).content.decode()

        assert sentence in shown
        assert "<title>Error: " in shown
        assert 'value="Physics"' in shown or field == "course"
        assert "VolunteerProfile" not in shown
        volunteer.refresh_from_db()
        assert volunteer.course == "Before"

    @pytest.mark.parametrize("strange", STRANGE)
    def test_strange_letters_are_kept_and_shown_as_letters(self, client, coordinator, strange):
        volunteer = sign_in_volunteer(client)
        client.post(ABOUT, filled_in(course=STRANGE[strange]))

        volunteer.refresh_from_db()
        assert volunteer.course == STRANGE[strange]
        own = page(client, ABOUT)
        client.force_login(coordinator)
        for shown in (own, page(client, f"/admin/desk/volunteers/inspect/{volunteer.pk}/")):
            assert "<script>alert" not in shown
            assert "7 * 7" in shown or strange != "quotes"

    def test_nobody_clears_themselves_by_it(self, client):
        volunteer = sign_in_volunteer(client, left_on=today(), paused_from=today())
        client.post(ABOUT, filled_in(left_on="", paused_from="", person="1"))

        volunteer.refresh_from_db()
        assert (volunteer.left_on, volunteer.paused_from) == (today(), today())

    def test_what_is_noted_at_the_desk_meanwhile_stays(self, client):
        """Only what the form asks is written: never the whole row as it was read."""
        from whatthetech.people.volunteer_forms import AboutMeForm

        volunteer = sign_in_volunteer(client)
        form = AboutMeForm(filled_in(), instance=volunteer)
        assert form.is_valid()
        VolunteerProfile.objects.update(left_on=today())
        form.save()

        volunteer.refresh_from_db()
        assert (volunteer.left_on, volunteer.course) == (today(), "Physics")


def test_a_learner_who_comes_here_is_told_in_words(client, learner):
    client.force_login(learner)

    answer = client.get(HELP)

    assert answer.status_code == 403
    assert "You have done nothing wrong." in answer.content.decode()


class TestAgreement:
    @pytest.mark.parametrize(
        "said",
        [
            "I never use a learner’s bank, card or payments for them.",
            "I never ask for a password",
            "I never visit a learner at home",
            "I keep to myself what a learner tells me",
            "I tell the safeguarding lead on the same day.",
        ],
    )
    def test_it_says_what_the_role_forbids(self, client, said):
        assert said in page(client, AGREEMENT)

    def test_a_learner_who_reads_it_is_led_to_no_office(self, client, learner):
        client.force_login(learner)

        assert 'href="/help/"' not in page(client, AGREEMENT)
