"""What a lesson must hold before it may be published: the step contract, checked by program.

The rules are those of the accessibility standard (P1, P8, T8, W1 to W8, I1); `S-tag` asks
that a risky step carries its safety tag. An ERROR stops publishing; a WARNING asks for a
second look. What a program cannot see (is it true? is it kind?) stays with the reviewer.
"""

import re
from collections.abc import Iterator

from lessons.contract import wording
from lessons.contract.finding import Finding, Place, Severity, errors
from lessons.contract.plain_words import PlainWords
from lessons.contract.readability import lix, long_words, plain, sentences
from lessons.outline import LessonOutline, QuestionOutline, StepOutline

__all__ = ["Finding", "Severity", "check_lesson", "errors"]

FEWEST_STEPS, MOST_STEPS = 6, 10
MOST_SENTENCES = 3  # in what to do
MOST_FINGER_VERBS = 2
MOST_TITLE_LETTERS = 60
MOST_ALT_LETTERS = 120
MOST_MINUTES = 15
QUESTIONS, ANSWERS = range(2, 4), range(2, 5)
LIX_AIM, LIX_LIMIT = 30, 40


def check_lesson(outline: LessonOutline, *, explained: frozenset[str]) -> list[Finding]:
    """What stands against publishing this track of the lesson, in reading order.

    `explained` are the words of the glossary in all their forms, in small letters. A word
    missing there is told once, at the first place that uses it.
    """
    words = PlainWords(outline.track, explained)
    return [
        *_front_page(outline, words),
        *_how_many_steps(outline.steps),
        *(
            finding
            for step in outline.steps
            for finding in _step(step, words, _earlier(step, outline.steps))
        ),
        *_questions(outline.questions, words),
        *_ease_of_reading(outline),
    ]


# The first page


def _front_page(outline: LessonOutline, words: PlainWords) -> Iterator[Finding]:
    title, can_do = Place(name="the title"), Place(name="“You will be able to”")
    if not outline.title.strip():
        yield title.error("P8", "is missing. Say what the lesson is about in a few words.")
    if not outline.can_do.strip():
        yield can_do.error("P8", "is missing. Say what the learner can do after the lesson.")
    if not 1 <= outline.minutes <= MOST_MINUTES:
        yield Place(name="the time").error(
            "P8", f"is {outline.minutes} minutes. Make it 1 to {MOST_MINUTES}, or split the lesson."
        )
    if not any(thing.strip() for thing in outline.to_hand):
        yield Place(name="“To have to hand”").error(
            "P8", "is empty. Name at least the device, charged and switched on."
        )
    yield from words.elsewhere(title, outline.title)
    yield from words.elsewhere(can_do, outline.can_do)
    for thing in outline.to_hand:
        yield from words.elsewhere(Place(name="“To have to hand”"), thing)


# The steps


def _how_many_steps(steps: tuple[StepOutline, ...]) -> Iterator[Finding]:
    lesson = Place(name="the lesson")
    if not steps:
        yield lesson.error("P1", "has no steps on this device. Write the first one.")
    elif len(steps) > MOST_STEPS:
        yield lesson.error(
            "P1", f"has {len(steps)} steps; {MOST_STEPS} is the most. Make two lessons of it."
        )
    elif len(steps) < FEWEST_STEPS:
        yield lesson.warning(
            "P1",
            f"has {len(steps)} steps; {FEWEST_STEPS} to {MOST_STEPS} is usual. "
            "See whether a step holds more than one action.",
        )


def _earlier(step: StepOutline, steps: tuple[StepOutline, ...]) -> dict[str, int]:
    """The titles of the steps before this one, folded for comparing, with their numbers."""
    return {_folded(other.title): other.number for other in steps if other.number < step.number}


def _folded(title: str) -> str:
    return " ".join(plain(title).casefold().split())


def _step(step: StepOutline, words: PlainWords, earlier: dict[str, int]) -> Iterator[Finding]:
    yield from _title(step, earlier)
    yield from _action(step)
    yield from _way_on_and_back(step)
    for name, text in step.texts:
        yield from words.in_step(Place(name=name, step=step.number), text)
    yield from _picture(step, words)
    yield from _safety_tags(step)


def _title(step: StepOutline, earlier: dict[str, int]) -> Iterator[Finding]:
    place, title = Place(name="title", step=step.number), plain(step.title).strip()
    if not title:
        yield place.error("P1", "is empty. Say in a few words what the learner does.")
        return
    if len(title) > MOST_TITLE_LETTERS:
        yield place.error(
            "P1", f"has {len(title)} letters and spaces. Make it {MOST_TITLE_LETTERS} or fewer."
        )
    if same := earlier.get(_folded(title)):
        yield place.error("W8", f"is the same as that of step {same}. Give each step its own.")


