"""Following a lesson: a step a page, its picture alone, the end, the printed sheets."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lessons.glossary import words_in
from lessons.marked_text import plain
from lessons.models import LessonPage, SafetyWarning
from lessons.page_cache import public
from lessons.steps import Step, numbers_on
from lessons.tracks import Track
from lessons.views.finding import reading


@require_safe
@reading
def show_step(request, reading, number):
    return public(render(request, "lessons/show_step.html", step_context(reading, number)))


def step_context(reading, number: int) -> dict:
    """All that the page of one step shows."""
    [(step, warnings)] = with_warnings([reading.step(number)])
    total = len(reading.steps)
    return {
        "lesson": reading.lesson,
        "track": reading.track,
        "step": step,
        "total": total,
        "words": words_in(" ".join(plain(text) for _, text in step.outline.texts)),
        "warnings": warnings,
        "checked": checked(reading),
        "other_devices": other_devices(reading, step),
        "here": reading.address("show_step", number),
        "next_address": reading.address("show_step", number + 1)
        if number < total
        else reading.address("show_done"),
        "back_address": reading.address("show_step", number - 1)
        if number > 1
        else reading.lesson.front,
        "stuck_address": reading.address("ask_for_help", number),
        "picture_address": reading.address("show_picture", number),
        "practice_address": reading.address("practise", number) + "#practice",
        "print_address": reading.address("print_lesson"),
        "footprint": reading.address("leave_footprint", number),
    }


def with_warnings(steps) -> list[tuple[Step, list[SafetyWarning]]]:
    """Each step with the warnings that stand before its action. One query for all steps."""
    tags = {tag for step in steps for tag in step.tags}
    warnings = list(SafetyWarning.objects.filter(tag__in=tags)) if tags else []
    return [(step, [one for one in warnings if one.tag in step.tags]) for step in steps]


def checked(reading):
    """The row that says who tried the lesson on this device, and when."""
    return next(row for row in reading.lesson.devices if row.track == reading.track)


def other_devices(reading, step) -> list[dict]:
    """The lesson on the other devices: the same step there, or the nearest one before it."""
    return [
        {"label": row.get_track_display(), "address": same_place(reading, step, row.track)}
        for row in reading.lesson.devices
        if row.track not in (reading.track, Track.ALL)
    ]


def same_place(reading, step, track: str) -> str:
    there = numbers_on(reading.lesson.steps, track)
    up_to_here = reading.steps[step.number - 1 :: -1]
    number = next((there[mine.id] for mine in up_to_here if mine.id in there), 1)
    return reading.lesson.address("show_step", number, track=track)


@require_safe
@reading
def show_picture(request, reading, number):
    """The picture and nothing else, as large as the screen."""
    context = step_context(reading, number)
    return public(render(request, "lessons/show_picture.html", context))


@require_safe
@reading
def show_done(request, reading):
    context = {
        "lesson": reading.lesson,
        "track": reading.track,
        "next_lesson": following_lesson(reading.lesson),
        "back_address": reading.address("show_step", len(reading.steps)),
        "print_address": reading.address("print_lesson"),
        "check_address": reading.address("check_yourself", 1),
        "footprint": reading.address("leave_last_footprint"),
    }
    return public(render(request, "lessons/show_done.html", context))


def following_lesson(lesson) -> LessonPage | None:
    """The one lesson offered next: the author's choice, else the next of the course or beyond."""
    if lesson.next_lesson_id and lesson.next_lesson.live:
        return lesson.next_lesson
    # In the tree's order the rest of the course comes before any other course.
    return LessonPage.objects.live().filter(path__gt=lesson.path).order_by("path").first()


@require_safe
@reading
def print_lesson(request, reading):
    return public(render(request, "lessons/print_lesson.html", print_context(request, reading)))


def print_context(request, reading) -> dict:
    short_address = request.build_absolute_uri(
        reverse("lessons:short_address", args=[reading.lesson.pk])
    )
    return {
        "lesson": reading.lesson,
        "track": reading.track,
        "track_label": Track(reading.track).label,
        "sheets": with_warnings(reading.steps),
        "checked": checked(reading),
        "short_address": short_address,
        "short_name": short_address.partition("://")[2].rstrip("/"),
        "first_address": reading.lesson.front,
    }
