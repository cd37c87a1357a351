"""The desk's list of volunteers, one volunteer's path, and its small forms."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories.lessons import make_course
from tests.factories.people import give_certificate, make_volunteer
from whatthetech.people.models import (
    CheckDecision,
    Device,
    Language,
    LookUp,
    Setting,
    StepDone,
    User,
    VolunteerProfile,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/desk/volunteers/"
GROUP, ONE_TO_ONE, TELEPHONE = Setting


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def desk(client, coordinator):
    """The browser of a coordinator."""
    client.force_login(coordinator)
    return client


def page(browser, address) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def inspect(volunteer) -> str:
    return f"{LIST}inspect/{volunteer.pk}/"


def of(volunteer, deed, *more) -> str:
    return reverse(f"desk:{deed}", args=[volunteer.pk, *more])


def named(shown: str) -> set[str]:
    """The first names of the volunteers in a list."""
    return set(re.findall(r"<bdi>(\w+)</bdi>", shown))


# --- Who may -------------------------------------------------------------------------------------


ADDRESSES = (
    "list",
    "inspect",
    "edit",
    "new",
    "record_step",
    "decide_check",
    "record_certificate",
    "pause",
    "come_back",
    "record_leaving",
    "become_volunteer",
    "say_when_free",
)


OPEN, OUT, SIGN_IN = "open", "to /admin/", "to /admin/login/"
LEADS_SEE = ("list", "inspect")


@pytest.mark.parametrize("who", ["visitor", "learner", "volunteer", "lead", "coordinator"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_coordinators_see_the_desk_leads_the_records_and_nobody_else(
    client, request, name, who, learner
):
    volunteer = make_volunteer(first_name="Nadia")
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    response = client.get(address_of(name, volunteer))

    expected = {"visitor": SIGN_IN, "learner": SIGN_IN, "volunteer": OUT, "lead": OUT}.get(
        who, OPEN
    )
    if who == "lead" and name in LEADS_SEE:
        expected = OPEN
    assert in_words(response) == expected
    assert ("Nadia" in response.content.decode()) is (expected == OPEN and name != "new")


def address_of(name, volunteer) -> str:
    match name:
        case "list":
            return LIST
        case "new":
            return f"{LIST}new/"
        case "inspect" | "edit":
            return f"{LIST}{name}/{volunteer.pk}/"
        case "become_volunteer" | "say_when_free":
            return reverse(f"desk:{name}", args=[volunteer.person_id])
        case "record_certificate":
            decision = give_certificate(volunteer, setting=GROUP, today=today())
            return of(volunteer, name, decision.pk)
    return of(volunteer, name)


def in_words(response) -> str:
    if response.status_code == 302:
        return f"to {response['Location'].partition('?')[0]}"
    return OPEN if response.status_code == 200 else str(response.status_code)


# --- The list ------------------------------------------------------------------------------------


def test_a_row_says_the_stage_for_what_cleared_what_ends_and_when_they_leave(desk):
    volunteer = make_volunteer(cleared_for=[GROUP], leaves_on=date(2099, 6, 30))
    ends_on = today() + timedelta(days=9)
    give_certificate(volunteer, setting=ONE_TO_ONE, today=today(), ends_on=ends_on)

    shown = page(desk, LIST)

    assert "<bdi>Nadia</bdi>" in shown and inspect(volunteer) in shown
    assert "cleared" in shown
    assert "a group session and one to one, in sight of a lead" in shown
    assert f"check for helping one to one, {ends_on.day} {ends_on:%B %Y}" in shown
    assert "30 June 2099" in shown


def test_it_stands_in_the_menu_of_coordinators_and_not_of_volunteers(desk, client, volunteer):
    assert LIST in page(desk, "/admin/")

    client.force_login(volunteer)
    shown = page(client, "/admin/")
    assert LIST not in shown
    assert "/help/" in shown


@pytest.fixture
def three():
    """Nadia, cleared, with an iPhone; Omar, paused, who speaks Arabic; Rosa, new."""
    course = make_course()
    nadia = make_volunteer(first_name="Nadia", cleared_for=[GROUP], telephone="07700 900123")
    nadia.devices.add(Device.objects.get(code="iphone"))
    omar = make_volunteer(first_name="Omar", cleared_for=[GROUP], paused_from=today())
    omar.languages.add(Language.objects.get(code="ar"))
    rosa = make_volunteer(first_name="Rosa", email="delgado@example.org")
    rosa.topics.add(course)
    return {"iphone": nadia.devices.get().pk, "ar": omar.languages.get().pk, "course": course.pk}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"Nadia", "Omar", "Rosa"}),
        ("stage=cleared", {"Nadia"}),
        ("stage=paused", {"Omar"}),
        ("stage=new", {"Rosa"}),
        ("stage=left", set()),
        ("setting=group", {"Nadia"}),
        ("setting=telephone", set()),
        ("devices={iphone}", {"Nadia"}),
        ("languages={ar}", {"Omar"}),
        ("topics={course}", {"Rosa"}),
        ("devices={iphone}&stage=new", set()),
        ("q=nad", {"Nadia"}),
        ("q=07700900123", {"Nadia"}),
        ("q=%2B44 7700 900 123", {"Nadia"}),
        ("q=900123", {"Nadia"}),
        ("q=delgado", {"Rosa"}),
        ("q=nadia omar", set()),
        ("q=12", set()),
        ("q=<script>", set()),
        ("q=%00", {"Nadia", "Omar", "Rosa"}),  # no search at all
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(desk, three, asked, found):
    assert named(page(desk, f"{LIST}?{asked.format(**three)}")) == found


def test_a_record_that_was_merged_away_is_not_listed(desk):
    volunteer = make_volunteer()
    volunteer.person.merged_into = make_volunteer(first_name="Omar").person
    volunteer.person.save()

    assert named(page(desk, LIST)) == {"Omar"}


def test_a_name_that_looks_like_a_page_is_shown_as_letters(desk):
    make_volunteer(first_name="<script>alert(1)</script>")

    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page(desk, LIST)


@pytest.mark.parametrize("asked", ["", "?stage=cleared&setting=group", "?export=csv"])
@pytest.mark.parametrize("volunteers", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(
    desk, django_assert_num_queries, volunteers, asked
):
    for number in range(volunteers):
        made = make_volunteer(first_name=f"N{number}", cleared_for=[GROUP])
        give_certificate(made, setting=ONE_TO_ONE, today=today())
    desk.get(LIST + asked)

    with django_assert_num_queries(QUERIES[asked]):
        answer = desk.get(LIST + asked)
        b"".join(answer.streaming_content) if answer.streaming else answer.content


QUERIES = {"": 17, "?stage=cleared&setting=group": 23, "?export=csv": 10}


# --- Export --------------------------------------------------------------------------------------


def exported(browser, asked="?export=csv") -> list[dict]:
    answer = browser.get(LIST + asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_a_coordinator_takes_out_what_the_list_shows_and_it_is_noted(desk, three, coordinator):
    rows = exported(desk, "?export=csv&stage=cleared")

    assert [(row["First name"], row["Stage"], row["Cleared for"]) for row in rows] == [
        ("Nadia", "cleared", "a group session")
    ]
    noted = LookUp.objects.get()
    assert (noted.by, noted.deed, noted.person) == (coordinator, LookUp.Deed.EXPORTED, None)
    assert noted.remark == "1 volunteers"


def test_a_lead_takes_nothing_out(client, lead, three):
    client.force_login(lead)

    assert client.get(f"{LIST}?export=csv")["Location"] == "/admin/"
    assert "export=csv" not in page(client, LIST)
    assert not LookUp.objects.exists()


def test_a_name_that_a_spreadsheet_would_work_out_is_harmless(desk):
    make_volunteer(first_name="=HYPERLINK(1)")

    assert exported(desk)[0]["First name"] == "'=HYPERLINK(1)"
    workbook = b"".join(desk.get(f"{LIST}?export=xlsx").streaming_content)
    (_head, row) = load_workbook(io.BytesIO(workbook)).active.values
    assert row[0] == "'=HYPERLINK(1)"


# --- One volunteer -------------------------------------------------------------------------------


def test_the_path_is_shown_with_what_is_missing_and_a_button_for_each_next_step(desk):
    volunteer = make_volunteer(telephone="07700 900123")
    decision = give_certificate(
        volunteer, setting=ONE_TO_ONE, today=today(), certificate_number="", seen_on=None
    )

    shown = page(desk, inspect(volunteer))

    assert "07700 900123" in shown
    assert shown.count("Pass the training. A coordinator notes the day.") == 1
    for step in StepDone.Step:
        assert f"Note “{step.label}”" in shown
    assert of(volunteer, "decide_check") + "?setting=telephone" in shown
    assert of(volunteer, "record_certificate", decision.pk) in shown
    assert of(volunteer, "pause") in shown and of(volunteer, "record_leaving") in shown
    assert of(volunteer, "come_back") not in shown


def test_a_lead_sees_the_path_and_no_button(client, lead):
    volunteer = make_volunteer(cleared_for=[GROUP])
    client.force_login(lead)

    shown = page(client, inspect(volunteer))

    assert "<b>Cleared</b>" in shown
    assert of(volunteer, "record_step") not in shown
    assert LookUp.objects.get().by == lead


def test_looking_at_somebody_is_noted(desk, coordinator):
    volunteer = make_volunteer()
    page(desk, inspect(volunteer))

    noted = LookUp.objects.get()
    assert (noted.by, noted.deed, noted.person) == (coordinator, "viewed", volunteer.person)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_longer_path_asks_no_more_of_the_database(desk, django_assert_num_queries, rows):
    volunteer = make_volunteer(cleared_for=[GROUP])
    for number in range(rows):
        seen_by = User.objects.create_user(first_name=f"D{number}")
        give_certificate(
            volunteer,
            setting=ONE_TO_ONE,
            today=today() - timedelta(days=number),
            seen_by=seen_by,
            decided_by=seen_by,
        )
    page(desk, inspect(volunteer))

    with django_assert_num_queries(PATH_QUERIES):
        page(desk, inspect(volunteer))


PATH_QUERIES = 23


# --- Its small forms -----------------------------------------------------------------------------


def test_a_step_is_noted_for_today_where_no_day_is_typed(desk, coordinator):
    volunteer = make_volunteer()
    answer = desk.post(of(volunteer, "record_step"), {"step": "applied", "note": "By telephone"})

    assert answer["Location"] == inspect(volunteer)
    done = volunteer.steps_done.get()
    assert (done.step, done.done_on, done.seen_by) == ("applied", today(), coordinator)
    assert "Applied" in page(desk, f"{LIST}history/{volunteer.pk}/")


def test_the_button_of_a_step_has_it_chosen(desk):
    shown = page(desk, of(make_volunteer(), "record_step") + "?step=shadowed")

    assert '<option value="shadowed" selected>' in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose one."),
        ({"step": "cleared"}, "Choose from what stands on this page."),
        ({"done_on": "1/1/2099"}, "Type a day that has already been: today, or before."),
        ({"done_on": "31/12/1999"}, "Look at the year again: it is before 2000."),
        ({"done_on": "yesterday"}, "Type the day, the month and the year, such as 7/12/2026."),
        ({"ends_on": "1/1/2001"}, "Type a last day that is not before the day it was done."),
        ({"note": "x" * 201}, "Say it in fewer words: 200 letters at most."),
        ({"note": "a\x00b"}, "Type it again, in letters and numbers only."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(desk, typed, sentence):
    volunteer = make_volunteer()
    sent = ({"step": "applied"} if typed else {}) | {"note": "Kept"} | typed
    shown = desk.post(of(volunteer, "record_step"), sent).content.decode()

    assert sentence in shown
    assert "Kept" in shown or "note" in typed
    assert not volunteer.steps_done.exists()


def test_a_check_is_decided_on_and_its_certificate_noted(desk, coordinator):
    volunteer = make_volunteer()
    sent = {"setting": "group", "is_needed": "yes", "level": "basic", "why": "Alone with one"}
    desk.post(of(volunteer, "decide_check"), sent)
    decision = volunteer.check_decisions.get()
    assert (decision.is_needed, decision.level, decision.decided_by) == (True, "basic", coordinator)

    address = of(volunteer, "record_certificate", decision.pk)
    sent = {"number": "0012", "certificate_on": "1/11/2026", "ends_on": "1/11/2029"}
    refused = desk.post(address, sent | {"number": ""}).content.decode()
    assert "Fill this in." in refused and 'value="1/11/2029"' in refused

    assert desk.post(address, sent)["Location"] == inspect(volunteer)
    decision.refresh_from_db()
    assert (decision.certificate_number, decision.seen_by) == ("0012", coordinator)


def test_that_none_is_needed_is_a_decision_too(desk):
    volunteer = make_volunteer()
    desk.post(
        of(volunteer, "decide_check"),
        {"setting": "group", "is_needed": "no", "why": "Never alone"},
    )

    assert CheckDecision.objects.get().is_needed is False


def test_a_level_is_asked_for_where_a_check_is_needed(desk):
    sent = {"setting": "group", "is_needed": "yes", "why": "Alone"}
    shown = desk.post(of(make_volunteer(), "decide_check"), sent).content.decode()

    assert "Choose which level of check is needed." in shown
    assert not CheckDecision.objects.exists()


def test_a_certificate_belongs_to_the_volunteer_it_is_noted_for(desk):
    decision = give_certificate(make_volunteer(), setting=GROUP, today=today())
    other = make_volunteer(first_name="Omar")

    assert desk.get(of(other, "record_certificate", decision.pk)).status_code == 404


def test_a_coordinator_who_helps_too_does_not_note_their_own_path(desk, coordinator):
    own = VolunteerProfile.objects.create(person=coordinator)
    shown = desk.post(of(own, "record_step"), {"step": "applied"}).content.decode()

    assert "This is your own path. Ask another coordinator to note it." in shown
    assert not StepDone.objects.exists()


def test_pause_come_back_and_leave(desk):
    volunteer = make_volunteer()
    desk.post(of(volunteer, "pause"), {"paused_until": "1/1/2099"})
    volunteer.refresh_from_db()
    assert (volunteer.paused_from, volunteer.paused_until) == (today(), date(2099, 1, 1))

    assert of(volunteer, "come_back") in page(desk, inspect(volunteer))
    page(desk, of(volunteer, "come_back"))
    desk.post(of(volunteer, "come_back"))
    volunteer.refresh_from_db()
    assert volunteer.paused_from is None

    desk.post(of(volunteer, "record_leaving"))
    volunteer.refresh_from_db()
    assert volunteer.left_on == today()
    refused = desk.post(of(volunteer, "pause"), {}).content.decode()
    assert "They have left. Note first that they came back." in refused


def test_a_learner_becomes_a_volunteer(desk, learner):
    address = reverse("desk:become_volunteer", args=[learner.pk])
    assert "Mary" in page(desk, address)
    assert not VolunteerProfile.objects.exists()

    answer = desk.post(address)
    assert answer["Location"] == inspect(VolunteerProfile.objects.get(person=learner))


# --- The record itself ---------------------------------------------------------------------------

NEW = {
    "first_name": "Nadia",
    "last_name": "Brown",
    "known_as": "",
    "email": "nadia@example.org",
    "telephone": "07700 900123",
}


def test_somebody_new_is_added_and_has_enquired(desk):
    answer = desk.post(f"{LIST}new/", NEW)

    volunteer = VolunteerProfile.objects.get()
    assert answer["Location"] == inspect(volunteer)
    assert str(volunteer) == "Nadia Brown"
    assert volunteer.steps_done.get().step == "enquired"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_name": ""}, "Fill this in."),
        ({"email": "nadia"}, "Type the whole address, such as name@example.org."),
        ({"email": "Coordinator@Example.org"}, "Somebody here has this email address."),
        ({"telephone": "yes"}, "Type the whole number, such as 07700 900123."),
        ({"last_name": "x" * 151}, "Say it in fewer words: 150 letters at most."),
        ({"last_name": "a\x00"}, "Type it again, in letters and numbers only."),
    ],
)
def test_what_cannot_be_of_somebody_new_is_told(desk, typed, sentence):
    shown = desk.post(f"{LIST}new/", NEW | typed).content.decode()

    assert sentence in shown
    assert not VolunteerProfile.objects.exists()


def test_the_record_is_changed_and_it_is_noted(desk, coordinator):
    volunteer = make_volunteer(email="nadia@example.org", telephone="07700 900123")
    address = f"{LIST}edit/{volunteer.pk}/"
    assert 'value="07700 900123"' in page(desk, address)

    sent = NEW | {"known_as": "Nad", "course": "Physics", "learners_at_once": "3", "email": ""}
    answer = desk.post(address, sent)

    assert answer["Location"] == inspect(volunteer)
    volunteer = VolunteerProfile.objects.get()
    assert (volunteer.course, volunteer.learners_at_once) == ("Physics", 3)
    assert (volunteer.person.called, volunteer.person.email) == ("Nad", None)
    noted = list(LookUp.objects.order_by("pk").values_list("deed", "by"))
    assert noted == [("viewed", coordinator.pk), ("changed", coordinator.pk)]


def test_their_own_email_address_is_nobody_elses(desk):
    volunteer = make_volunteer(email="nadia@example.org")
    answer = desk.post(f"{LIST}edit/{volunteer.pk}/", NEW | {"learners_at_once": "1"})

    assert answer.status_code == 302
