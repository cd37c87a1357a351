"""Learners in the admin: the list, the record, the form, the history, the export."""

import csv
from io import BytesIO

import pytest
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from tests.factories.lessons import make_course
from tests.factories.people import agree, make_card, make_learner
from whatthetech.people.consent import keep_what_helps
from whatthetech.people.learner_form import GROUPS, LearnerForm
from whatthetech.people.models import Device, LearnerProfile, LookUp, User
from whatthetech.people.registering import LISTS, OF_PERSON, held_details

pytestmark = pytest.mark.django_db

LEARNERS = "/admin/desk/learners/"
ODD = {
    "right to left": "\u202eeniw\u202c",
    "emoji": "Peggy 😀",
    "script": "<script>alert(1)</script>",
    "markup": "{{ 7 }} {% now %} &amp;",
    "quotes": 'O\'Brien "Bee"',
}


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def margaret():
    return make_learner(
        known_as="Peggy",
        address="12 Bloemfontein Road",
        devices=[Device.objects.get(code="android")],
        helper_must_be="woman",
    )


def typed(**changes) -> dict:
    return {"first_name": "Doris", "telephone": "020 8743 0018", **changes}


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestList:
    def test_it_shows_what_a_caller_may_be_known_by(self, desk, margaret):
        shown = page(desk, LEARNERS)

        for words in ("Margaret Smith", "Peggy", "07700 900123", "Android", "never", "no card"):
            assert words in shown

    def test_the_search_forgives_spelling_and_puts_the_likeliest_first(self, desk, margaret):
        make_learner(first_name="Margret", last_name="Smyth")
        make_learner(first_name="John", last_name="Jones", telephone="020 8743 0018")

        shown = page(desk, f"{LEARNERS}?q=margret+smyth")

        assert 0 < shown.index("Margret Smyth") < shown.index("Margaret Smith")
        assert "John Jones" not in shown

    def test_the_search_finds_a_card(self, desk, margaret):
        issued = make_card(called="Mary")

        shown = page(desk, f"{LEARNERS}?q={issued.number}")

        assert "Mary" in shown and "Margaret" not in shown

    @pytest.mark.parametrize(
        ("asked", "is_found"),
        [
            ("devices={android}", True),
            ("devices={iphone}", False),
            ("card=none", True),
            ("card=live", False),
            ("requires=woman", True),
            ("requires=step-free", False),
            ("preferred_channel=letter", False),
            ("needs_interpreter=true", False),
            ("needs_interpreter=false", True),
        ],
    )
    def test_filters_find_some_and_leave_others_out(self, desk, margaret, asked, is_found):
        devices = {device.code: device.pk for device in Device.objects.all()}

        shown = page(desk, f"{LEARNERS}?{asked.format(**devices)}")

        assert ("Margaret Smith" in shown) is is_found

    def test_who_was_merged_into_another_is_not_listed(self, desk, margaret):
        other = make_learner(first_name="Rita")
        User.objects.filter(pk=other.person_id).update(merged_into=margaret.person)

        assert "Rita" not in page(desk, LEARNERS)

    @pytest.mark.parametrize("learners", [1, 3])
    @pytest.mark.parametrize("asked", ["", "?q=margaret"])
    def test_a_longer_list_asks_no_more_of_the_database(
        self, desk, django_assert_num_queries, learners, asked
    ):
        for number in range(learners):
            make_learner(devices=Device.objects.all(), address=f"{number} Road")
        page(desk, LEARNERS)

        with django_assert_num_queries(LIST_QUERIES + (2 if asked else 0)):
            page(desk, LEARNERS + asked)

    def test_volunteers_see_none_of_it(self, client, volunteer, margaret):
        client.force_login(volunteer)

        for address in (LEARNERS, f"{LEARNERS}inspect/{margaret.pk}/", f"{LEARNERS}new/"):
            response = client.get(address)
            assert (response.status_code, response["Location"]) == (302, "/admin/")

    def test_a_lead_reads_and_changes_nothing(self, client, lead, margaret):
        client.force_login(lead)

        assert "Margaret Smith" in page(client, LEARNERS)
        assert "Margaret Smith" in page(client, f"{LEARNERS}inspect/{margaret.pk}/")
        assert "Change their details" not in page(client, f"{LEARNERS}inspect/{margaret.pk}/")
        for address in (f"{LEARNERS}new/", f"{LEARNERS}edit/{margaret.pk}/"):
            assert client.get(address).status_code == 302

    def test_a_lead_sees_no_health_data_and_no_notes_of_the_desk(
        self, client, lead, coordinator, margaret, now
    ):
        agree(margaret)
        keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")
        LearnerProfile.objects.update(notes="Behind the desk only")
        record = f"{LEARNERS}inspect/{margaret.pk}/"

        for person, sees in ((lead, False), (coordinator, True)):
            client.force_login(person)
            shown = page(client, record)
            assert ("Left ear" in shown, "Behind the desk only" in shown) == (sees, sees)

    @pytest.mark.parametrize("name", ["delete", "copy", "usage"])
    def test_nobody_is_deleted_or_copied_here(self, name):
        with pytest.raises(NoReverseMatch):
            reverse(f"learners:{name}", args=[1])


