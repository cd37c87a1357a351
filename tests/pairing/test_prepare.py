"""A volunteer prepares: whom they meet, what they may know of them, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_volunteer, walk_path
from tests.factories.records import be_stuck, keep_place, make_learner_with_everything
from tests.factories.scheduling import make_learner, make_room, make_shift, make_term
from tests.pairing.meeting import another_volunteer, clear, in_hours, pair, seat
from whatthetech.pairing.models import Ban, Role
from whatthetech.pairing.preparing import bookings_to_prepare, prepare
from whatthetech.people.consent import withdraw_consent
from whatthetech.people.models import Consent, LookUp, Setting, VolunteerProfile
from whatthetech.scheduling.models import SessionRecord, StepWorkedOn, VolunteerShift

pytestmark = pytest.mark.django_db

PREPARE = "/help/prepare/"
QUERIES = 32
HOURS = 1.5  # that a session takes
PRIVATE = (
    "Brown",
    "020 7946",
    "mary@example.org",
    "Made-up Road",
    "Anne Brown",
    "07700 900001",
    "The surgery",
    "Rings on Mondays",
    "You rang too late",
    "experienced",
)


def meets(volunteer, *, now=None) -> list[str]:
    found = bookings_to_prepare(volunteer, now=now or timezone.now())
    return [booking.learner.called for booking in found]


def page(client, address=PREPARE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def priya(volunteer):
    return clear(volunteer)


@pytest.fixture
def mary(db):
    return make_learner(called="Mary")


@pytest.fixture
def tomorrow(db):
    return in_hours(24)


@pytest.fixture
def shift(tomorrow, priya):
    return make_shift(session=tomorrow, volunteer=priya, places=3)


@pytest.fixture
def booking(tomorrow, mary, shift):
    return seat(tomorrow, mary, helper=shift)


@pytest.fixture
def signed_in(client, priya):
    client.force_login(priya.person)
    return client


class TestByTheClock:
    @pytest.mark.parametrize(
        ("hours", "sees"),
        [(49, False), (47, True), (-0.5, True), (-HOURS - 23, True), (-HOURS - 25, False)],
        ids=["49 h before", "47 h before", "while it runs", "23 h after", "25 h after"],
    )
    def test_from_48_hours_before_until_24_hours_after(self, signed_in, priya, mary, hours, sees):
        session = in_hours(hours)
        booking = seat(session, mary, helper=make_shift(session=session, volunteer=priya))

        assert ("Mary" in page(signed_in)) is sees
        assert ("Mary" in page(signed_in, "/help/")) is sees
        sheet = signed_in.get(f"{PREPARE}{booking.pk}/print/")
        assert sheet.status_code == (200 if sees else 404)

    def test_the_last_moment_counts(self, tomorrow, priya, booking):
        opens = tomorrow.starts_at - timedelta(hours=48)
        closes = tomorrow.ends_at + timedelta(hours=24)
        a_moment = timedelta(microseconds=1)

        assert meets(priya, now=opens) == meets(priya, now=closes) == ["Mary"]
        assert meets(priya, now=opens - a_moment) == meets(priya, now=closes + a_moment) == []


class TestWhom:
    def test_whoever_was_named_for_them(self, priya, booking):
        assert meets(priya) == ["Mary"]

    def test_not_somebody_elses_learner_in_the_same_session(self, tomorrow, priya, shift, mary):
        amina = another_volunteer()
        seat(tomorrow, mary, helper=make_shift(session=tomorrow, volunteer=amina))

        assert meets(priya) == []
        assert meets(amina) == ["Mary"]

    def test_not_where_nobody_was_named(self, tomorrow, priya, shift, mary):
        seat(tomorrow, mary)

        assert meets(priya) == []

    def test_their_volunteer_of_the_term_where_nobody_was_named(self, tomorrow, priya, shift, mary):
        seat(tomorrow, mary)
        pair(mary, priya)

        assert meets(priya) == ["Mary"]

    def test_not_their_volunteer_of_the_term_where_somebody_else_was_named(
        self, tomorrow, priya, shift, mary
    ):
        amina = another_volunteer()
        seat(tomorrow, mary, helper=make_shift(session=tomorrow, volunteer=amina))
        pair(mary, priya)

        assert meets(priya) == []

    def test_not_their_volunteer_of_another_term_or_of_before(self, tomorrow, priya, shift, mary):
        seat(tomorrow, mary)
        today = timezone.localdate()
        over = make_term(
            name="Before",
            begins_on=today - timedelta(days=90),
            ends_on=today - timedelta(days=31),
        )
        pair(mary, priya, term=over)
        pair(mary, priya, ended_on=today)

        assert meets(priya) == []

    def test_not_as_their_reserve(self, tomorrow, priya, shift, mary):
        seat(tomorrow, mary)
        pair(mary, priya, role=Role.RESERVE)

        assert meets(priya) == []

    @pytest.mark.parametrize("state", ["withdrawn", "offered"])
    def test_only_with_a_shift_that_is_confirmed(self, priya, mary, booking, state):
        pair(mary, priya)
        withdrawn_at = timezone.now() if state == "withdrawn" else None
        VolunteerShift.objects.update(state=state, withdrawn_at=withdrawn_at)

        assert meets(priya) == []

    def test_nobody_who_is_not_cleared_on_the_day(self, priya, booking):
        priya.steps_done.filter(step="training passed").update(
            ends_on=timezone.localdate() - timedelta(days=1)
        )

        assert meets(priya) == []

    def test_nobody_who_has_left_since(self, priya, mary):
        session = in_hours(-20)
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        assert meets(priya) == ["Mary"]

        priya.left_on = timezone.localdate()
        priya.save()

        assert meets(priya) == []

    def test_nobody_they_are_kept_apart_from(self, priya, mary, booking):
        pair(mary, priya)
        Ban.objects.create(learner=mary, volunteer=priya, made_at=timezone.now())

        assert meets(priya) == []

    @pytest.mark.parametrize(
        ("state", "sees"),
        [
            ("booked", True),
            ("attended", True),
            ("waiting", False),
            ("offered", False),
            ("cancelled", False),
            ("missed", False),
        ],
    )
    def test_only_who_has_a_seat_or_came(self, tomorrow, priya, shift, mary, state, sees):
        seat(tomorrow, mary, helper=shift, state=state)

        assert (meets(priya) == ["Mary"]) is sees

    def test_nobody_of_a_session_called_off(self, tomorrow, priya, booking):
        tomorrow.cancelled_at = timezone.now()
        tomorrow.save()

        assert meets(priya) == []

    def test_nobody_who_was_erased(self, priya, mary, booking):
        mary.delete()

        assert meets(priya) == []


class TestWhatIsSeen:
    @pytest.fixture
    def lesson(self):
        return make_lesson(course=make_course())

    @pytest.fixture
    def molly(self, lesson, coordinator, tomorrow, shift):
        """Of whom we hold all that can be held."""
        person = make_learner_with_everything(lesson=lesson, by=coordinator)
        seat(tomorrow, person, helper=shift, number=2)
        return person

    def test_first_name_time_venue_goals_devices_and_what_helps(self, signed_in, molly):
        shown = page(signed_in)

        for words in (
            "<bdi>Molly</bdi>",
            "Hall, Edward Woods Centre",
            "See my grandson",
            "The course “Staying safe”",
            "Android",
            "Hearing: Left ear",
            "A seat near the door",
            "Tea",
        ):
            assert words in shown, words

    def test_nothing_that_is_private(self, signed_in, molly):
        sheet = f"{PREPARE}{molly.bookings.get().pk}/print/"

        for shown in (page(signed_in), page(signed_in, sheet), page(signed_in, "/help/")):
            assert "Molly" in shown
            assert [words for words in PRIVATE if words in shown] == []

    def test_what_helps_goes_with_the_consent(self, signed_in, molly):
        withdraw_consent(person=molly, about=Consent.About.WHAT_HELPS, by=molly, now=timezone.now())

        assert "Left ear" not in page(signed_in)

    def test_without_a_consent_in_force_it_is_not_shown_even_where_it_is_left(
        self, signed_in, molly
    ):
        Consent.objects.update(withdrawn_at=timezone.now())

        assert "Left ear" not in page(signed_in)

    def test_where_they_are_in_a_lesson_opens_it_there_on_their_device(
        self, signed_in, mary, booking, lesson
    ):
        keep_place(mary, lesson, 4)

        shown = page(signed_in)

        assert "“Find the settings”, step 4 of 6: Open the fourth page" in shown
        assert 'href="/learn/staying-safe/find-the-settings/4/?on=android"' in shown

    def test_where_they_are_stuck_stands_first_and_leads_there_once(
        self, signed_in, mary, booking, lesson
    ):
        keep_place(mary, lesson, 4)
        be_stuck(mary, lesson, 4, now=timezone.now() - timedelta(days=1))

        shown = page(signed_in)

        assert "at step 4 of Find the settings, since yesterday: Open the fourth page" in shown
        assert shown.count('href="/learn/staying-safe/find-the-settings/4/?on=android"') == 1

    def test_a_lesson_they_want_and_have_not_begun_opens_on_their_device(
        self, signed_in, mary, booking, lesson
    ):
        profile = mary.learner_profile
        profile.goal_lessons.set([lesson])
        profile.devices.add(profile.devices.model.objects.get(code="iphone"))

        assert 'href="/learn/staying-safe/find-the-settings/?on=iphone"' in page(signed_in)

    def test_a_course_they_want_opens_at_its_first_lesson_they_have_not_begun(
        self, signed_in, mary, booking, lesson
    ):
        course = lesson.get_parent().specific
        make_lesson(course=course, slug="the-next-one", title="The next one")
        keep_place(mary, lesson, 2)
        mary.learner_profile.goal_courses.set([course])

        shown = page(signed_in)
        on_paper = page(signed_in, f"{PREPARE}{booking.pk}/print/")

        assert f'href="{course.url}the-next-one/"' in shown
        assert "next “The next one”" in on_paper

    def test_what_they_practise_at_home_opens_there(self, signed_in, mary, booking, lesson):
        step = lesson.steps_on("android")[1]
        SessionRecord.objects.create(
            booking=seat(in_hours(-24 * 7), mary, state="attended"),
            learner=mary,
            practise_lesson=lesson,
            practise_step=step.id,
            written_at=timezone.now(),
        )

        [one] = prepare([booking])

        assert f'href="{one.last.address}"' in page(signed_in)
        assert one.read_first == one.last.address and "/2/" in one.last.address

    def test_what_was_practised_last_and_with_whom(self, signed_in, mary, booking, lesson):
        before = seat(in_hours(-24 * 7), mary, state="attended")
        record = SessionRecord.objects.create(
            booking=before,
            learner=mary,
            helper=another_volunteer(called="Amina"),
            note="We rang her sister.",
            practise_words="Once a day",
            written_at=timezone.now(),
        )
        step = lesson.steps_on("android")[1].id
        StepWorkedOn.objects.create(record=record, lesson=lesson, step=step)

        shown = page(signed_in)

        for words in ("with <bdi>Amina</bdi>", "step 2", "We rang her sister.", "Once a day"):
            assert words in shown, words
        assert "Amina" not in page(signed_in, f"{PREPARE}{booking.pk}/print/")

    def test_two_of_one_name_are_told_apart_by_their_seats(self, signed_in, tomorrow, shift):
        for number in (1, 2):
            seat(tomorrow, make_learner(called="Mary"), helper=shift, number=number)

        shown = page(signed_in)

        assert "<bdi>Mary seat 1</bdi>" in shown and "<bdi>Mary seat 2</bdi>" in shown

    def test_somebody_without_a_name_is_called_by_their_seat(self, signed_in, tomorrow, shift):
        seat(tomorrow, make_learner(called=""), helper=shift, number=5)

        assert "<bdi>Seat 5</bdi>" in page(signed_in)

    @pytest.mark.parametrize(
        "odd", ["\u202eyraM", "👩🏽‍💻", "<script>alert(1)</script>", "x" * 40, "فاطمة"]
    )
    def test_whatever_somebody_is_called_is_escaped_and_set_apart(
        self, signed_in, booking, mary, odd
    ):
        mary.first_name = odd
        mary.save()
        mary.learner_profile.goals_in_own_words = odd
        mary.learner_profile.save()

        for address in (PREPARE, f"{PREPARE}{booking.pk}/print/", "/help/"):
            shown = page(signed_in, address)
            assert "<script>alert" not in shown
            assert "<bdi>" in shown

    def test_what_the_role_never_does_and_what_to_do_before(self, signed_in):
        shown = page(signed_in)

        assert "Never touch their money, their bank or their passwords." in shown
        assert "Read the lesson once, on your own phone." in shown
        assert "You meet nobody in the next two days." in shown

    @pytest.mark.parametrize("count", [1, 3])
    def test_more_learners_ask_no_more_of_the_database(
        self, signed_in, tomorrow, shift, lesson, count, django_assert_num_queries
    ):
        course = lesson.get_parent().specific
        for number in range(1, count + 1):
            person = make_learner(called=f"Learner {number}")
            other = make_lesson(course=course, slug=f"lesson-{number}")
            keep_place(person, other, 3)
            be_stuck(person, lesson, 2)
            person.learner_profile.goal_lessons.set([lesson])
            person.learner_profile.goal_courses.set([course])
            booking = seat(tomorrow, person, helper=shift, number=number)
            record = SessionRecord.objects.create(
                booking=booking,
                learner=person,
                helper=shift.volunteer,
                practise_lesson=lesson,
                written_at=timezone.now(),
            )
            StepWorkedOn.objects.create(record=record, lesson=lesson, step="x")

        with django_assert_num_queries(QUERIES):
            page(signed_in)


class TestWhoLooked:
    def test_a_look_is_noted_of_everybody_on_the_page_once(
        self, signed_in, volunteer, tomorrow, shift, mary, booking
    ):
        john = make_learner(called="John")
        seat(tomorrow, john, helper=shift, number=2)

        page(signed_in)
        page(signed_in)
        page(signed_in, f"{PREPARE}{booking.pk}/print/")

        looks = LookUp.objects.filter(by=volunteer, deed=LookUp.Deed.VIEWED)
        assert sorted(looks.values_list("person", flat=True)) == sorted([mary.pk, john.pk])

    def test_a_name_on_ones_own_page_is_no_look(self, signed_in, booking):
        page(signed_in, "/help/")

        assert not LookUp.objects.exists()

    @pytest.mark.parametrize("address", [PREPARE, "/help/"])
    def test_no_browser_keeps_it(self, signed_in, booking, address):
        assert "no-store" in signed_in.get(address)["Cache-Control"]


class TestOnPaper:
    def test_one_person_a_sheet_and_no_other_name(self, signed_in, tomorrow, shift, booking):
        seat(tomorrow, make_learner(called="John"), helper=shift, number=2)

        sheet = page(signed_in, f"{PREPARE}{booking.pk}/print/")

        assert "Mary" in sheet and "John" not in sheet and "Priya" not in sheet
        assert sheet.count("<li>") == 5

    def test_not_of_somebody_elses_learner(self, signed_in, tomorrow, shift, mary):
        other = make_shift(session=tomorrow, volunteer=another_volunteer())
        booking = seat(tomorrow, mary, helper=other)

        assert signed_in.get(f"{PREPARE}{booking.pk}/print/").status_code == 404
        assert not LookUp.objects.exists()

    @pytest.mark.parametrize("who", ["coordinator", "lead", "learner"])
    def test_not_for_others(self, client, request, booking, who):
        client.force_login(request.getfixturevalue(who))

        response = client.get(f"{PREPARE}{booking.pk}/print/")

        assert response.status_code in (302, 403, 404)


class TestSeeTo:
    @pytest.fixture
    def stuck(self, mary):
        return be_stuck(mary, make_lesson(course=make_course()), 2)

    def test_seen_to_it_stands_nowhere_and_is_noted(self, signed_in, mary, booking, stuck):
        address = f"{PREPARE}{booking.pk}/stuck/{stuck.pk}/seen-to/"

        assert signed_in.post(address).status_code == 302
        assert signed_in.post(address).status_code == 302  # a second press

        assert not mary.stuck_at.exists()
        assert LookUp.objects.filter(deed=LookUp.Deed.CHANGED, person=mary).count() == 1

    def test_only_of_ones_own_learner(self, signed_in, tomorrow, shift, booking, stuck):
        john = make_learner(called="John")
        theirs = be_stuck(john, stuck.lesson, 2)
        his = seat(tomorrow, john, number=2)

        signed_in.post(f"{PREPARE}{booking.pk}/stuck/{theirs.pk}/seen-to/")
        refused = signed_in.post(f"{PREPARE}{his.pk}/stuck/{theirs.pk}/seen-to/")

        assert refused.status_code == 404
        assert john.stuck_at.exists()

    def test_a_link_changes_nothing(self, signed_in, booking, stuck):
        answer = signed_in.get(f"{PREPARE}{booking.pk}/stuck/{stuck.pk}/seen-to/")

        assert answer.status_code == 405


class TestOnMyPage:
    def test_a_link_names_the_session_and_whom_one_meets(self, signed_in, tomorrow, shift, booking):
        seat(tomorrow, make_learner(called="John"), helper=shift, number=2)

        shown = page(signed_in, "/help/")

        assert "Prepare for " in shown
        assert "<bdi>Mary</bdi>, <bdi>John</bdi>" in shown

    def test_sessions_in_two_rooms_are_two_links(self, signed_in, priya, mary):
        for hours in (20, 30):
            session = in_hours(hours)
            session.room = make_room(name=f"Room {hours}")
            session.save()
            shift = make_shift(session=session, volunteer=priya)
            seat(session, make_learner(called=f"Learner {hours}"), helper=shift)

        assert page(signed_in, "/help/").count("Prepare for ") == 2

    def test_nobody_to_meet_says_nothing(self, signed_in):
        assert "Whom I meet" not in page(signed_in, "/help/")


def test_a_cleared_volunteer_is_asked_of_for_real(tomorrow, mary):
    """The seam of clearance is not replaced in these tests: an uncleared one sees nobody."""
    ella = make_volunteer(first_name="Ella")
    seat(tomorrow, mary, helper=make_shift(session=tomorrow, volunteer=ella))
    assert meets(ella) == []

    walk_path(ella, cleared_for=[Setting.GROUP], today=timezone.localdate())
    assert meets(VolunteerProfile.objects.get(pk=ella.pk)) == ["Mary"]
