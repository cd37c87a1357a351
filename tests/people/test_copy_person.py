"""A copy of what we hold: whole at the desk, and no more than a card opens on one's own."""

import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from tests.factories.lessons import make_course, make_lesson
from tests.factories.pairing import make_pairing
from tests.factories.people import make_card, sign_in
from tests.factories.records import (
    close_complaints,
    keep_place,
    make_learner_with_everything,
    make_volunteer_with_everything,
)
from tests.factories.scheduling import (
    any_room,
    book,
    make_session,
    make_shift,
    make_term,
    make_volunteer,
)
from whatthetech import retention
from whatthetech.pairing.models import AboutLearner, AboutVolunteer, Interpreter, OutOfReach
from whatthetech.people.copying import SECTIONS, also_held, copy_as_data, copy_in_words
from whatthetech.people.models import Card, LookUp, User, VolunteerProfile
from whatthetech.scheduling.models import SessionRecord, StepWorkedOn

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SECRETS = ("Made-up Road", "020 7946", "Left ear", "Rings on Mondays", "You rang too late", "Brown")


@pytest.fixture
def mary(coordinator):
    """Learner and volunteer at once, with a value in every column."""
    lesson = make_lesson(course=make_course())
    person = make_learner_with_everything(lesson=lesson, by=coordinator, now=NOW)
    make_volunteer_with_everything(person, by=coordinator, now=NOW)
    Card.objects.update(last_used_at=NOW, ended_at=NOW)
    VolunteerProfile.objects.update(left_on=NOW.date())
    person.kept_places.update(done_at=NOW)
    person.consents.update(withdrawn_at=NOW)
    close_complaints(person)
    _book_and_help(person)
    _practise(person, lesson)
    _be_paired(person)
    return User.objects.get(pk=person.pk)


def _book_and_help(person: User) -> None:
    """A booking that was cancelled, and a shift that was withdrawn."""
    book(make_session(seats=1), person)
    person.bookings.update(state="cancelled", seat=None, cancelled_at=NOW)
    make_shift(session=make_session(), volunteer=person.volunteer_profile)
    person.volunteer_profile.shifts.update(
        state="withdrawn", withdrawn_at=NOW, why_withdrawn="An exam"
    )


def _practise(person: User, lesson) -> None:
    """What was worked on at the session, and what to practise."""
    step = lesson.steps_on(lesson.track_names[0])[0].id
    told = {"note": "Calls", "practise_step": step, "practise_words": "Slowly", "written_at": NOW}
    record = SessionRecord.objects.create(
        booking=person.bookings.get(), learner=person, practise_lesson=lesson, **told
    )
    StepWorkedOn.objects.create(record=record, lesson=lesson, step=step)


def _be_paired(person: User) -> None:
    """A pair that has ended, an interpreter who was cancelled, and what was noted."""
    term, helper = make_term(), person.volunteer_profile
    make_pairing(person, make_volunteer(), term, ended_on=NOW.date(), why_ended="moved")
    Interpreter.objects.create(learner=person, term=term, booked_at=NOW, ended_at=NOW)
    OutOfReach.objects.create(person=person, venue=any_room().venue)
    AboutLearner.objects.create(learner=person, agreed=True, interests=["gardens"])
    limits = {"learners_a_week": 2, "learners_in_all": 2, "turns_18_on": NOW.date()}
    limits["interests"] = ["gardens", "music"]
    AboutVolunteer.objects.create(volunteer=helper, **limits)


def test_every_column_that_the_policy_promises_is_in_it_with_its_value(mary):
    data = copy_as_data(mary, now=NOW)

    here = {model._meta.label for model in apps.get_models()}
    promised = {m: names for m, names in retention.columns_in_copy().items() if m in here}
    assert {section.model for section in SECTIONS} & here == set(promised)
    for section in SECTIONS:
        if section.model not in here:
            continue
        assert set(section.columns) == promised[section.model], section.key
        held = data[section.key]
        row = held[0] if section.is_list else held
        empty = [name for name in section.columns if row[name] in (None, "", [])]
        assert empty == [], section.key


def test_a_person_of_whom_nothing_is_held_has_the_same_keys(mary):
    bare = User.objects.create_user()

    assert set(copy_as_data(bare, now=NOW)) == set(copy_as_data(mary, now=NOW))


def test_days_and_instants_are_written_as_iso_8601_in_utc(mary):
    data = copy_as_data(mary, now=NOW)

    assert data["made_at"] == "2026-11-21T10:30:00Z"
    assert data["learner"]["last_contact_on"] == "2026-11-21"
    assert data["cards"][0]["issued_at"] == "2026-11-21T10:30:00Z"
    json.dumps(data)


def test_it_names_nobody_of_the_staff_and_opens_no_card(mary, coordinator):
    User.objects.filter(pk=coordinator.pk).update(last_name="Okaforovic")

    everything = json.dumps(copy_as_data(mary, now=NOW)) + str(copy_in_words(mary))

    assert "Okaforovic" not in everything and coordinator.email not in everything
    card = Card.objects.get()
    assert card.number_digest not in everything and card.link_digest not in everything


