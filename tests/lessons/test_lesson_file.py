from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from lessons.files.file_shapes import (
    AnswerFile,
    CheckFile,
    LessonFile,
    PictureFile,
    QuestionFile,
    StepFile,
    VariantFile,
)
from lessons.files.lesson_file import (
    LessonFileError,
    dump_lesson,
    explained_words,
    read_course,
    read_glossary,
    read_lesson,
    read_warnings,
    write_lesson,
)

TODAY = date(2026, 11, 20)

STOP_A_SCAM = """\
title: Stop a scam
can_do: stop a message   # what comes after “You will be able to”
minutes: 10
level: next
to_hand:
  - Your phone
tracks: [iphone, windows]
also_called: [fraud, 7726]
warnings: [remote-access]
checked:
  iphone: {on: 2026-10-01, device: iPad (9th), system: iPadOS 18.6, by: Priya}
steps:
  - id: stop
    title: Stop before you answer
    do: |
      Put your phone down.
      Take one slow breath.

      Wait.
    see: No
    otherwise: "**Back** is there."
    tip: Take your time.
    tags: [link]
    picture:
      alt: A message, marked 1.
      draw: {device: phone, screen: [{status: "10:24"}, {row: Wi-Fi, switch: off, mark: 1}]}
    on:
      windows:
        do: Take your hand off the mouse.
        picture: {alt: An email., file: pictures/email.jpg}
  - id: breathe
    title: Breathe
    do: Breathe out.
    words_only: There is nothing to see.
    only_on: [iphone]
    practice: tap
  - id: ring
    title: Ring us
    do: Ring us.
questions:
  - ask: Is it safe?
    answers:
      - say: Yes
      - {say: No, right: true}
    because: It may be a trick.
"""


@pytest.fixture
def folder(tmp_path):
    """A lesson's folder with its picture; `yaml_in` writes its words."""
    folder = tmp_path / "stop-a-scam"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "email.jpg").write_bytes(a_jpeg())
    return yaml_in(folder, STOP_A_SCAM)


def yaml_in(folder, text):
    (folder / "lesson.yaml").write_text(text, encoding="utf-8")
    return folder


def a_jpeg(*, size=(64, 64)):
    written = BytesIO()
    Image.effect_noise(size, 80).save(written, "JPEG")
    return written.getvalue()


def faults_of(folder):
    with pytest.raises(LessonFileError) as raised:
        read_lesson(folder, today=TODAY)
    return raised.value.faults


def fault_after(folder, old, new):
    """The one fault of the lesson once this part of its words is changed."""
    assert STOP_A_SCAM.count(old) == 1
    (fault,) = faults_of(yaml_in(folder, STOP_A_SCAM.replace(old, new)))
    return fault


# Reading


def test_a_lesson_is_read_as_it_is_written(folder):
    assert read_lesson(folder, today=TODAY) == LessonFile(
        slug="stop-a-scam",
        title="Stop a scam",
        can_do="stop a message",
        minutes=10,
        level="next",
        to_hand=("Your phone",),
        tracks=("iphone", "windows"),
        also_called=("fraud", "7726"),
        warnings=("remote-access",),
        checked={
            "iphone": CheckFile(
                on=date(2026, 10, 1),
                device="iPad (9th)",
                system="iPadOS 18.6",
                by="Priya",
            )
        },
        steps=(
            StepFile(
                id="stop",
                title="Stop before you answer",
                do="Put your phone down. Take one slow breath.\n\nWait.",
                see="No",
                otherwise="**Back** is there.",
                tip="Take your time.",
                tags=("link",),
                picture=PictureFile(
                    alt="A message, marked 1.",
                    draw={
                        "device": "phone",
                        "screen": [
                            {"status": "10:24"},
                            {"row": "Wi-Fi", "switch": "off", "mark": 1},
                        ],
                    },
                ),
                on={
                    "windows": VariantFile(
                        do="Take your hand off the mouse.",
                        picture=PictureFile(alt="An email.", file="pictures/email.jpg"),
                    )
                },
            ),
            StepFile(
                id="breathe",
                title="Breathe",
                do="Breathe out.",
                words_only="There is nothing to see.",
                only_on=("iphone",),
                practice="tap",
            ),
            StepFile(id="ring", title="Ring us", do="Ring us."),
        ),
        questions=(
            QuestionFile(
                ask="Is it safe?",
                answers=(AnswerFile(say="Yes"), AnswerFile(say="No", right=True)),
                because="It may be a trick.",
            ),
        ),
    )


