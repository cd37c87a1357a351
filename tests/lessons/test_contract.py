from dataclasses import replace

import pytest

from lessons.contract import Severity, check_lesson, errors
from lessons.outline import AnswerOutline, LessonOutline, QuestionOutline, StepOutline

ERROR, WARNING = Severity.ERROR, Severity.WARNING

NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven"),
)


def a_step(number=1, **changes):
    return StepOutline(
        **{
            "number": number,
            "title": f"Open page {NUMBER_WORDS[number - 1]}",
            "action": "Tap the grey cog. It says **Settings**.",
            "see": "A list opens.",
            "otherwise": "Tap the back arrow to go back.",
            "alt": "The grey cog, marked 1.",
            **changes,
        }
    )


def a_question(*, right=(False, True), **changes):
    answers = tuple(
        AnswerOutline(text=f"Answer {NUMBER_WORDS[n]}", is_right=is_right)
        for n, is_right in enumerate(right)
    )
    return QuestionOutline(
        **{
            "ask": "What do you do first?",
            "answers": answers,
            "because": "It is safe.",
            **changes,
        }
    )


def a_lesson(*, first_step=None, **changes):
    """A lesson with nothing against it, unless changed; `first_step`: changes to step 1."""
    steps = tuple(a_step(number) for number in range(1, 7))
    return LessonOutline(
        **{
            "title": "Find the list",
            "can_do": "find the list",
            "minutes": 10,
            "to_hand": ("Your phone",),
            "track": "iphone",
            "steps": (replace(steps[0], **(first_step or {})), *steps[1:]),
            "questions": (a_question(), a_question()),
            **changes,
        }
    )


def found(lesson, *, explained=()):
    findings = check_lesson(lesson, explained=frozenset(explained))
    return [(finding.rule, finding.severity) for finding in findings]


def test_a_good_lesson_has_no_findings():
    assert check_lesson(a_lesson(), explained=frozenset()) == []


def test_a_finding_says_what_is_wrong_where_and_the_mend():
    (finding,) = check_lesson(a_lesson(first_step={"alt": None}), explained=frozenset())

    assert finding.message == (
        "Step 1 has no picture. Add one, or mark the step as words only and say why."
    )
    assert (finding.rule, finding.severity, finding.step) == ("I1", ERROR, 1)


def test_a_finding_names_the_text_it_is_about():
    (finding,) = check_lesson(
        a_lesson(first_step={"see": "It is simply there."}), explained=frozenset()
    )

    assert (finding.step, finding.where) == (1, "what you should now see")
    assert finding.message == (
        "Step 1 (what you should now see) uses “simply”. Leave the word out."
    )


def test_findings_come_in_reading_order():
    steps = [a_step(number) for number in range(1, 7)]
    steps[1] = a_step(2, see="", alt=None)
    steps[4] = a_step(5, title="")
    lesson = a_lesson(can_do="", steps=tuple(steps), questions=(a_question(), a_question(ask="")))

    findings = check_lesson(lesson, explained=frozenset())

    assert [(finding.step, finding.rule) for finding in findings] == [
        (None, "P8"),
        (2, "P1"),
        (2, "I1"),
        (5, "P1"),
        (None, "P8"),
    ]


def test_errors_leaves_the_warnings_out():
    lesson = a_lesson(first_step={"see": "", "tip": "Wait!"})
    findings = check_lesson(lesson, explained=frozenset())

    assert [finding.severity for finding in findings] == [ERROR, WARNING]
    assert errors(findings) == findings[:1]


# P1, P8: the parts of a lesson