def test_in_words_it_leaves_out_what_is_empty_and_says_choices_as_they_are_read(mary):
    parts = {part.title: part.rows for part in copy_in_words(mary)}

    learning = dict(parts["About your learning"][0])
    assert learning["How to reach you"] == "telephone"
    assert learning["You need an interpreter"] == "yes"
    assert learning["Last contact with us"] == "21 November 2026"
    assert dict(parts["When you are free"][0])["Day"] == "Monday"
    assert copy_in_words(User.objects.create_user())[0].title == "Who you are"


# --- One's own, by card -------------------------------------------------------------------


@pytest.fixture
def signed_in(client, coordinator):
    """Mary by her card, who has told us much."""
    lesson = make_lesson(course=make_course())
    mary = make_learner_with_everything(lesson=lesson, by=coordinator)
    client.force_login(mary)
    return mary


@pytest.mark.parametrize("name", ["my_data", "print_my_data", "my_data_copy"])
def test_a_card_shows_no_more_than_a_card_opens_S7(client, signed_in, name):
    page = client.get(reverse(f"people:{name}")).content.decode()

    assert "Molly" in page and "Find the settings" in page
    assert [secret for secret in SECRETS if secret in page] == []


def test_but_it_says_what_else_is_held(client, signed_in):
    page = client.get("/me/data/").content.decode()

    for what in (
        "Your full name, and how to reach you",
        "About your learning",
        "What helps you",
        "What you agreed to",
    ):
        assert f"<p>{what}</p>" in page
        assert what in client.get("/me/data/copy.json").json()["also_held"]
    assert "Ring us and we read them to you" in page


def test_and_not_which_of_it_for_that_would_say_much(client, signed_in):
    pages = (client.get(f"/me/data/{name}").content.decode() for name in ("", "copy.json"))

    for page in pages:
        assert [what for what in ("Hearing", "Sight", "interpreter", "woman") if what in page] == []


@pytest.mark.parametrize(
    ("number", "said"), [(3, "step 3"), (0, "the end"), (None, "a step that is no longer there")]
)
def test_a_place_is_told_by_its_number(client, signed_in, number, said):
    lesson = signed_in.kept_places.get().lesson
    if number is None:
        signed_in.kept_places.update(step="00000000")
    else:
        keep_place(signed_in, lesson, number)

    assert f"<dd><bdi>{said}</bdi></dd>" in client.get("/me/data/").content.decode()


def test_of_somebody_with_a_card_and_no_more_nothing_else_is_held(client):
    issued = make_card(called="Mary")
    sign_in(client, issued)

    assert also_held(issued.card.person) == []
    assert "What else we hold" not in client.get("/me/data/").content.decode()


def test_the_file_is_saved_under_a_name_that_says_nothing(client, signed_in):
    response = client.get("/me/data/copy.json")

    assert response["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"]
    assert response.json()["is_whole"] is False


def test_staff_who_sign_in_by_password_see_all_of_their_own(client, volunteer, coordinator):
    make_volunteer_with_everything(volunteer, by=coordinator)
    client.force_login(volunteer)

    page = client.get("/me/data/").content.decode()

    assert "Medicine" in page and "volunteer@example.org" in page
    assert client.get("/me/data/copy.json").json()["volunteer"]["course"] == "Medicine"
    assert "Remove everything" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_more_rows_ask_no_more_of_the_database(client, signed_in, rows, django_assert_num_queries):
    course = signed_in.kept_places.get().lesson.get_parent().specific
    for number in range(rows - 1):
        lesson = make_lesson(course=course, slug=f"more-{number}")
        signed_in.kept_places.create(
            lesson=lesson, step="done", track="android", reached_at=NOW, done_at=NOW
        )
    client.get("/me/data/")

    with django_assert_num_queries(QUERIES):
        client.get("/me/data/")


QUERIES = 28


# --- At the desk --------------------------------------------------------------------------

ODD = ["<script>alert(1)</script>", "\u202eMary\u202c", "🧓🏽", "مريم", "M" * 40, "' OR 1=1 --"]


@pytest.mark.parametrize("name", ["export_person", "export_person_as_data"])
def test_a_coordinator_gives_the_whole_copy_and_it_is_noted(client, mary, coordinator, name):
    client.force_login(coordinator)

    page = client.get(reverse(f"desk:{name}", args=[mary.pk])).content.decode()

    assert [secret for secret in SECRETS if secret not in page] == []
    noted = LookUp.objects.first()
    assert (noted.deed, noted.by, noted.person) == ("exported", coordinator, mary)


@pytest.mark.parametrize("name", ["export_person", "export_person_as_data"])
def test_nobody_else_gets_a_copy_of_somebody(client, mary, volunteer, lead, name):
    address = reverse(f"desk:{name}", args=[mary.pk])
    answers = []
    for person in (None, mary, volunteer, lead):
        client.logout()
        if person:
            client.force_login(person)
        answers.append(client.get(address))

    assert all("Made-up Road" not in answer.content.decode() for answer in answers)
    assert not LookUp.objects.filter(deed="exported").exists()


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_are_shown_as_they_are_and_do_nothing(client, coordinator, odd):
    client.force_login(coordinator)
    person = User.objects.create_user(first_name=odd, known_as=odd)

    page = client.get(reverse("desk:export_person", args=[person.pk])).content.decode()

    assert "<script>alert" not in page
    assert (
        client.get(reverse("desk:export_person_as_data", args=[person.pk])).json()["person"][
            "known_as"
        ]
        == odd
    )
    assert "<dd><bdi>" in page