LIST_QUERIES = 15


class TestRecord:
    def test_it_shows_all_we_know(self, desk, coordinator, now):
        course = make_course()
        learner = make_learner(
            notes="Ring after ten.",
            goal_courses=[course],
            goals_in_own_words="See my grandchildren",
            contact_name="Ann",
            introduced_by="The surgery",
            needs_step_free=True,
        )
        agree(learner)
        keep_what_helps(learner=learner, by=coordinator, now=now, hearing="Left ear")
        learner.person.availability.create(weekday=1, part="morning")

        shown = page(desk, f"{LEARNERS}inspect/{learner.pk}/")

        for words in (
            "07700 900123",
            "Ring after ten.",
            "Staying safe",
            "See my grandchildren",
            "Ann",
            "The surgery",
            "a place without steps",
            "Left ear",
            "Tuesday morning",
        ):
            assert words in shown

    def test_a_look_is_noted_once_in_ten_minutes(self, desk, coordinator, margaret):
        for _ in range(2):
            page(desk, f"{LEARNERS}inspect/{margaret.pk}/")
            page(desk, f"{LEARNERS}edit/{margaret.pk}/")
            page(desk, f"{LEARNERS}history/{margaret.pk}/")

        look = LookUp.objects.get(by=coordinator)
        assert (look.deed, look.person) == ("viewed", margaret.person)

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_of_everything_asks_no_more_of_the_database(
        self, desk, django_assert_num_queries, many, margaret
    ):
        margaret.devices.set(Device.objects.all()[:many])
        margaret.goal_courses.set([make_course(slug=f"c{number}") for number in range(many)])
        for number in range(many):
            margaret.person.availability.create(weekday=number, part="morning")
        page(desk, f"{LEARNERS}inspect/{margaret.pk}/")

        with django_assert_num_queries(RECORD_QUERIES):
            page(desk, f"{LEARNERS}inspect/{margaret.pk}/")


RECORD_QUERIES = 21