@pytest.mark.parametrize(
    ("many", "expected"),
    [
        (0, [("P1", ERROR)]),
        (1, [("P1", WARNING)]),
        (5, [("P1", WARNING)]),
        (6, []),
        (10, []),
        (11, [("P1", ERROR)]),
    ],
)
def test_a_lesson_has_six_to_ten_steps(many, expected):
    steps = tuple(a_step(number) for number in range(1, many + 1))
    assert found(a_lesson(steps=steps)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, [("P8", ERROR)]),
        ({"can_do": ""}, [("P8", ERROR)]),
        ({"to_hand": ()}, [("P8", ERROR)]),
        ({"to_hand": ("",)}, [("P8", ERROR)]),
        ({"minutes": 0}, [("P8", ERROR)]),
        ({"minutes": 1}, []),
        ({"minutes": 15}, []),
        ({"minutes": 16}, [("P8", ERROR)]),
        ({"questions": (a_question(),)}, [("P8", ERROR)]),
        ({"questions": (a_question(),) * 3}, []),
        ({"questions": (a_question(),) * 4}, [("P8", ERROR)]),
    ],
)
def test_the_first_page_and_the_questions_are_complete(changes, expected):
    assert found(a_lesson(**changes)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (a_question(right=(True,)), [("P8", ERROR)]),
        (a_question(right=(True, False, False, False)), []),
        (a_question(right=(True, False, False, False, False)), [("P8", ERROR)]),
        (a_question(right=(False, False)), [("P8", ERROR)]),
        (a_question(right=(True, True)), [("P8", ERROR)]),
        (a_question(ask=""), [("P8", ERROR)]),
        (a_question(because=""), [("P8", ERROR)]),
        (a_question(because="It is easy."), [("W4", ERROR)]),
        (
            a_question(
                answers=(
                    AnswerOutline(text="", is_right=False),
                    AnswerOutline(text="Stop", is_right=True),
                )
            ),
            [("P8", ERROR)],
        ),
    ],
)
def test_a_question_has_two_to_four_answers_one_right_and_a_reason(question, expected):
    assert found(a_lesson(questions=(a_question(), question))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, [("P1", ERROR)]),
        ({"title": "Open the list " * 4 + "now"}, []),  # 59 letters and spaces
        ({"title": "Open the list " * 4 + "again"}, [("P1", ERROR)]),  # 61
        ({"action": ""}, [("P1", ERROR)]),
        ({"action": "Look. Wait. Look again."}, []),
        ({"action": "Look. Wait. Look again. Wait."}, [("P1", ERROR)]),
        ({"see": ""}, [("P1", ERROR)]),
        ({"otherwise": "\n"}, [("P1", ERROR)]),
        ({"tip": ""}, []),
        ({"title": "open  page TWO"}, [("W8", ERROR)]),
    ],
)
def test_a_step_has_its_parts(changes, expected):
    assert found(a_lesson(first_step=changes)) == expected


def test_a_repeated_title_names_the_step_that_had_it_first():
    steps = [a_step(number) for number in range(1, 7)]
    steps[3] = a_step(4, title="Open **page two**")
    (finding,) = check_lesson(a_lesson(steps=tuple(steps)), explained=frozenset())

    assert finding.message.startswith("Step 4 (title) is the same as that of step 2.")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Tap the cog. Slide the list up.", []),
        ("Press and hold the key. Count to two. Let go.", []),
        ("Put your finger on the list. Slide it up. Lift it off.", []),
        ("Tap the cog, then lift your finger off.", []),
        ("The tap is dry. A tap drips, and taps leak.", []),
        ("Tap the cog, tap the name and type your own.", [("P1", WARNING)]),
        ("Tap the cog, then tap the name.", [("P1", WARNING)]),
        ("Tap the cog. Then open the list.", [("P1", WARNING)]),
        ("Wait until then.", []),
    ],
)
def test_a_step_asks_for_one_action(action, expected):
    assert found(a_lesson(first_step={"action": action})) == expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Go to www.nhs.uk now.", [("W8", WARNING)]),
        ("Go to gov.uk/help now.", [("W8", WARNING)]),
        ("Find GOV.UK on the list.", []),
        ("Enter **nhs.uk** in the long box.", []),
        ("Send it to report@phishing.gov.uk today.", []),
    ],
)
def test_a_web_address_goes_on_its_own_row(action, expected):
    assert found(a_lesson(first_step={"action": action})) == expected


