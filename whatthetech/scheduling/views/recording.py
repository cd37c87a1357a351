"""/help/record/…: in a minute, on a phone, what was done with one learner at one session.

A coordinator writes on the same pages, for a volunteer who telephones.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.kept_progress import progress_in
from lessons.models import CoursePage, LessonPage
from whatthetech.people import raising_concerns
from whatthetech.people.access import volunteers_only
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.scheduling import cleared
from whatthetech.scheduling.booking import SessionIsCancelled
from whatthetech.scheduling.models import Booking, LearningSession, StepWorkedOn, VolunteerShift
from whatthetech.scheduling.practised import Devices, Practised, read_records
from whatthetech.scheduling.record_forms import (
    WHOLE,
    ConcernForm,
    HelperForm,
    NoteForm,
    PracticeForm,
    StepsForm,
)
from whatthetech.scheduling.recording import (
    OPEN_AFTER,
    DidNotCome,
    NotBegunYet,
    NotTheirHelper,
    RecordIsClosed,
    StepIsGone,
    record_session,
    refuse_to_record,
)
from whatthetech.scheduling.register import NotBooked, mark_attendance
from whatthetech.scheduling.views.practised import on_paper

AGAIN = "The register was changed a moment ago. Look at it again."
State = Booking.State
ON_THE_REGISTER = (State.BOOKED, State.ATTENDED, State.MISSED)


def show_records_to_write(request, volunteer: VolunteerProfile | None) -> Part | None:
    """On /help/: whom they helped within the last day, or are helping now.

    Of those whose helper nobody has named, or who lost theirs, everybody of the session.
    """
    if volunteer is None:
        return None
    now = timezone.now()
    helped = VolunteerShift.objects.confirmed().filter(
        volunteer=volunteer,
        session__starts_at__lte=now,
        session__ends_at__gte=now - OPEN_AFTER,
        session__cancelled_at=None,
    )
    mine = [
        shift.session
        for shift in helped.select_related("session")
        if cleared.may_see_whom_they_meet(volunteer, on=shift.session.on, now=now)
    ]
    has_no_helper = Q(helper__volunteer=None) | ~Q(helper__state=VolunteerShift.State.CONFIRMED)
    bookings = (
        Booking.objects.filter(session__in=mine)
        .filter(state__in=(State.BOOKED, State.ATTENDED))
        .filter(has_no_helper | Q(helper__volunteer=volunteer))
        .exclude(learner=None)
        .select_related("session__room__venue", "learner", "record")
        .order_by("session__starts_at", "seat")
    )
    found = name_apart(list(bookings))
    return Part("scheduling/records_to_write.html", bookings=found) if found else None


def name_apart(bookings: list[Booking]) -> list[tuple[Booking, str]]:
    """Each with what to call the learner; those who are called the same also by their seat."""
    names = [booking.learner.called for booking in bookings]
    return [(booking, _name_of(booking, names)) for booking in bookings]


def _name_of(booking: Booking, names: list[str]) -> str:
    name = booking.learner.called
    if name and names.count(name) == 1:
        return name
    return ", ".join(filter(None, (name, f"seat {booking.seat}")))


def recording(view):
    """Give a view the booking that somebody may write of now. Else one sentence says why not."""

    @volunteers_only
    @wraps(view)
    def with_booking(request, pk, *args, **kwargs):
        there = Booking.objects.filter(state__in=ON_THE_REGISTER, learner__merged_into=None)
        related = there.select_related("session__room__venue", "learner__learner_profile")
        booking = get_object_or_404(related.exclude(learner=None), pk=pk)
        now = timezone.now()
        try:
            refuse_to_record(booking, by=request.user, now=now)
        except NotTheirHelper:
            raise PermissionDenied from None
        except (NotBegunYet, RecordIsClosed) as refusal:
            context = {"session": booking.session, "is_early": isinstance(refusal, NotBegunYet)}
            return render(request, "scheduling/record_closed.html", context)
        note_view(by=request.user, person=booking.learner, now=now)
        return view(request, booking, *args, **kwargs)

    return with_booking


# --- The record, and whether they came --------------------------------------------------------


@recording
@require_safe
def record(request, booking):
    return _show(request, booking)


@recording
@require_POST
def record_came(request, booking):
    came = request.POST.get("came") == "yes"
    try:
        mark_attendance(booking=booking, came=came, by=request.user, now=timezone.now())
    except (SessionIsCancelled, NotBooked):
        return _show(request, booking, trouble=AGAIN)
    return redirect("scheduling:record", booking.pk)


def _show(request, booking, *, trouble: str = ""):
    written = written_of(booking)
    helpers = _helpers(booking.session)
    context = {
        **_whom(booking),
        "written": written,
        "trouble": trouble,
        "state": booking.state,
        "asks_who_helped": bool(
            helpers and written and not written.with_whom and written.is_something
        ),
    }
    return render(request, "scheduling/record.html", context)


def written_of(booking: Booking) -> Practised | None:
    """None: nobody has written anything."""
    found = list(booking.learner.session_records.to_show().filter(booking=booking))
    return read_records(found, Devices.of(booking.learner))[0] if found else None


def _whom(booking: Booking) -> dict:
    """Context that every page of a record has: no more than a first name."""
    called = booking.learner.called
    return {
        "booking": booking,
        "session": booking.session,
        "called": called or "the learner",
        "has_name": bool(called),
    }


def _helpers(session: LearningSession) -> list[VolunteerProfile]:
    confirmed = session.shifts.confirmed().exclude(volunteer=None)
    return [shift.volunteer for shift in confirmed.select_related("volunteer__person")]


def _keep(request, booking, **said) -> str:
    """The sentence that says why it was not kept; empty where it was."""
    try:
        record_session(booking=booking, by=request.user, now=timezone.now(), **said)
    except DidNotCome:
        return "Say first that they came."
    except StepIsGone:
        return "The lesson was changed a moment ago. Choose again."
    return ""


# --- Which lesson, which steps ------------------------------------------------------------


@recording
@require_safe
def choose_lesson(request, booking):
    """Theirs first: those begun and those they want to learn. Then, if asked for, all."""
    learner = booking.learner
    theirs = their_lessons(learner)
    shows_all = not theirs or "all" in request.GET
    is_practice = request.GET.get("for") == "practice"
    context = {
        **_whom(booking),
        "theirs": theirs,
        "courses": all_lessons(but=theirs) if shows_all else [],
        "shows_all": shows_all,
        "is_practice": is_practice,
    }
    return render(request, "scheduling/choose_lesson.html", context)


def their_lessons(learner) -> list[LessonPage]:
    """Begun ones, the newest first; then their goals, in the library's order."""
    lessons = {lesson.pk: lesson for lesson in LessonPage.objects.live().order_by("path")}
    begun = [place.lesson_id for place in progress_in(learner)]
    goals = _goals(learner, list(lessons.values()))
    return [lessons[pk] for pk in dict.fromkeys([*begun, *goals]) if pk in lessons]


