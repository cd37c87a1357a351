"""In a minute, on a phone: came, what we worked on, what to practise, something worrying."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from lessons.kept_progress import keep_for
from lessons.models import LessonPage
from lessons.progress import Place
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.scheduling import (
    make_begun_session,
    make_learner,
    make_shift,
    make_volunteer,
    put_down,
    put_on_register,
)
from whatthetech.people.models import Concern, Device, LearnerProfile, LookUp, User
from whatthetech.scheduling.models import Booking, Practice, SessionRecord, StepWorkedOn
from whatthetech.scheduling.practised import practised
from whatthetech.scheduling.recording import (
    DidNotCome,
    NotBegunYet,
    NotTheirHelper,
    RecordIsClosed,
    StepIsGone,
    record_session,
)

pytestmark = pytest.mark.django_db

STRANGE = {
    "right to left": "\u202eevil\u202c",
    "emoji": "🧓🏽📞 rang her son",
    "script": "<script>alert(1)</script>",
    "arabic": "اتصلت بابنها",
    "template": "{{ settings.SECRET_KEY }}",
}


@pytest.fixture
def priya(client):
    volunteer = make_volunteer()
    client.force_login(volunteer.person)
    return volunteer


@pytest.fixture
def session(priya):
    session = make_begun_session()
    make_shift(session=session, volunteer=priya)
    return session


@pytest.fixture
def booking(session):
    return put_on_register(session, make_learner())


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def ids(lesson, *numbers: int) -> list[str]:
    steps = lesson.steps_on("all")
    return [steps[number - 1].id for number in numbers]


def record(booking, by, **said) -> SessionRecord:
    return record_session(booking=booking, by=by, now=timezone.now(), **said)


def worked_on() -> set[str]:
    return set(StepWorkedOn.objects.values_list("step", flat=True))


def at(booking, more="") -> str:
    return f"/help/record/{booking.pk}/{more}"


def page(client, path) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def names_on_help(client) -> list[str]:
    return re.findall(r"Write what you did with <bdi>(.+?)</bdi>", page(client, "/help/"))


class TestDeed:
    def test_steps_practice_and_words_are_kept_with_who_wrote_them(self, booking, priya, lesson):
        practice = Practice(lesson, ids(lesson, 2)[0], "Once a day")

        kept = record(
            booking,
            priya.person,
            worked_on=(lesson, ids(lesson, 1, 2)),
            practice=practice,
            note="Her new phone",
        )

        assert (kept.learner, kept.helper, kept.written_by) == (
            booking.learner,
            priya,
            priya.person,
        )
        assert kept.practice == practice and kept.note == "Her new phone"
        assert worked_on() == set(ids(lesson, 1, 2))
        look = LookUp.objects.get()
        assert (look.person, look.deed) == (booking.learner, "changed")

    def test_again_it_replaces_what_it_speaks_of_and_leaves_the_rest(self, booking, priya, lesson):
        other = make_lesson(
            course=lesson.get_parent().specific, slug="other", steps=[make_step(name="seventh")]
        )
        record(booking, priya.person, worked_on=(lesson, ids(lesson, 1, 2)), note="Tea")
        record(booking, priya.person, worked_on=(other, ids(other, 1)))
        record(booking, priya.person, worked_on=(lesson, ids(lesson, 2, 3)))
        record(booking, priya.person, worked_on=(lesson, ids(lesson, 2, 3)))

        assert worked_on() == set(ids(lesson, 2, 3) + ids(other, 1))
        assert SessionRecord.objects.get().note == "Tea"
        record(booking, priya.person, worked_on=(lesson, []))
        assert worked_on() == set(ids(other, 1))

    def test_a_step_that_is_no_longer_there_is_refused_and_nothing_changes(
        self, booking, priya, lesson
    ):
        gone = str(uuid4())

        for said in (
            {"worked_on": (lesson, [*ids(lesson, 1), gone])},
            {"practice": Practice(lesson, gone)},
        ):
            with pytest.raises(StepIsGone):
                record(booking, priya.person, **said)
        assert not SessionRecord.objects.exists()

    @pytest.mark.parametrize("state", ["booked", "missed"])
    def test_of_who_did_not_come_there_is_nothing_to_write(self, session, priya, state):
        booking = put_on_register(session, make_learner(), state=state)

        with pytest.raises(DidNotCome):
            record(booking, priya.person, note="?")

    def test_only_a_confirmed_volunteer_of_that_session_writes(self, booking, session):
        offered = make_shift(session=session, confirmed=False).volunteer

        for other in (offered, make_volunteer()):
            with pytest.raises(NotTheirHelper):
                record(booking, other.person, note="?")

    def test_where_somebody_is_named_nobody_else_does(self, booking, session, priya):
        ben = make_shift(session=session)
        booking.helper = ben
        booking.save()

        with pytest.raises(NotTheirHelper):
            record(booking, priya.person, note="?")
        assert record(booking, ben.volunteer.person, note="Well.").helper == ben.volunteer

    def test_nobody_who_is_not_cleared_any_more(self, booking, priya, not_cleared):
        not_cleared.add(priya)

        with pytest.raises(NotTheirHelper):
            record(booking, priya.person, note="?")

    def test_from_its_start_until_a_day_after_its_end_and_a_coordinator_later(
        self, booking, session, priya, coordinator
    ):
        def on_time(now, by=priya.person):
            return record_session(booking=booking, by=by, now=now, note="?")

        for by in (priya.person, coordinator):
            with pytest.raises(NotBegunYet):
                on_time(session.starts_at - timedelta(seconds=1), by)
        on_time(session.starts_at)
        on_time(session.ends_at + timedelta(hours=24))
        later = session.ends_at + timedelta(hours=24, seconds=1)
        with pytest.raises(RecordIsClosed):
            on_time(later)
        kept = on_time(later, coordinator)
        assert (kept.written_by, kept.helper) == (coordinator, priya)

    def test_it_goes_with_the_learner_and_the_booking_is_counted_on(self, booking, priya, lesson):
        record(booking, priya.person, worked_on=(lesson, ids(lesson, 1)), note="Her son Tom")

        booking.learner.delete()

        assert not SessionRecord.objects.exists() and not StepWorkedOn.objects.exists()
        assert Booking.objects.get().state == "attended"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_presses_at_once_make_one_record(booking, priya, lesson):
    steps, troubles, barrier = ids(lesson, 1, 2, 3), [], Barrier(4)

    def press():
        barrier.wait()
        try:
            record(booking, priya.person, worked_on=(lesson, steps))
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    presses = [Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert troubles == []
    assert SessionRecord.objects.count() == 1
    assert StepWorkedOn.objects.count() == 3


class TestPages:
    def test_a_minute_from_my_page_to_what_they_practise(self, client, booking, lesson):
        Booking.objects.update(state="booked")
        assert "Write what you did with <bdi>Mary</bdi>" in page(client, "/help/")
        assert "Did <bdi>Mary</bdi> come?" in page(client, at(booking))

        shown = client.post(at(booking, "came/"), {"came": "yes"}, follow=True).content.decode()
        assert "Choose the lesson you worked on" in shown
        assert Booking.objects.get().state == "attended"
        assert "Find the settings" in page(client, at(booking, "lessons/"))
        first, second = ids(lesson, 1, 2)
        answer = client.post(at(booking, f"lessons/{lesson.pk}/"), {"steps": [first, second]})
        assert answer["Location"] == at(booking, f"practise/{lesson.pk}/")
        shown = client.post(
            answer["Location"], {"practise": second, "words": "Once a day"}, follow=True
        ).content.decode()

        assert "Open the first page" in shown and "Once a day" in shown
        assert "step 2: Open the second page" in shown
        assert "Change what you did with" in page(client, "/help/")

    def test_who_did_not_come_is_marked_so_and_may_be_marked_otherwise(self, client, booking):
        Booking.objects.update(state="booked")

        client.post(at(booking, "came/"), {"came": "no"})
        assert Booking.objects.get().state == "missed"
        assert "did not come" in page(client, at(booking))
        client.post(at(booking, "came/"), {"came": "yes"})
        assert Booking.objects.get().state == "attended"

    def test_it_says_no_more_of_the_learner_than_a_first_name(self, client, booking, lesson):
        User.objects.filter(pk=booking.learner_id).update(
            last_name="Quillfeather", telephone="07700 900555"
        )
        LearnerProfile.objects.update(address="4 Nowhere Close", notes="keeps a parrot")

        for more in ("", "lessons/", f"lessons/{lesson.pk}/", f"practise/{lesson.pk}/", "note/"):
            shown = page(client, at(booking, more))
            for words in ("Quillfeather", "900555", "Nowhere", "parrot"):
                assert words not in shown
            assert "Mary" not in shown.partition("</title>")[0]

    def test_their_own_lessons_come_first_and_others_if_asked_for(self, client, booking, lesson):
        course = lesson.get_parent().specific
        wanted = make_lesson(course=course, slug="wanted", title="Write a message")
        make_lesson(course=course, slug="other", title="Send a photo")
        make_lesson(course=course, slug="draft", title="Not yet there", live=False)
        booking.learner.learner_profile.goal_lessons.set([wanted])
        place = Place(lesson_id=lesson.pk, step=ids(lesson, 3)[0][:8], track="android")
        keep_for(booking.learner, place, now=timezone.now())

        shown = page(client, at(booking, "lessons/"))
        assert shown.index("Find the settings") < shown.index("Write a message")
        assert "Send a photo" not in shown
        shown = page(client, at(booking, "lessons/?all=yes"))
        assert "Send a photo" in shown and "Not yet there" not in shown
        assert shown.count(">Find the settings<") == 1

    def test_a_course_they_want_to_learn_brings_its_lessons(self, client, booking, lesson):
        profile = booking.learner.learner_profile
        profile.goal_courses.set([lesson.get_parent().specific])
        make_lesson(course=make_course(slug="other"), slug="other", title="Send a photo")

        shown = page(client, at(booking, "lessons/"))

        assert "Find the settings" in shown and "Send a photo" not in shown

    def test_the_steps_are_those_of_the_learners_device(self, client, booking):
        steps = [
            make_step(name="both"),
            make_step(name="android", only_on=["android"]),
            make_step(name="windows", only_on=["windows"]),
        ]
        lesson = make_lesson(course=make_course(), steps=steps)
        booking.learner.learner_profile.devices.set(Device.objects.filter(code="android"))
        path = at(booking, f"lessons/{lesson.pk}/")

        assert "Open the android page" in page(client, path)
        assert "Open the windows page" not in page(client, path)
        assert "Open the windows page" in page(client, path + "?on=windows")

        client.post(path, {"steps": ids(lesson, 1, 2)})
        client.post(path + "?on=windows", {"steps": ids(lesson, 3)})
        assert worked_on() == set(ids(lesson, 2, 3))  # the step of the other device stays

    def test_all_steps_are_ticked_by_one_press(self, client, booking, lesson):
        client.post(at(booking, f"lessons/{lesson.pk}/"), {"all": "yes"})

        assert len(worked_on()) == 6

    def test_a_second_lesson_does_not_ask_what_to_practise_again(self, client, booking, lesson):
        record_by_page = at(booking, f"practise/{lesson.pk}/")
        client.post(record_by_page, {"practise": "whole"})
        other = make_lesson(course=lesson.get_parent().specific, slug="other")

        answer = client.post(at(booking, f"lessons/{other.pk}/"), {"all": "yes"})

        assert answer["Location"] == at(booking)
        kept = SessionRecord.objects.get()
        assert (kept.practise_lesson, kept.practise_step) == (lesson, "")

    def test_nothing_to_practise_takes_the_lesson_away(self, client, booking, lesson):
        path = at(booking, f"practise/{lesson.pk}/")
        client.post(path, {"practise": "whole"})
        client.post(path, {"practise": "nothing", "words": ""})

        assert SessionRecord.objects.get().practise_lesson is None

    def test_a_lesson_changed_meanwhile_is_said(self, client, booking, lesson):
        gone = str(uuid4())

        shown = client.post(at(booking, f"lessons/{lesson.pk}/"), {"steps": [gone]})
        assert "The lesson was changed a moment ago." in shown.content.decode()
        shown = client.post(at(booking, f"practise/{lesson.pk}/"), {"practise": gone})
        assert "The lesson was changed a moment ago." in shown.content.decode()

    def test_without_an_answer_it_says_what_to_do_and_keeps_the_words(
        self, client, booking, lesson
    ):
        shown = client.post(
            at(booking, f"practise/{lesson.pk}/"), {"words": "Once a day"}
        ).content.decode()

        assert "<title>Error: " in shown and "Choose what to practise at home" in shown
        assert 'value="Once a day"' in shown

    @pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
    def test_whatever_is_typed_is_kept_and_shown_as_it_is(self, client, booking, lesson, words):
        client.post(at(booking, "note/"), {"note": words})
        client.post(at(booking, f"practise/{lesson.pk}/"), {"practise": "whole", "words": words})

        kept = SessionRecord.objects.get()
        assert kept.note == kept.practise_words == words
        assert "<script>alert" not in page(client, at(booking))

    @pytest.mark.parametrize("words", ["a\x00b", "x" * 5000])
    def test_what_cannot_be_kept_is_refused_in_words(self, client, booking, lesson, words):
        for more, said in (
            ("note/", {"note": words}),
            (f"practise/{lesson.pk}/", {"practise": "whole", "words": words}),
            ("worry/", {"words": words, "sure": "yes"}),
        ):
            shown = client.post(at(booking, more), said).content.decode()
            assert "<title>Error: " in shown
        assert not SessionRecord.objects.exists() and not Concern.objects.exists()

    def test_before_it_begins_and_a_day_after_it_a_sentence_says_so_and_no_name(
        self, client, booking, session
    ):
        session.starts_at = timezone.now() + timedelta(hours=1)
        session.ends_at = session.starts_at + timedelta(hours=1)
        session.save()
        assert "The session has not begun" in page(client, at(booking))
        session.starts_at = timezone.now() - timedelta(hours=30)
        session.ends_at = session.starts_at + timedelta(hours=1)
        session.save()

        for more in ("", "lessons/", "note/", "worry/", "print/"):
            shown = page(client, at(booking, more))
            assert "Ring us and tell us: we write it for you." in shown
            assert "Mary" not in shown
        assert "Write what you did with" not in page(client, "/help/")

    def test_my_page_names_mine_and_whoever_lost_their_helper(self, client, session):
        ben = make_shift(session=session)
        for called, helper in (("Ada", ben), ("Bess", None), ("Cleo", session.shifts.first())):
            put_down(session, make_learner(called=called), helper=helper, state="attended")
        assert names_on_help(client) == ["Bess", "Cleo"]

        ben.state, ben.withdrawn_at = "withdrawn", timezone.now()
        ben.save()

        assert names_on_help(client) == ["Ada", "Bess", "Cleo"]

    def test_my_page_names_nobody_to_who_is_not_cleared_any_more(
        self, client, booking, priya, not_cleared
    ):
        not_cleared.add(priya)

        assert names_on_help(client) == []

    def test_who_did_not_help_there_has_no_page(self, client, booking):
        client.force_login(make_volunteer().person)

        for more in ("", "came/", "lessons/", "note/", "helper/", "worry/", "print/"):
            assert client.get(at(booking, more)).status_code == 403
            assert client.post(at(booking, more), {"came": "no"}).status_code == 403
        assert Booking.objects.get().state == "attended"

    def test_a_coordinator_writes_it_later_for_who_telephones_and_says_who_helped(
        self, client, booking, session, coordinator, lesson
    ):
        session.starts_at -= timedelta(days=3)
        session.ends_at -= timedelta(days=3)
        session.save()
        client.force_login(coordinator)

        client.post(at(booking, f"lessons/{lesson.pk}/"), {"all": "yes"})
        assert "Say who helped" in page(client, at(booking))
        assert "Choose who helped them." in client.post(at(booking, "helper/")).content.decode()
        helper = session.shifts.get().volunteer
        client.post(at(booking, "helper/"), {"helper": helper.pk})

        shown = page(client, at(booking))
        assert "Written for <bdi>Priya</bdi> by <bdi>Sam</bdi>" in shown
        assert SessionRecord.objects.get().helper == helper

    def test_opening_it_is_noted_as_a_look_at_the_learner(self, client, booking, priya):
        page(client, at(booking))

        look = LookUp.objects.get()
        assert (look.by, look.person, look.deed) == (priya.person, booking.learner, "viewed")

    def test_two_who_are_called_the_same_are_told_apart_by_their_seat(self, client, session):
        for called in ("Mary", "Mary", "John", ""):
            put_on_register(session, make_learner(called=called))

        shown = page(client, "/help/")

        for name in ("Mary, seat 1", "Mary, seat 2", "John", "seat 4"):
            assert f"Write what you did with <bdi>{name}</bdi>" in shown

    def test_it_prints_in_large_type_for_who_has_no_device(self, client, booking, priya, lesson):
        assert client.get(at(booking, "print/")).status_code == 404
        record(booking, priya.person, practice=Practice(lesson, ids(lesson, 2)[0]))

        shown = page(client, at(booking, "print/"))

        assert f"testserver/l/{lesson.pk}" in shown and ", step 2" in shown
        assert "<svg" in shown and "Practise this at home" in shown

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_lessons_and_learners_ask_no_more_of_the_database(
        self, client, session, priya, rows, django_assert_num_queries
    ):
        course = make_course()
        for _ in range(rows):
            booking = put_on_register(session, make_learner())
            for other in range(rows):
                one = LessonPage.objects.filter(slug=f"lesson-{other}").first()
                one = one or make_lesson(course=course, slug=f"lesson-{other}")
                record(booking, priya.person, worked_on=(one, ids(one, 1, 2)))
        for path, queries in ((at(booking), RECORD_QUERIES), ("/help/", HELP_QUERIES)):
            page(client, path)
            with django_assert_num_queries(queries):
                page(client, path)


RECORD_QUERIES, HELP_QUERIES = 18, 25


class TestWorry:
    def test_it_is_shown_once_before_it_is_sent_and_never_again(self, client, booking, priya):
        words = "A nephew keeps her bank card"
        path = at(booking, "worry/")

        assert words in client.post(path, {"words": words}).content.decode()
        assert not Concern.objects.exists()
        shown = client.post(path, {"words": words, "sure": "yes"}, follow=True).content.decode()

        assert "Sent to the safeguarding lead" in shown and "nephew" not in shown
        kept = Concern.objects.get()
        assert (kept.learner, kept.words, kept.written_by) == (
            booking.learner,
            words,
            priya.person,
        )
        for seen in (page(client, at(booking)), page(client, path), page(client, "/help/")):
            assert "nephew" not in seen
        assert practised(booking.learner) == []

    def test_the_words_may_be_changed_before(self, client, booking):
        shown = client.post(at(booking, "worry/"), {"words": "A nephew", "sure": "no"})

        assert ">\nA nephew</textarea>" in shown.content.decode()
        assert not Concern.objects.exists()

    def test_it_may_be_said_of_somebody_who_did_not_come(self, client, booking):
        Booking.objects.update(state="missed", seat=None)

        client.post(at(booking, "worry/"), {"words": "Nobody has seen her", "sure": "yes"})

        assert Concern.objects.exists()