def test_what_is_left_out_is_empty_and_the_level_is_the_first(folder):
    lesson = read_lesson(
        yaml_in(folder, "{title: A, can_do: b, minutes: 5, tracks: [all], steps: []}")
    )
    assert (lesson.level, lesson.to_hand, lesson.checked, lesson.questions) == ("first", (), {}, ())


@pytest.mark.parametrize("word", ["no", "Yes", "off", "On", "10:24", "07700", "1e3", "2026-10-01"])
def test_a_word_stays_a_word(folder, word):
    text = STOP_A_SCAM.replace("see: No", f"see: {word}")
    assert read_lesson(yaml_in(folder, text), today=TODAY).steps[0].see == word


def test_an_outline_shows_one_device_only(folder):
    lesson = read_lesson(folder, today=TODAY)
    iphone, windows = lesson.outline("iphone"), lesson.outline("windows")

    assert [(s.number, s.title) for s in iphone.steps] == [
        (1, "Stop before you answer"),
        (2, "Breathe"),
        (3, "Ring us"),
    ]
    assert [(s.number, s.title) for s in windows.steps] == [
        (1, "Stop before you answer"),
        (2, "Ring us"),
    ]
    assert iphone.steps[0].action == "Put your phone down. Take one slow breath.\n\nWait."
    assert windows.steps[0].action == "Take your hand off the mouse."
    assert (iphone.steps[0].alt, windows.steps[0].alt) == ("A message, marked 1.", "An email.")
    assert windows.steps[0].see == iphone.steps[0].see == "No"
    assert windows.steps[0].tags == {"link"}
    assert (iphone.steps[1].alt, iphone.steps[1].words_only_because) == (
        None,
        "There is nothing to see.",
    )
    assert [answer.is_right for answer in windows.questions[0].answers] == [False, True]
    assert (windows.track, windows.minutes, windows.to_hand) == ("windows", 10, ("Your phone",))


# Writing


def test_a_lesson_written_and_read_again_is_the_same(folder, tmp_path):
    lesson = read_lesson(folder, today=TODAY)
    elsewhere = tmp_path / "elsewhere" / "stop-a-scam"

    write_lesson(lesson, elsewhere)

    assert read_lesson(elsewhere, today=TODAY) == lesson
    assert (elsewhere / "pictures" / "email.jpg").read_bytes() == (
        folder / "pictures" / "email.jpg"
    ).read_bytes()


def test_a_lesson_is_written_back_into_its_own_folder(folder):
    lesson = read_lesson(folder, today=TODAY)
    write_lesson(lesson, folder)
    assert read_lesson(folder, today=TODAY) == lesson


@pytest.mark.parametrize(
    "text",
    [
        "**Settings** is bold.",
        "A colon: and a # sign.",
        "- a dash",
        "null",
        "true",
        "18.60",
        "007",
        "“Quoted” and 'single' and \"double\".",
        "A smile 🙂 and an accent é.",
        "Long " * 60 + "end.",
        "**Bold words that** " * 20 + "end.",
        "# not a comment " * 12 + "end.",
        "One paragraph.\n\nAnother.",
        "One paragraph.\n\n" + "Another " * 30 + "end.",
    ],
)
def test_any_text_survives_being_written(folder, text):
    lesson = LessonFile(
        slug="stop-a-scam",
        title="Stop",
        can_do="stop",
        minutes=5,
        tracks=("all",),
        steps=(StepFile(id="stop", title="Stop", do=text),),
    )
    write_lesson(lesson, folder)
    assert read_lesson(folder).steps[0].do == text


def test_a_drawing_used_twice_is_written_out_twice(folder):
    drawing = {"device": "phone", "screen": [{"bar": "Messages"}, {"row": "Wi-Fi", "mark": 1}]}
    steps = tuple(
        StepFile(id=name, title=name, do="Look.", picture=PictureFile(alt="A row.", draw=drawing))
        for name in ("one", "two")
    )
    lesson = LessonFile(
        slug="stop-a-scam", title="A", can_do="b", minutes=5, tracks=("all",), steps=steps
    )
    write_lesson(lesson, folder)
    assert read_lesson(folder) == lesson


def test_a_written_file_reads_like_the_how_to(folder):
    written = dump_lesson(read_lesson(folder, today=TODAY))
    assert written.startswith(
        "title: Stop a scam\n"
        "can_do: stop a message\n"
        "minutes: 10\n"
        "level: next\n"
        "to_hand:\n"
        "  - Your phone\n"
        "tracks: [iphone, windows]\n"
        'also_called: [fraud, "7726"]\n'.replace('"', "'")
        + "warnings: [remote-access]\n"
        "checked:\n"
        "  iphone: {on: 2026-10-01, device: iPad (9th), system: iPadOS 18.6, by: Priya}\n"
        "steps:\n"
        "  - id: stop\n"
        "    title: Stop before you answer\n"
        "    do: |\n"
        "      Put your phone down. Take one slow breath.\n"
        "\n"
        "      Wait.\n"
        "    see: No\n"
    )
    assert "    on:\n      windows:\n        do: Take your hand off the mouse.\n" in written
    assert "      - say: No\n        right: true\n" in written