def _goals(learner, lessons: list[LessonPage]) -> list[int]:
    """The lessons they want to learn: those they named, and those of the courses they named."""
    profile = getattr(learner, "learner_profile", None)
    if profile is None:
        return []
    named = {lesson.pk for lesson in profile.goal_lessons.all()}
    courses = tuple(course.path for course in profile.goal_courses.all())
    return [
        one.pk for one in lessons if one.pk in named or (courses and one.path.startswith(courses))
    ]


def all_lessons(*, but: list[LessonPage]) -> list[tuple[CoursePage, list[LessonPage]]]:
    """Every course with its other lessons, in the library's order. Two queries."""
    shown = {lesson.pk for lesson in but}
    others = [one for one in LessonPage.objects.live().order_by("path") if one.pk not in shown]
    found = [
        (course, [one for one in others if one.path.startswith(course.path)])
        for course in CoursePage.objects.live().order_by("path")
    ]
    return [(course, lessons) for course, lessons in found if lessons]


@recording
@require_http_methods(["GET", "POST"])
def tick_steps(request, booking, lesson_pk):
    lesson = _lesson(lesson_pk)
    track = Devices.of(booking.learner).track_in(lesson, request.GET.get("on", ""))
    steps = lesson.steps_on(track)
    ticked = _ticked(booking, lesson)
    posted = request.POST if request.method == "POST" else None
    form = StepsForm(posted, steps=steps, initial={"steps": ticked})
    if form.is_valid():
        shown = {step.id for step in steps}
        all_of_it = [step.id for step in steps] if "all" in request.POST else None
        others = [step for step in ticked if step not in shown]  # of another device's steps
        chosen = [*(all_of_it or form.cleaned_data["steps"]), *others]
        if trouble := _keep(request, booking, worked_on=(lesson, chosen)):
            form.add_error("steps", trouble)
        elif chosen and _may_be_practised(booking, lesson):
            return redirect("scheduling:choose_practice", booking.pk, lesson.pk)
        else:
            return redirect("scheduling:record", booking.pk)
    others = [device for device in lesson.devices if device.track != track]
    context = {
        **_whom(booking),
        "lesson": lesson,
        "track": track,
        "others": others,
        "form": form,
    }
    return render(request, "scheduling/tick_steps.html", context)