def _action(step: StepOutline) -> Iterator[Finding]:
    place = Place(name="what to do", step=step.number)
    if not step.action.strip():
        yield place.error("P1", "is empty. Write the one thing that the learner does.")
        return
    if (many := len(sentences(step.action))) > MOST_SENTENCES:
        yield place.error(
            "P1", f"has {many} sentences. Keep to {MOST_SENTENCES}, or make two steps of it."
        )
    verbs = wording.finger_verbs(step.action)
    if len(verbs) > MOST_FINGER_VERBS:
        yield place.warning(
            "P1", f"asks for {len(verbs)} movements ({', '.join(verbs)}). Make two steps of it."
        )
    elif wording.joins_two_actions(step.action):
        yield place.warning("P1", "joins two actions with “then”. Make two steps of it.")
    for address in wording.web_addresses(step.action):
        yield place.warning(
            "W8",
            f"has the address {address} among its words. A link goes on its own row; "
            "an address to be typed stands in bold.",
        )


def _way_on_and_back(step: StepOutline) -> Iterator[Finding]:
    place = Place(step=step.number)
    if not step.see.strip():
        yield place.error("P1", "does not say what the learner should now see. Add it.")
    if not step.otherwise.strip():
        yield place.error(
            "P1", "does not say what to do if it looks different. Add it, and how to go back."
        )


def _safety_tags(step: StepOutline) -> Iterator[Finding]:
    for risk in wording.risks("\n\n".join((step.title, step.action, step.tip))):
        if risk.tag not in step.tags:
            yield Place(step=step.number).error(
                "S-tag",
                f"speaks of {risk.name} and carries no safety tag for it. "
                f"Tick **{risk.tag.label}**, so that its warning is shown first.",
            )


# The pictures

_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif|heic|svg)$|^(?:IMG|DSC|PXL)[_-]?\d+", re.I)
_NAMES_THE_MEDIUM = re.compile(
    r"^(?:an? )?(?:image|picture|photo|photograph|drawing) of\b|\bscreen ?shots?\b", re.I
)


def _picture(step: StepOutline, words: PlainWords) -> Iterator[Finding]:
    place = Place(name="picture's description", step=step.number)
    if step.alt is None:
        if not step.words_only_because.strip():
            yield Place(step=step.number).error(
                "I1",
                "has no picture. Add one, or mark the step as words only and say why.",
            )
        return
    alt = step.alt.strip()
    if not alt:
        yield place.error("I1", "is empty. Say what to look for in the picture.")
    if len(alt) > MOST_ALT_LETTERS:
        yield place.error(
            "I1", f"has {len(alt)} letters and spaces. Make it {MOST_ALT_LETTERS} or fewer."
        )
    if _FILE_NAME.search(alt):
        yield place.error("I1", "is the name of a file. Say what to look for in the picture.")
    if match := _NAMES_THE_MEDIUM.search(alt):
        yield place.error("I1", f"says “{match[0]}”. Say only what is to be seen.")
    yield from words.in_picture(place, alt)


# The questions


def _questions(questions: tuple[QuestionOutline, ...], words: PlainWords) -> Iterator[Finding]:
    if len(questions) not in QUESTIONS:
        yield Place(name="the lesson").error(
            "P8", f"has {_counted(len(questions), 'question')}. Ask two or three."
        )
    for number, question in enumerate(questions, start=1):
        yield from _question(question, f"question {number}", words)


def _counted(many: int, noun: str) -> str:
    return f"{many or 'no'} {noun}{'' if many == 1 else 's'}"


def _question(question: QuestionOutline, name: str, words: PlainWords) -> Iterator[Finding]:
    place, because = Place(name=name), Place(name=f"{name}, why")
    if not question.ask.strip():
        yield place.error("P8", "is empty. Write what is asked.")
    if len(question.answers) not in ANSWERS:
        yield place.error("P8", f"has {_counted(len(question.answers), 'answer')}. Give 2 to 4.")
    right = sum(answer.is_right for answer in question.answers)
    if right != 1:
        yield place.error("P8", f"has {_counted(right, 'right answer')}. Mark exactly one.")
    yield from words.elsewhere(place, question.ask)
    for number, answer in enumerate(question.answers, start=1):
        answer_place = Place(name=f"{name}, answer {number}")
        if not answer.text.strip():
            yield answer_place.error("P8", "is empty. Write it, or take it out.")
        yield from words.elsewhere(answer_place, answer.text)
    if not question.because.strip():
        yield because.error("P8", "is empty. Explain the right answer in a sentence or two.")
    yield from words.elsewhere(because, question.because)


# The whole


def _ease_of_reading(outline: LessonOutline) -> Iterator[Finding]:
    text = "\n\n".join(_all_texts(outline))
    if (score := lix(text)) <= LIX_AIM:
        return
    place = Place(name="the lesson")
    tell = place.error if score > LIX_LIMIT else place.warning
    often = " and ".join(f"“{word}”" for word in long_words(text, most=2)) or "none"
    yield tell(
        "W2",
        f"scores {score:.0f} for hard reading (LIX); {LIX_AIM} or less is the aim. "
        f"Shorten its sentences and its long words (most often: {often}).",
    )


def _all_texts(outline: LessonOutline) -> Iterator[str]:
    yield from (outline.title, outline.can_do, *outline.to_hand)
    for step in outline.steps:
        yield from (text for _, text in step.texts)
    for question in outline.questions:
        yield from (question.ask, *(answer.text for answer in question.answers), question.because)