class TestForm:
    def test_the_groups_hold_every_detail_once(self):
        names = [name for _, _, names in GROUPS for name in names]
        details = {*held_details(make_learner()), *LISTS, "last_contact_on"}

        assert len(names) == len(set(names))
        assert set(names) == details == set(LearnerForm().fields)

    def test_somebody_is_added_and_shown(self, desk, coordinator):
        response = desk.post(f"{LEARNERS}new/", typed(last_name="Day", notes="Rang today"))

        learner = LearnerProfile.objects.get()
        assert response["Location"] == f"{LEARNERS}inspect/{learner.pk}/"
        assert (str(learner), learner.notes) == ("Doris Day", "Rang today")

    def test_details_are_changed_and_the_history_names_the_fields(self, desk, margaret):
        before = {name: getattr(margaret.person, name) or "" for name in OF_PERSON}
        sent = {**before, "address": "12 Bloemfontein Road", "notes": "A private matter"}
        desk.post(f"{LEARNERS}edit/{margaret.pk}/", {**sent, "helper_must_be": "woman"})

        assert LearnerProfile.objects.get().notes == "A private matter"
        history = page(desk, f"{LEARNERS}history/{margaret.pk}/")
        assert "Changed:" in history and "devices, notes" in history
        assert "A private matter" not in history

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"first_name": ""}, "Type what to call them: a first name."),
            ({"telephone": ""}, "we need one way to reach them"),
            ({"telephone": "12"}, "Type a telephone number, such as 07700 900123."),
            ({"email": "not one"}, "Type an email address, such as mary@example.org."),
            ({"preferred_channel": "letter"}, "Type their address first"),
            ({"first_name": "x" * 200}, "Make this shorter: 150 letters at most."),
            ({"first_name": "a\x00b"}, "Type this again, in letters and numbers."),
            ({"last_contact_on": "soon"}, "Type the day, such as 21/11/2026."),
            ({"devices": ["99"]}, "Choose from the list again"),
            ({"devices": ["x"]}, "Choose from the list again"),
            ({"language": "99"}, "Choose from the list again"),
            ({"notes": "x" * 3000}, "Make this shorter: 2000 letters at most."),
        ],
    )
    def test_what_cannot_be_kept_says_what_to_do_and_keeps_what_was_typed(
        self, desk, changes, sentence
    ):
        response = desk.post(f"{LEARNERS}new/", typed(last_name="Typed before", **changes))

        shown = response.content.decode()
        assert sentence in shown and "Typed before" in shown
        assert not LearnerProfile.objects.exists()

    @pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
    def test_odd_words_are_kept_and_shown_escaped(self, desk, odd):
        texts = ("last_name", "known_as", "address", "notes", "goals_in_own_words", "contact_name")
        desk.post(f"{LEARNERS}new/", typed(**dict.fromkeys(texts, odd)))

        learner = LearnerProfile.objects.get()
        assert learner.notes == learner.person.last_name == odd
        for address in (
            LEARNERS,
            f"{LEARNERS}inspect/{learner.pk}/",
            f"/admin/desk/call/{learner.person_id}/",
        ):
            assert "<script>alert" not in page(desk, address)

    def test_an_email_that_somebody_has_already_is_refused(self, desk):
        make_learner(email="mary@example.org")

        shown = desk.post(f"{LEARNERS}new/", typed(email="Mary@Example.org")).content.decode()

        assert "Margaret Smith has this email address already." in shown

    def test_ones_own_email_is_no_obstacle(self, desk):
        learner = make_learner(email="mary@example.org")

        response = desk.post(
            f"{LEARNERS}edit/{learner.pk}/", typed(email="mary@example.org", notes="Rang")
        )

        assert response.status_code == 302
        assert LearnerProfile.objects.get().notes == "Rang"


class TestExport:
    def rows(self, client) -> list[dict]:
        response = client.get(f"{LEARNERS}?export=csv")
        assert response.status_code == 200
        return list(csv.DictReader(response.getvalue().decode().splitlines()))

    def test_coordinators_take_the_list_out_without_health_data(
        self, desk, coordinator, margaret, now
    ):
        agree(margaret)
        keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")
        LearnerProfile.objects.update(notes="Behind the desk")

        (row,) = self.rows(desk)

        assert (row["First name"], row["Devices"]) == ("Margaret", "Android phone or tablet")
        assert "Left ear" not in str(row) and "Behind the desk" not in str(row)

    def test_it_is_noted_with_how_many(self, desk, coordinator, margaret):
        make_learner(first_name="Mary")
        self.rows(desk)

        look = LookUp.objects.get(by=coordinator)
        assert (look.deed, look.person, look.remark) == ("exported", None, "2 learners")

    def test_as_a_spreadsheet_too(self, desk, margaret):
        content = desk.get(f"{LEARNERS}?export=xlsx").getvalue()

        rows = list(load_workbook(BytesIO(content)).active.values)
        assert rows[1][:2] == ("Margaret", "Smith")

    def test_no_name_becomes_a_formula(self, desk):
        make_learner(first_name="=1+1", last_name="@SUM(A1)", telephone="+44 7700 900123")

        (row,) = self.rows(desk)

        assert (row["First name"], row["Last name"]) == ("'=1+1", "'@SUM(A1)")
        assert row["Telephone"] == "+44 7700 900123"

    def test_a_lead_takes_nothing_out(self, client, lead, margaret):
        client.force_login(lead)

        response = client.get(f"{LEARNERS}?export=csv")

        assert response.status_code in (302, 403)
        assert "export=csv" not in page(client, LEARNERS)
        assert not LookUp.objects.filter(deed="exported").exists()

    @pytest.mark.parametrize("learners", [1, 3])
    def test_a_longer_export_asks_no_more_of_the_database(
        self, desk, django_assert_num_queries, learners
    ):
        for number in range(learners):
            make_learner(devices=Device.objects.all(), address=f"{number} Road")
        self.rows(desk)

        with django_assert_num_queries(EXPORT_QUERIES):
            self.rows(desk)


EXPORT_QUERIES = 9
