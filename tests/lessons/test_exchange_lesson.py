"""A lesson goes out as one ZIP and comes in again, in another course or another programme."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from lessons.exchange import ExchangeError, export_lesson, import_lesson
from lessons.exchange.importing import NO_PROMISE
from lessons.files.lesson_file import read_lesson, read_warnings
from lessons.loading import load_lesson
from lessons.models import LessonPage, LessonTrack, Picture, SafetyWarning
from lessons.starter.loader import STARTER, load_warnings
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.pictures import jpeg, saved_as
from tests.lessons.editor import signed_in
from tests.lessons.test_upload_picture import assert_bare, kept, upload

pytestmark = pytest.mark.django_db

YAML = """
title: Find the settings
can_do: find the settings
minutes: 10
to_hand: [Your device]
tracks: [all]
steps:
  - id: open
    title: Open the settings
    do: Tap the grey cog.
    see: A list of words comes up.
    otherwise: Tap the back arrow.
    words_only: There is nothing to see.
"""
WITH_PHOTO = YAML.replace(
    "    words_only: There is nothing to see.\n",
    "    picture: {alt: The grey cog, file: pictures/cog.jpg}\n",
)


@pytest.fixture
def elsewhere(course):
    return make_course(title="Another", slug="another")


def zipped(files: dict[str, bytes | str], name="a-lesson.zip", **how) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, packed.getvalue())


def a_lesson(**files) -> SimpleUploadedFile:
    return zipped({"a-lesson/lesson.yaml": YAML} | files)


def sent_on(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a-lesson.zip", content)


def names_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sorted(archive.namelist())


def take(file, course, by, *, promise=True) -> LessonPage:
    return import_lesson(file, course=course, by=by, promises_nobody_in_it=promise).lesson


def faults(file, course, by, *, promise=True) -> list[str]:
    """The sentences; and nothing at all was made."""
    before = (Page.objects.count(), Picture.objects.count(), media_files())
    with pytest.raises(ExchangeError) as caught:
        take(file, course, by, promise=promise)
    assert (Page.objects.count(), Picture.objects.count(), media_files()) == before
    return caught.value.faults


def media_files() -> set[str]:
    return {str(path) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


def outlines(lesson) -> dict:
    lesson = lesson.get_latest_revision_as_object()
    return {track: lesson.outline(track) for track in lesson.track_names}


# --- Out and in again -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["staying-safe/spot-and-report-a-scam", "first-steps/touch-type-or-mouse"]
)
def test_a_lesson_of_the_starter_course_comes_back_the_same(name, course, elsewhere, volunteer):
    load_warnings(read_warnings(STARTER / "warnings.yaml"))
    load_lesson(read_lesson(STARTER / name), course=course)
    lesson, slug = LessonPage.objects.get(), name.partition("/")[2]

    content = export_lesson(lesson)
    pictures = Picture.objects.count()
    copy = take(sent_on(content), elsewhere, volunteer, promise=False)

    assert names_in(content) == [f"{slug}/lesson.yaml"]  # drawings go as words
    assert Picture.objects.count() == pictures  # and are known again when they come back
    assert outlines(copy) == outlines(lesson)
    assert len(outlines(copy)) > 1
    assert [w.name for w in copy.warnings.all()] == [w.name for w in lesson.warnings.all()]
    assert (copy.level, copy.also_called) == (lesson.level, lesson.also_called)


def test_a_lesson_with_a_photograph_comes_back_the_same(course, elsewhere, volunteer):
    upload(signed_in(volunteer), jpeg())
    photograph = Picture.objects.get()
    variant = {"track": "windows", "title": "Open it with the mouse", "action": "<p>Click it.</p>"}
    lesson = make_lesson(
        course=course,
        steps=[
            make_step(name="first", picture=photograph, tip="<p>Take <b>your</b> time.</p>"),
            make_step(name="second", picture=photograph, variants=[variant], tags=["link"]),
            make_step(name="third", only_on=["iphone", "android"], practice="tap"),
        ],
    )
    LessonTrack.objects.filter(lesson=lesson, track="iphone").update(
        checked_on="2026-10-01", checked_device="iPad", checked_system="iPadOS 18", checked_by="Li"
    )
    lesson = LessonPage.objects.get()
    lesson.save_revision()

    content = export_lesson(lesson)
    copy = take(sent_on(content), elsewhere, volunteer)

    assert names_in(content) == [
        "find-the-settings/lesson.yaml",
        "find-the-settings/pictures/a-grey-cog.jpg",
    ]
    assert outlines(copy) == outlines(lesson)
    assert [str(row.checked_on) for row in copy.tracks.all()] == ["2026-10-01", "None", "None"]
    assert copy.steps_on("iphone")[2].practice == "tap"
    assert [step.title for step in copy.steps_on("windows")] == [
        "Open the first page",
        "Open it with the mouse",
    ]


def test_two_photographs_of_one_name_are_both_taken_along(course, volunteer):
    author = signed_in(volunteer)
    upload(author, jpeg(500, 400))
    upload(author, jpeg(600, 400))
    steps = [
        make_step(name=name, picture=picture)
        for name, picture in zip("ab", Picture.objects.order_by("pk"), strict=True)
    ]

    content = export_lesson(make_lesson(course=course, steps=steps))

    assert names_in(content)[1:] == [
        "find-the-settings/pictures/a-grey-cog-2.jpg",
        "find-the-settings/pictures/a-grey-cog.jpg",
    ]


def test_what_goes_out_is_the_newest_draft(course, elsewhere, volunteer):
    lesson = make_lesson(course=course)
    lesson.title = "Find every setting"
    lesson.save_revision()

    copy = take(sent_on(export_lesson(LessonPage.objects.get())), elsewhere, volunteer)

    assert copy.title == "Find every setting"


def test_a_lesson_the_same_everywhere_leaves_out_what_no_reader_sees(course, elsewhere, volunteer):
    variant = {"track": "windows", "title": "Never shown"}
    steps = [make_step(name="one", only_on=["iphone"], variants=[variant])]
    lesson = make_lesson(course=course, tracks=("all",), steps=steps)

    copy = take(sent_on(export_lesson(lesson)), elsewhere, volunteer)

    assert outlines(copy) == outlines(lesson)


def test_a_step_on_none_of_the_lessons_devices_is_left_out(course, elsewhere, volunteer):
    steps = [make_step(name="one"), make_step(name="two", only_on=["windows"])]
    lesson = make_lesson(course=course, tracks=("iphone",), steps=steps)

    copy = take(sent_on(export_lesson(lesson)), elsewhere, volunteer)

    assert outlines(copy) == outlines(lesson)
    assert len(copy.steps) == 1


def test_a_lesson_that_could_not_be_read_again_does_not_go_out(course):
    lesson = make_lesson(course=course, steps=[make_step(name="one", action="<p></p>")])

    with pytest.raises(ExchangeError) as caught:
        export_lesson(lesson)

    assert caught.value.faults == [
        "find-the-settings/lesson.yaml, step 1: “do” is missing. Add it."
    ]


# --- What is made ---------------------------------------------------------------------------


def test_what_is_made_is_a_draft_of_the_importer(course, volunteer):
    lesson = take(a_lesson(), course, volunteer)

    assert (lesson.live, lesson.owner, lesson.slug) == (False, volunteer, "a-lesson")
    assert lesson.latest_revision.user == volunteer
    assert lesson.get_latest_revision_as_object().owner == volunteer


def test_a_lesson_of_the_same_address_is_left_alone(course, volunteer):
    first = take(a_lesson(), course, volunteer)
    second = take(a_lesson(), course, volunteer)

    assert [first.slug, second.slug] == ["a-lesson", "a-lesson-2"]


def test_safety_warnings_we_do_not_have_are_named(course, volunteer):
    SafetyWarning.objects.create(name="link", title="Links", text="<p>Stop.</p>")
    file = zipped({"a-lesson/lesson.yaml": YAML + "warnings: [link, parcels]\n"})

    imported = import_lesson(file, course=course, by=volunteer, promises_nobody_in_it=False)

    assert imported.unknown_warnings == ("parcels",)
    assert [warning.name for warning in imported.lesson.warnings.all()] == ["link"]


def test_photographs_come_in_bare_and_belong_to_the_importer(course, volunteer):
    file = zipped({"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": jpeg()})

    take(file, course, volunteer)

    picture = Picture.objects.get()
    assert_bare(kept())
    assert (picture.uploaded_by_user, picture.nobody_in_it) == (volunteer, True)


def test_what_a_computer_leaves_in_a_zip_is_passed_over(course, volunteer):
    lesson = take(
        a_lesson(
            **{
                "__MACOSX/a-lesson/._lesson.yaml": b"\x00",
                "a-lesson/.DS_Store": b"\x00",
                "a-lesson/pictures/": b"",
            }
        ),
        course,
        volunteer,
    )

    assert lesson.title == "Find the settings"


def test_a_zip_made_on_windows_is_read(course, volunteer):
    packed = a_lesson().read().replace(b"a-lesson/lesson.yaml", b"a-lesson\\lesson.yaml")

    assert take(sent_on(packed), course, volunteer).title == "Find the settings"


# --- What is refused --------------------------------------------------------------------------


def test_photographs_ask_for_the_promise(course, volunteer):
    file = zipped({"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": jpeg()})

    assert faults(file, course, volunteer, promise=False) == [NO_PROMISE]


OUT_OF_THE_FOLDER = ("../x", "/etc/x", "a-lesson/../../x", "a-lesson/pictures/../../x", "C:/x")


@pytest.mark.parametrize("path", OUT_OF_THE_FOLDER)
def test_a_path_out_of_the_folder_is_refused(course, volunteer, path):
    assert faults(a_lesson(**{path: b"x"}), course, volunteer) == [
        f"“{path}” leads out of the lesson's folder. Put the file itself there."
    ]


def test_a_link_to_elsewhere_is_refused(course, volunteer):
    link = zipfile.ZipInfo("a-lesson/pictures/cog.jpg")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a-lesson/lesson.yaml", WITH_PHOTO)
        archive.writestr(link, "/etc/passwd")

    assert faults(sent_on(packed.getvalue()), course, volunteer) == [
        "“a-lesson/pictures/cog.jpg” leads out of the lesson's folder. Put the file itself there."
    ]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"a-lesson/lesson.yaml": YAML, "a-lesson/setup.exe": b"MZ"},
            "“a-lesson/setup.exe” doesn't belong in a lesson. Take it out of the ZIP.",
        ),
        (
            {"a-lesson/lesson.yaml": YAML, "other/x.txt": b"x"},
            "“other/x.txt” doesn't belong in a lesson. Take it out of the ZIP.",
        ),
        ({"lesson.yaml": YAML}, "a-lesson.zip must hold one folder, and lesson.yaml within it."),
        ({}, "a-lesson.zip must hold one folder, and lesson.yaml within it."),
        (
            {"a/lesson.yaml": YAML, "b/lesson.yaml": YAML},
            "a-lesson.zip must hold one folder, and lesson.yaml within it.",
        ),
        (
            {"A Lesson/lesson.yaml": YAML},
            "A Lesson/lesson.yaml: its folder's name may hold only small letters, digits and"
            " hyphens.",
        ),
        (
            {"a-lesson/lesson.yaml": WITH_PHOTO},
            "a-lesson/lesson.yaml, step 1, picture: the picture “pictures/cog.jpg” is missing."
            " Put it into “pictures”, or mend its name.",
        ),
        (
            {"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": b"MZ\x90"},
            "a-lesson/lesson.yaml, step 1, picture: “pictures/cog.jpg” is not a picture we can"
            " read. Save it as JPEG or PNG.",
        ),
        (
            {"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": jpeg()[:2500]},
            "a-lesson/lesson.yaml, step 1, picture: the picture “pictures/cog.jpg” is damaged or"
            " cut short. Save it again as JPEG or PNG.",
        ),
        (
            {"a-lesson/lesson.yaml": YAML.replace("[all]", "[iphon]")},
            "a-lesson/lesson.yaml: “iphon” is not known under “tracks”. Did you mean “iphone”?",
        ),
        (
            {"a-lesson/lesson.yaml": YAML.replace("minutes: 10", "minutes: 90")},
            "a-lesson/lesson.yaml: “minutes”: Ensure this value is less than or equal to 15.",
        ),
        (
            {"a-lesson/lesson.yaml": YAML.replace("Find the settings", "x" * 300)},
            "a-lesson/lesson.yaml: “title”: Ensure this value has at most 255 characters"
            " (it has 300).",
        ),
        (
            {"a-lesson/lesson.yaml": YAML + f"checked: {{all: {{on: 2026-10-01, device: {'x' * 90},"
             " system: a, by: b}}\n"},
            "a-lesson/lesson.yaml, checked on all: “device”: Ensure this value has at most 80"
            " characters (it has 90).",
        ),
        (
            {
                "a-lesson/lesson.yaml": WITH_PHOTO.replace("The grey cog", "x" * 300),
                "a-lesson/pictures/cog.jpg": jpeg(),
            },
            f"a-lesson/lesson.yaml: “alt: {'x' * 40}…” is too long. Make it 120 letters or fewer.",
        ),
        (
            {"a-lesson/lesson.yaml": YAML, f"a-lesson/pictures/{'x' * 300}.jpg": b""},
            f"“{'x' * 40}…” has too long a name. Make it shorter.",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_a_sentence_that_names_the_file_and_the_mend(course, volunteer, files, fault):
    assert faults(zipped(files), course, volunteer)[0] == fault


def with_a_second_picture_that_fails() -> SimpleUploadedFile:
    """Nothing stands against it until it is made smaller: it has 72 million dots."""
    second = WITH_PHOTO.partition("steps:\n")[2].replace("id: open", "id: two")
    return zipped(
        {
            "a-lesson/lesson.yaml": WITH_PHOTO + second.replace("cog.jpg", "huge.png"),
            "a-lesson/pictures/cog.jpg": jpeg(),
            "a-lesson/pictures/huge.png": saved_as("PNG", 9000, 8000),
        }
    )


def test_when_the_second_picture_fails_the_first_is_taken_back(course, volunteer):
    assert faults(with_a_second_picture_that_fails(), course, volunteer) == [
        "huge.png has too many dots. Save it smaller, and choose that."
    ]


def test_a_picture_that_was_here_before_stays_when_an_import_fails(course, volunteer):
    good = {"a-lesson/lesson.yaml": WITH_PHOTO, "a-lesson/pictures/cog.jpg": jpeg()}
    take(zipped(good), course, volunteer)

    assert len(faults(with_a_second_picture_that_fails(), course, volunteer)) == 1
    assert Path(Picture.objects.get().file.path).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"MZ\x90\x00" * 100, jpeg()])
def test_a_file_that_is_no_zip_is_refused(course, volunteer, content):
    assert faults(sent_on(content), course, volunteer) == [
        "a-lesson.zip is not a ZIP file, or is damaged. Export the lesson again."
    ]


def test_a_damaged_or_locked_file_in_the_zip_is_named(course, volunteer):
    damaged = bytearray(zipped({"a-lesson/lesson.yaml": YAML * 3}).read())
    damaged[60:70] = b"\x00" * 10
    locked = bytearray(zipped({"a-lesson/lesson.yaml": YAML}).read())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(signature) + place
        locked[at : at + 2] = struct.pack("<H", 1)

    for content in (damaged, locked):
        assert faults(sent_on(bytes(content)), course, volunteer) == [
            "“a-lesson/lesson.yaml” can't be unpacked. Make the ZIP again, without a password."
        ]


def test_a_zip_that_unfolds_into_far_more_is_refused(course, volunteer):
    bomb = a_lesson(**{"a-lesson/pictures/a.png": b"\x00" * 101_000_000})
    content = bytearray(bomb.read())
    assert len(content) < 200_000
    assert faults(sent_on(bytes(content)), course, volunteer) == [
        "a-lesson.zip unpacks to over 100 MB. Make its pictures smaller."
    ]


def test_a_zip_of_too_many_files_is_refused(course, volunteer):
    many = {f"a-lesson/pictures/{number}.png": b"" for number in range(200)}

    assert faults(a_lesson(**many), course, volunteer) == [
        "a-lesson.zip holds 201 files, and 200 is the most."
    ]


def test_a_zip_of_over_60_mb_is_refused(course, volunteer):
    assert faults(sent_on(b"\x00" * 60_000_001), course, volunteer) == [
        "a-lesson.zip is over 60 MB. Make its pictures smaller."
    ]


def test_a_name_that_stands_twice_is_refused(course, volunteer):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a-lesson/lesson.yaml", YAML)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a-lesson/lesson.yaml", YAML)

    assert faults(sent_on(packed.getvalue()), course, volunteer) == [
        "“a-lesson/lesson.yaml” stands twice in the ZIP. Keep one."
    ]
