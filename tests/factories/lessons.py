"""Lessons that keep the step contract, in the real tree, published unless asked otherwise."""

import itertools
import json
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.core.files.base import ContentFile

from lessons.models import CoursePage, LessonPage, LessonTrack, LibraryPage, Picture

DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">'
    '<rect width="400" height="300" fill="#e8eef4"/></svg>'
)
_number = itertools.count(1)


def make_course(*, title="Staying safe", slug="staying-safe") -> CoursePage:
    library = LibraryPage.objects.get()
    course = CoursePage(title=title, slug=slug, summary="Spot a trick, and stop.")
    return library.add_child(instance=course)


def make_picture(*, title="A grey cog") -> Picture:
    name = f"dot-{next(_number)}.svg"
    return Picture.objects.create(
        title=title, file=ContentFile(DOT.encode(), name=name), nobody_in_it=True
    )


def make_step(*, name="open", picture=None, alt="The grey cog, marked 1.", variants=(), **texts):
    """One step as StreamField stores it; `name` decides its id."""
    value = {
        "title": f"Open the {name} page",
        "action": "<p>Tap the grey cog. It says <b>Settings</b>.</p>",
        "see": "<p>A list of words comes up.</p>",
        "otherwise": "<p>Tap the back arrow. You are where you were.</p>",
        "tip": "",
        "tags": [],
        "only_on": [],
        "practice": "",
        "words_only_because": "" if picture else "There is nothing to see in this step.",
        "picture": {"image": picture and picture.pk, "alt_text": alt, "decorative": False},
        "recording": None,
        "variants": [item(variant) for variant in variants],
    } | texts
    return {"type": "step", "id": str(uuid5(NAMESPACE_URL, name)), "value": value}


def item(value: dict) -> dict:
    """A row of a ListBlock as it is stored; without an id Wagtail would not know it for one."""
    return {"type": "item", "id": str(uuid4()), "value": value}


def make_question(*, ask="A stranger asks for your PIN. What do you do?"):
    answers = [
        item({"text": "Say no, and put the phone down", "is_right": True}),
        item({"text": "Tell them", "is_right": False}),
    ]
    value = {"ask": ask, "answers": answers, "because": "<p>Nobody needs your PIN but you.</p>"}
    return {"type": "question", "value": value}


def make_lesson(
    *,
    course: CoursePage,
    title="Find the settings",
    slug="find-the-settings",
    tracks=("iphone", "android", "windows"),
    steps=None,
    questions=None,
    live=True,
    owner=None,
    **fields,
) -> LessonPage:
    """Six steps on three devices, with two questions."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    lesson = LessonPage(
        title=title,
        slug=slug,
        can_do="find the settings of your device",
        minutes=10,
        to_hand="Your device, switched on",
        steps=json.dumps(steps or [make_step(name=name) for name in names]),
        questions=json.dumps(
            questions or [make_question(), make_question(ask="What does the cog open?")]
        ),
        live=live,
        owner=owner,
        **fields,
    )
    lesson.tracks = [
        LessonTrack(track=track, sort_order=place) for place, track in enumerate(tracks)
    ]
    course.add_child(instance=lesson)
    lesson.save_revision()
    return lesson