# Faults


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: Stop a scam\n", "", ": “title” is missing. Add it."),
        ("title: Stop a scam", "title: ''", ": “title” is missing. Add it."),
        ("title: Stop a scam", "title: [a]",
         ": “title” must be words. Put quotation marks round them."),
        ("title: Stop a scam", "title: 1.50",
         ": “title” must be words. Put quotation marks round them."),
        ("minutes: 10", "minutes: soon",
         ": “minutes” must be a whole number, 1 or more, and not “soon”."),
        ("minutes: 10", "minutes: true",
         ": “minutes” must be a whole number, 1 or more, and not “True”."),
        ("minutes: 10\n", "", ": “minutes” is missing. Add it."),
        ("level: next", "level: nxt", ": “nxt” is not a known level. Did you mean “next”?"),
        ("can_do: stop", "can_du: x\ncan_do: stop",
         ": “can_du” is not a known name. Did you mean “can_do”?"),
        ("also_called: [fraud, 7726]", "also_called: fraud",
         ": “also_called” must be a list. Begin each part of it with “- ”."),
        ("tracks: [iphone, windows]", "tracks: [iphone, windows, andriod]",
         ": “andriod” is not known under “tracks”. Did you mean “android”?"),
        ("tracks: [iphone, windows]", "tracks: [iphone, windows, all]",
         ": “all” stands alone under “tracks”. Take it out, or the others."),
        ("tracks: [iphone, windows]", "tracks: [iphone, windows, iphone]",
         ": “iphone” stands twice under “tracks”. Keep one."),
        ("tracks: [iphone, windows]\n", "",
         ": “tracks” is missing. Add it: [all], or the devices."),
        ("on: 2026-10-01", "on: 1 October",
         ", checked on iphone: “on: 1 October” is not a date. Write it as 2026-10-01."),
        ("on: 2026-10-01", "on: 2026-11-21",
         ", checked on iphone: the check on 2026-11-21 has not happened yet. "
         "Mend the date, or leave it out."),
        (", by: Priya", "", ", checked on iphone: “by” is missing. Add it."),
        ("id: breathe", "id: stop", ", step 2: “id: stop” is that of step 1. Give it its own."),
        ("id: breathe", "id: Breathe Out",
         ", step 2: “id: Breathe Out” may hold only small letters, digits and hyphens."),
        ("tags: [link]", "tags: [links]",
         ", step 1: “links” is not known under “tags”. Did you mean “link”?"),
        ("practice: tap", "practice: tpa",
         ", step 2: “tpa” is not a known practice. Did you mean “tap”?"),
        ("only_on: [iphone]", "only_on: [android]",
         ", step 2: “android” is not known under “only_on”. Use one of: iphone, windows."),
        ("    tags: [link]", "    tags: [link]\n    only_on: [iphone]",
         ", step 1: “windows” stands under “on” and not in “only_on”. Mend one of the two."),
        ("      windows:\n", "      android:\n",
         ", step 1: “android” is not known under “on”. Use one of: iphone, windows."),
        ("        do: Take", "        du: Take",
         ", step 1, windows: “du” is not a known name. Did you mean “do”?"),
        ("    see: No", "    see: No\n    words_only: Nothing.",
         ", step 1: has both “picture” and “words_only”. Keep one of the two."),
        (", file: pictures/email.jpg", "",
         ", step 1, windows, picture: give it either “draw” or “file”, one of the two."),
        ("alt: An email., ", "", ", step 1, windows, picture: “alt” is missing. Add it."),
        ("draw: {device: phone, screen: [{status: \"10:24\"}, {row: Wi-Fi, switch: off, mark: 1}]}",
         "draw: phone",
         ", step 1, picture: “draw” must hold names and values, each on its own line."),
        ("  - id: ring\n    title: Ring us\n    do: Ring us.\n", "  - Ring us.\n",
         ", step 3: write it as names and values, such as “id: …”."),
        ("      - say: Yes\n", "      - {say: Yes, right: true}\n",
         ", question 1: 2 answers are marked right. Mark one."),
        ("      - say: Yes\n", "      - {say: Yes, right: 1}\n",
         ", question 1, answer 1: “right” must be true, or left out."),
        ("ask: Is it safe?", "ask:", ", question 1: “ask” is missing. Add it."),
    ],
)  # fmt: skip
def test_a_fault_names_the_file_the_place_and_the_mend(folder, old, new, fault):
    assert fault_after(folder, old, new) == f"stop-a-scam/lesson.yaml{fault}"