def _lesson(pk: int) -> LessonPage:
    return get_object_or_404(LessonPage.objects.live().prefetch_related("tracks"), pk=pk)


def _ticked(booking: Booking, lesson: LessonPage) -> list[str]:
    worked_on = StepWorkedOn.objects.filter(record__booking=booking, lesson=lesson)
    return list(worked_on.values_list("step", flat=True))


def _may_be_practised(booking: Booking, lesson: LessonPage) -> bool:
    """Asked next, unless they practise another lesson already."""
    written = booking.learner.session_records.get(booking=booking)
    return written.practise_lesson_id in (None, lesson.pk)


# --- What to practise, and what else was done -------------------------------------------------


@recording
@require_http_methods(["GET", "POST"])
def choose_practice(request, booking, lesson_pk):
    lesson = _lesson(lesson_pk)
    steps = lesson.steps_on(Devices.of(booking.learner).track_in(lesson))
    posted = request.POST if request.method == "POST" else None
    form = PracticeForm(posted, lesson=lesson, steps=steps, initial=_practice_now(booking, lesson))
    if form.is_valid():
        trouble = _keep(request, booking, practice=form.practice)
        if not trouble:
            return redirect("scheduling:record", booking.pk)
        form.add_error("practise", trouble)
    context = {**_whom(booking), "lesson": lesson, "form": form}
    return render(request, "scheduling/choose_practice.html", context)


def _practice_now(booking: Booking, lesson: LessonPage) -> dict:
    """As it was written before."""
    written = booking.learner.session_records.filter(booking=booking).first()
    if written is None:
        return {}
    if written.practise_lesson_id == lesson.pk:
        return {"practise": written.practise_step or WHOLE, "words": written.practise_words}
    return {"words": written.practise_words}


@recording
@require_http_methods(["GET", "POST"])
def write_note(request, booking):
    written = booking.learner.session_records.filter(booking=booking).first()
    posted = request.POST if request.method == "POST" else None
    form = NoteForm(posted, initial={"note": written.note if written else ""})
    if form.is_valid():
        trouble = _keep(request, booking, note=form.cleaned_data["note"])
        if not trouble:
            return redirect("scheduling:record", booking.pk)
        form.add_error("note", trouble)
    return render(request, "scheduling/write_note.html", {**_whom(booking), "form": form})


@recording
@require_http_methods(["GET", "POST"])
def say_who_helped(request, booking):
    """Asked where a coordinator writes for somebody."""
    posted = request.POST if request.method == "POST" else None
    form = HelperForm(posted, helpers=_helpers(booking.session))
    if form.is_valid():
        trouble = _keep(request, booking, helper=form.chosen)
        if not trouble:
            return redirect("scheduling:record", booking.pk)
        form.add_error("helper", trouble)
    return render(request, "scheduling/say_who_helped.html", {**_whom(booking), "form": form})


# --- Something worrying, and the print-out ----------------------------------------------------


@recording
@require_http_methods(["GET", "POST"])
def raise_concern(request, booking):
    """Shown once more before it is sent, and never again."""
    form = ConcernForm(request.POST if request.method == "POST" else None)
    template = "scheduling/raise_concern.html"
    if form.is_valid():
        sure = request.POST.get("sure")
        if sure == "yes":
            raising_concerns.raise_concern(
                learner=booking.learner,
                words=form.cleaned_data["words"],
                by=request.user,
                now=timezone.now(),
                about=f"The session of {booking.session}",
            )
            return redirect("scheduling:concern_sent", booking.pk)
        if sure is None:
            template = "scheduling/check_concern.html"
    return render(request, template, {**_whom(booking), "form": form})


@recording
@require_safe
def concern_sent(request, booking):
    return render(request, "scheduling/concern_sent.html", _whom(booking))


@recording
@require_safe
def print_record(request, booking):
    written = written_of(booking)
    if written is None or not written.is_something:
        raise Http404
    context = {**_whom(booking), **on_paper(request, written), "back_to_record": True}
    return render(request, "scheduling/print_record.html", context)