# I1: pictures


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("The grey cog, marked 1.", []),
        ("  ", [("I1", ERROR)]),
        ("x" * 120, []),
        ("x" * 121, [("I1", ERROR)]),
        ("IMG_0042", [("I1", ERROR)]),
        ("grey-cog.jpg", [("I1", ERROR)]),
        ("Image of a cog", [("I1", ERROR)]),
        ("A picture of a cog", [("I1", ERROR)]),
        ("photo of a cog", [("I1", ERROR)]),
        ("Screenshot", [("I1", ERROR)]),
        ("A picture frame on the wall", []),
        ("The obvious cog", [("W4", ERROR)]),
        ("A mouse on a mat", [("W3", WARNING)]),
    ],
)
def test_a_picture_is_described(alt, expected):
    assert found(a_lesson(first_step={"alt": alt}), explained={"screenshot"}) == expected


def test_a_step_without_a_picture_gives_the_reason():
    lesson = a_lesson(first_step={"alt": None, "words_only_because": "There is nothing to see."})
    assert found(lesson) == []


# W1, W2: length and ease


@pytest.mark.parametrize(
    ("many", "expected"),
    [(15, []), (16, [("W1", WARNING)]), (20, [("W1", WARNING)]), (21, [("W1", ERROR)])],
)
def test_a_sentence_in_a_step_has_fifteen_words(many, expected):
    assert found(a_lesson(first_step={"see": "look " * many})) == expected


@pytest.mark.parametrize(("many", "expected"), [(20, []), (21, [("W1", ERROR)])])
def test_a_sentence_outside_the_steps_has_twenty_words(many, expected):
    question = a_question(because="look " * many)
    assert found(a_lesson(questions=(a_question(), question))) == expected


@pytest.mark.parametrize(
    ("see", "expected"),
    [
        ("Look here.", []),
        ("Several different telephones everywhere. " * 13, [("W2", WARNING)]),
        ("Several different telephones everywhere. " * 26, [("W2", ERROR)]),
    ],
)
def test_the_whole_lesson_is_easy_to_read(see, expected):
    assert found(a_lesson(first_step={"see": see})) == expected


# W3, W4, W6, T8: the choice of words


@pytest.mark.parametrize(
    ("track", "see", "expected"),
    [
        ("windows", "You can tap it.", [("W3", WARNING)]),
        ("windows", "You can click it.", []),
        ("windows", "It says **Tap to pay** and “tap me”.", []),
        ("iphone", "You can click it.", [("W3", WARNING)]),
        ("android", "The mouse is there.", [("W3", WARNING)]),
        ("android", "You can tap it.", []),
        ("all", "You can tap it. You can click it.", []),
    ],
)
def test_the_finger_words_are_those_of_the_device(track, see, expected):
    steps = tuple(a_step(n, action="Look at the cog.", otherwise="Wait.") for n in range(1, 7))
    lesson = a_lesson(track=track, steps=(replace(steps[0], see=see), *steps[1:]))
    assert found(lesson) == expected


def test_the_questions_are_shared_by_all_devices_and_may_say_tap():
    steps = tuple(a_step(n, action="Look.", otherwise="Wait.") for n in range(1, 7))
    question = a_question(ask="Do you tap it?")
    assert found(a_lesson(track="windows", steps=steps, questions=(question, question))) == []


@pytest.mark.parametrize(
    "words",
    [
        "Click here",
        "Read more",
        "Simply",
        "just",
        "easy",
        "easily",
        "obviously",
        "navigate",
        "navigating",
        "toggle",
        "interface",
        "hamburger",
        "dropdown",
        "drop-down",
        "authenticate",
        "credentials",
        "tap/click",
        "and/or",
        "tap or click",
    ],
)
def test_banned_words_are_errors(words):
    findings = found(a_lesson(track="all", first_step={"see": f"It is {words} now."}))
    assert findings == [("W4", ERROR)]


@pytest.mark.parametrize(
    "see",
    [
        "It is easier now.",
        "Justice is adjusted.",
        "A simple uneasy clown.",
        "It says **Just once** and “Navigate”.",
        "We are there 24/7.",
    ],
)
def test_words_that_only_look_banned_pass(see):
    assert found(a_lesson(first_step={"see": see})) == []


def test_icon_is_banned_until_the_glossary_explains_it():
    lesson = a_lesson(first_step={"see": "The icon is blue."})
    assert ("W4", ERROR) in found(lesson)
    assert found(lesson, explained={"icon"}) == []