def test_all_faults_of_a_file_are_told_together(folder):
    text = STOP_A_SCAM.replace("title: Stop a scam\n", "").replace("tags: [link]", "tags: [x]")
    with pytest.raises(LessonFileError) as raised:
        read_lesson(yaml_in(folder, text), today=TODAY)

    assert raised.value.faults == [
        "stop-a-scam/lesson.yaml: “title” is missing. Add it.",
        "stop-a-scam/lesson.yaml, step 1: “x” is not known under “tags”. "
        "Use one of: money, password, code, link, remote-access.",
    ]
    assert str(raised.value) == "\n".join(raised.value.faults)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: **Stop**", "line 1: a text that begins with * needs quotation marks round it."),
        ("title: A\ncan_do: b: c", "line 2: a text with a colon in it needs quotation marks"),
        ("title: A\ntitle: B", "line 2: “title” stands twice. Keep one of the two."),
        ("title: &a B\ncan_do: *a", "line 2: “*” stands for words written elsewhere."),
        ("title: [A", "line 1: cannot be read as YAML"),
        ("title: !!python/name:os.system A", "line 1: cannot be read as YAML"),
        ("title: \x07", "cannot be read as YAML (a character that is not text)"),
        ("[" * 5000, "holds lists within lists, too deep to read."),
        ("title: A\n---\ntitle: B", "line 2: cannot be read as YAML"),
        ("", "write it as names and values, such as “title: …”."),
        ("- title", "write it as names and values, such as “title: …”."),
        ("title: A\n" + "#" * 1_000_000, "is over 1 MB. Keep pictures in files of their own."),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_its_line(folder, text, fault):
    first = faults_of(yaml_in(folder, text))[0]
    assert first.startswith(f"stop-a-scam/lesson.yaml: {fault}")


def test_aliases_cannot_unfold_without_end(folder):
    doubled = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    (fault,) = faults_of(yaml_in(folder, "a0: &a0 [x]\n" + doubled))
    assert "“*” stands for words written elsewhere" in fault


def test_a_missing_file_and_one_of_another_encoding_are_told(folder):
    (folder / "lesson.yaml").write_bytes("title: café".encode("latin-1"))
    assert faults_of(folder) == ["stop-a-scam/lesson.yaml: is not plain text. Save it as UTF-8."]
    (folder / "lesson.yaml").unlink()
    assert faults_of(folder) == ["stop-a-scam/lesson.yaml: is missing. Add it."]


def test_the_folder_name_is_an_address(tmp_path):
    folder = tmp_path / "Stop a scam"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "email.jpg").write_bytes(a_jpeg())
    assert faults_of(yaml_in(folder, STOP_A_SCAM)) == [
        "Stop a scam/lesson.yaml: its folder's name may hold only small letters, "
        "digits and hyphens."
    ]


# Pictures


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"MZ" + bytes(200), "is not a picture we can read. Save it as JPEG or PNG."),
        (b"", "is not a picture we can read. Save it as JPEG or PNG."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture we can read."),
        (a_jpeg()[:-400], "is damaged or cut short. Save it again as JPEG or PNG."),
        (bytes(10_000_001), "is over 10 MB. Make it smaller."),
    ],
)
def test_a_picture_is_judged_by_its_content(folder, content, fault):
    (folder / "pictures" / "email.jpg").write_bytes(content)
    (told,) = faults_of(folder)
    assert told.startswith("stop-a-scam/lesson.yaml, step 1, windows, picture: ")
    assert "“pictures/email.jpg” " + fault in told


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_that_unfolds_into_too_many_points_is_refused(folder):
    Image.new("1", (12_000, 12_000)).save(folder / "pictures" / "email.jpg", "PNG")
    (told,) = faults_of(folder)
    assert "has too many points. Make it smaller." in told


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_pictures_of_four_kinds_are_taken(folder, kind):
    Image.new("RGB", (64, 64)).save(folder / "pictures" / "email.jpg", kind)
    assert read_lesson(folder, today=TODAY).steps[0].on["windows"].picture.file


def test_a_missing_picture_is_told(folder):
    (folder / "pictures" / "email.jpg").unlink()
    assert faults_of(folder) == [
        "stop-a-scam/lesson.yaml, step 1, windows, picture: the picture “pictures/email.jpg” "
        "is missing. Put it into “pictures”, or mend its name."
    ]