@pytest.mark.parametrize("words", ["please", "sorry", "invalid", "failed", "e.g.", "etc."])
def test_unwelcome_words_are_warnings(words):
    assert found(a_lesson(first_step={"see": f"It is {words} now."})) == [("W4", WARNING)]


def test_a_jargon_word_without_an_entry_is_told_once():
    lesson = a_lesson(first_step={"see": "The router is on.", "tip": "Routers blink."})
    (finding,) = check_lesson(lesson, explained=frozenset())

    assert (finding.rule, finding.severity) == ("W6", WARNING)
    assert finding.message == (
        "Step 1 (what you should now see) uses “router”, "
        "which has no entry under Words explained. Add one there."
    )


@pytest.mark.parametrize(
    ("see", "explained"),
    [
        ("The routers are on.", {"router"}),
        ("The router is on.", {"routers"}),
        ("Wi-Fi is on.", {"wi-fi"}),
        ("It says **Bluetooth**.", set()),
        ("A password manager opens.", {"password manager"}),
        ("The database is happy.", set()),
    ],
)
def test_an_explained_word_or_one_on_the_screen_passes(see, explained):
    assert found(a_lesson(first_step={"see": see}), explained=explained) == []


@pytest.mark.parametrize(
    ("see", "expected"),
    [
        ("It is NEVER shut.", [("T8", WARNING)]),
        ("The BBC and HMRC write.", []),
        ("Find GOV.UK there.", []),
        ("It says **OPEN** and “NEVER”.", []),
        ("It works!", [("T8", WARNING)]),
        ("It says “You won!” in red.", []),
    ],
)
def test_nobody_shouts(see, expected):
    assert found(a_lesson(first_step={"see": see})) == expected


# S-tag: a risky step carries its tag

EXPLAINED = {"password", "passcode", "pin", "link", "qr code", "account", "settings", "app"}


@pytest.mark.parametrize(
    ("action", "tag"),
    [
        ("Enter your PIN.", "password"),
        ("Enter your password.", "password"),
        ("Enter the passcode.", "password"),
        ("Ring your bank on 159.", "money"),
        ("Enter the card number.", "money"),
        ("Enter the sort code.", "money"),
        ("It says **Pay**.", "money"),
        ("It costs £5.", "money"),
        ("Look at the payment.", "money"),
        ("Wait for the code.", "code"),
        ("Look at the link in the text.", "link"),
        ("Do you share your screen?", "remote-access"),
        ("Never let a caller take control.", "remote-access"),
        ("The man wants to see your screen.", "remote-access"),
    ],
)
def test_a_risky_step_carries_its_tag(action, tag):
    untagged = a_lesson(first_step={"action": action})
    tagged = a_lesson(first_step={"action": action, "tags": frozenset({tag})})

    assert found(untagged, explained=EXPLAINED) == [("S-tag", ERROR)]
    assert found(tagged, explained=EXPLAINED) == []


@pytest.mark.parametrize(
    "action",
    [
        "Scan the QR code.",
        "Enter your postcode.",
        "Enter the area code.",
        "Tap the row with the link.",
        "Look at the text size. The link is blue.",
        "Wait until the bank holiday.",
        "Look for the food bank.",
        "Pay attention to the pin on the map.",
        "Pick up the TV remote control.",
        "Open your email account.",
    ],
)
def test_a_word_that_only_looks_risky_needs_no_tag(action):
    assert found(a_lesson(first_step={"action": action}), explained=EXPLAINED) == []


def test_the_title_and_the_tip_count_and_the_tag_is_named_as_the_editor_names_it():
    steps = [a_step(number) for number in range(1, 7)]
    steps[2] = a_step(3, title="Change your password", tags=frozenset({"money"}))
    (finding,) = check_lesson(a_lesson(steps=tuple(steps)), explained=frozenset(EXPLAINED))

    assert finding.message == (
        "Step 3 speaks of a password or PIN and carries no safety tag for it. "
        "Tick **Password or PIN**, so that its warning is shown first."
    )
    assert found(a_lesson(first_step={"tip": "A bank waits."})) == [("S-tag", ERROR)]