@pytest.mark.parametrize(
    "name",
    ["../secret.jpg", "pictures/../../secret.jpg", "/etc/passwd", "email.jpg", r'"pictures/a\0b"'],
)
def test_a_picture_name_cannot_leave_the_folder(folder, name):
    (folder.parent / "secret.jpg").write_bytes(a_jpeg())
    assert "must name a file in “pictures”" in fault_after(folder, "pictures/email.jpg", name)


def test_a_picture_that_is_a_link_to_elsewhere_is_refused(folder):
    (folder.parent / "secret.jpg").write_bytes(a_jpeg())
    (folder / "pictures" / "email.jpg").unlink()
    (folder / "pictures" / "email.jpg").symlink_to(folder.parent / "secret.jpg")
    (told,) = faults_of(folder)
    assert "“pictures/email.jpg” leads out of the lesson's folder." in told


@pytest.mark.parametrize(
    "element", ["{rowe: Wi-Fi}", "Wi-Fi", "{row: Wi-Fi, colour: red}", "{button: [a]}"]
)
def test_what_the_picture_kit_cannot_draw_is_told_with_its_place(folder, element):
    told = fault_after(folder, "{row: Wi-Fi, switch: off, mark: 1}", element)
    assert told.startswith("stop-a-scam/lesson.yaml, step 1, picture: ")


def test_an_empty_drawing_is_refused(folder):
    drawing = '{device: phone, screen: [{status: "10:24"}, {row: Wi-Fi, switch: off, mark: 1}]}'
    assert "step 1, picture: " in fault_after(folder, drawing, "{}")


# Courses, the glossary, the warnings


def test_a_course_names_its_lessons_in_order(folder):
    course = folder.parent / "staying-safe"
    course.mkdir()
    folder.rename(course / "stop-a-scam")
    (course / "course.yaml").write_text("title: Safe\nsummary: Stay.\nlessons: [stop-a-scam]\n")

    read = read_course(course)

    assert (read.slug, read.title, read.summary, read.lessons) == (
        "staying-safe",
        "Safe",
        "Stay.",
        ("stop-a-scam",),
    )


def test_a_course_with_a_lesson_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "course.yaml").write_text("title: Safe\nlessons: [gone, ../x, ../x]\n")
    with pytest.raises(LessonFileError) as raised:
        read_course(tmp_path / "safe")
    assert raised.value.faults == [
        "safe/course.yaml: the lesson “gone” has no gone/lesson.yaml. Add it, or mend its name.",
        "safe/course.yaml: the lesson “../x” has no ../x/lesson.yaml. Add it, or mend its name.",
        "safe/course.yaml: the lesson “../x” has no ../x/lesson.yaml. Add it, or mend its name.",
        "safe/course.yaml: the lesson “../x” stands twice. Keep one, or rename the other.",
    ]


def test_a_glossary_gives_its_words_in_all_their_forms(tmp_path):
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "- {word: Wi-Fi, meaning: The internet in your home., search: [wifi]}\n"
        "- word: browser\n  also: [browsers]\n  meaning: An app.\n"
    )
    terms = read_glossary(path)

    assert [term.word for term in terms] == ["Wi-Fi", "browser"]
    assert terms[0].search == ("wifi",)
    assert explained_words(terms) == {"wi-fi", "browser", "browsers"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- word: app", "glossary.yaml, word 1: “meaning” is missing. Add it."),
        ("word: app", "glossary.yaml: “word” must be a list. Begin each part of it with “- ”."),
        (
            "- {word: app, meaning: A.}\n- {word: App, meaning: B.}",
            "glossary.yaml: the word “app” stands twice. Keep one, or rename the other.",
        ),
    ],
)
def test_a_faulty_glossary_is_refused(tmp_path, text, fault):
    path = tmp_path / "glossary.yaml"
    path.write_text(text)
    with pytest.raises(LessonFileError) as raised:
        read_glossary(path)
    assert raised.value.faults == [fault]


def test_warnings_are_read_and_their_tags_checked(tmp_path):
    path = tmp_path / "warnings.yaml"
    path.write_text("- {name: money, title: Stop, text: Never pay., tag: money}\n")
    (warning,) = read_warnings(path)
    assert (warning.name, warning.title, warning.text, warning.tag) == (
        "money",
        "Stop",
        "Never pay.",
        "money",
    )

    path.write_text("- {name: money, title: Stop, text: Never pay., tag: mony}\n")
    with pytest.raises(LessonFileError, match="Did you mean “money”"):
        read_warnings(path)
