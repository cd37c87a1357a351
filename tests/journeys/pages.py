"""Every kind of page that a learner can meet, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.factories.people import link_of, make_card
from tests.journeys import at_a_session, sessions_to_read
from tests.journeys.at_the_desk import sign_in_by_link
from tests.journeys.at_the_door import NADIA, at_register

SCAM = "/learn/staying-safe/spot-and-report-a-scam/"
TOUCH = "/learn/first-steps/touch-type-or-mouse/"
LAPTOP, PHONE = "?on=windows", "?on=android"
VOLUNTEER = "volunteer@example.org"  # of the demonstration people


@dataclass(frozen=True, kw_only=True)
class LearnerPage:
    name: str
    path: str
    after: tuple[str, ...] = ()  # pages opened before, which leave their traces
    press: str = ""  # a button pressed on it, which leads to the page meant
    then: str = ""  # a second one
    type: tuple[str, str] = ()  # a label and what is typed there, before the button is pressed
    status: int = 200
    signed_in: bool = False  # by card, on a device said to be shared
    link: bool = False  # of a new card, in place of the path
    signed_in_as: str = ""  # the email address of a demonstration person
    made: Callable | None = None  # makes what the page needs, given the reader; gives its path

    def be_opened_by(self, reader) -> None:
        if self.status != 200:
            reader.watch.expected.add(f"status {self.status}")
        path = self.made(reader) if self.made else self.path
        if self.signed_in:
            sign_in_by_link(reader)
        if self.signed_in_as:
            reader.sign_in_as(self.signed_in_as)
        for before in self.after:
            reader.open(before)
        reader.open(link_of(make_card()) if self.link else path)
        if self.type:
            reader.type(*self.type)
        if self.press:
            reader.press(self.press)
        if self.then:
            reader.press(self.then)


def without_reader(make: Callable[[], str]) -> Callable[[object], str]:
    """Of what a page needs, where it needs nothing of the reader."""
    return lambda reader: make()


def page(name: str, path: str, **more) -> LearnerPage:
    return LearnerPage(name=name, path=path, **more)


LEARNER_PAGES = (
    page("home", "/"),
    page("home with a place kept", "/", after=(SCAM + "3/" + PHONE,)),
    page("library", "/learn/"),
    page("course", "/learn/first-steps/"),
    page("lesson", SCAM),
    page("lesson with a device chosen", SCAM, after=(SCAM + "1/" + LAPTOP,)),
    page("first step", SCAM + "1/" + PHONE),
    page("step with a warning", SCAM + "3/" + PHONE),
    page("step on a laptop", SCAM + "5/" + LAPTOP),
    page("last step", SCAM + "10/" + PHONE),
    page("practice: tap", TOUCH + "1/" + PHONE),
    page("practice: tapped", TOUCH + "1/" + PHONE, press="Tap me"),
    page("practice: hold", TOUCH + "2/" + PHONE),
    page("practice: scroll", TOUCH + "3/" + PHONE),
    page("practice: type", TOUCH + "4/" + PHONE),
    page("practice: put back", TOUCH + "8/" + PHONE, press="Put it back"),
    page("picture", SCAM + "6/picture/" + PHONE),
    page("help", SCAM + "6/stuck/" + PHONE),
    page("help with the first step", SCAM + "1/stuck/" + LAPTOP),
    page("done", SCAM + "done/" + PHONE),
    page("question", SCAM + "done/1/" + PHONE),
    page("right answer", SCAM + "done/1/" + PHONE + "&answer=1&send=1"),
    page("other answer", SCAM + "done/1/" + PHONE + "&answer=0&send=1"),
    page("question without an answer", SCAM + "done/1/" + PHONE + "&send=1"),
    page("print", SCAM + "print/" + PHONE),
    page("search", "/learn/search/"),
    page("search: found", "/learn/search/?q=videos"),
    page("search: found as spelt", "/learn/search/?q=vidoe"),
    page("search: nothing", "/learn/search/?q=xyzzy"),
    page("words explained", "/words/"),
    page("how the page looks", "/display/"),
    page("carry on: nothing begun", "/learn/carry-on/"),
    page(
        "carry on",
        "/learn/carry-on/",
        after=(SCAM + "3/" + PHONE, TOUCH + "1/" + PHONE, TOUCH + "done/" + PHONE),
    ),
    page("site map", "/site-map/"),
    page("sessions", "/sessions/"),
    page("keep my place", "/card/"),
    page("keep my place, signed in", "/card/", signed_in=True),
    page("make me a card", "/card/new/"),
    page(
        "my new card",
        "/card/new/",
        type=("What shall we call you? (optional)", "Mary"),
        press="Make my card",
    ),
    page("sign in", "/card/sign-in/"),
    page("sign in: nothing typed", "/card/sign-in/", press="Sign in"),
    page("is this you", "", link=True),
    page("card ended", "/card/ended/"),
    page("ask us", "/card/ask/"),
    page("ask us: the number", "/card/ask/", press="Show me my number"),
    page("ask us: not yet", "/card/ask/", press="Show me my number", then="Carry on"),
    page(
        "was that you",
        "",
        link=True,
        after=(SCAM + "3/" + PHONE,),
        press="Yes, sign me in",
        then="It is shared or borrowed",
    ),
    page("whose device", "/card/device/", signed_in=True),
    page("my lessons: none begun", "/me/", signed_in=True),
    page(
        "my lessons",
        "/me/",
        signed_in=True,
        after=(TOUCH + "3/" + PHONE, SCAM + "done/" + PHONE, SCAM + "3/" + PHONE),
    ),
    page("sign me out everywhere", "/card/sign-out/everywhere/", signed_in=True),
    page("signed out", "/card/signed-out/"),
    page("not here", "/learn/no-such-course/", status=404),
    page("volunteer", "/help/", signed_in_as=VOLUNTEER),
    page("volunteer: when free", "/help/availability/", signed_in_as=VOLUNTEER),
    page(
        "volunteer: when free, kept",
        "/help/availability/",
        press="Save when I am free",
        signed_in_as=VOLUNTEER,
    ),
    page("volunteer: about me", "/help/about-me/", signed_in_as=VOLUNTEER),
    page("volunteer: agreement", "/help/agreement/"),
    *(page(f"sessions: {name}", "", **more) for name, more in sessions_to_read.PAGES.items()),
    page("register", "", made=at_register(""), signed_in_as=NADIA),
    page("register: add somebody", "", made=at_register("who/"), signed_in_as=NADIA),
    page(
        "register: nothing typed",
        "",
        made=at_register("who/"),
        press="Find them",
        signed_in_as=NADIA,
    ),
    page(
        "register: somebody found",
        "",
        made=at_register("who/"),
        type=("Who else is here?", "Mary"),
        press="Find them",
        signed_in_as=NADIA,
    ),
    page("register: who helps", "", made=at_register("helper/{mary}/"), signed_in_as=NADIA),
    page("register: print", "", made=at_register("print/"), signed_in_as=NADIA),
    # --- Shifts, and what was done at a session ---
    *(
        page(name, "", made=without_reader(make), signed_in_as=at_a_session.HELPER, **more)
        for name, make, more in (
            ("volunteer: my sessions", at_a_session.help_page, {}),
            (
                "volunteer: sessions that want helpers",
                at_a_session.help_page,
                {"press": "See all sessions that want helpers"},
            ),
            ("volunteer: a shift", at_a_session.shift_page, {}),
            ("volunteer: why", at_a_session.why_page, {"press": "Tell them that I can’t come"}),
            ("record: came", at_a_session.came_page, {}),
            ("record: not begun", at_a_session.came_page, {"press": "Yes, Mary came"}),
            ("record: written", at_a_session.record_page, {}),
            ("record: lessons", at_a_session.lessons_page, {}),
            ("record: steps", at_a_session.steps_page, {}),
            ("record: practice", at_a_session.practice_page, {}),
            ("record: note", at_a_session.note_page, {}),
            ("record: worry", at_a_session.worry_page, {"press": "Look at it before I send it"}),
            (
                "record: worry, to check",
                at_a_session.worry_page,
                {"type": ("What worries you?", "A nephew"), "press": "Look at it before I send it"},
            ),
            ("record: print", at_a_session.printed_page, {}),
            ("record: closed", at_a_session.closed_page, {}),
        )
    ),
    page(
        "my lessons: practised",
        "",
        made=without_reader(at_a_session.practised_at_home),
        signed_in_as=at_a_session.LEARNER,
    ),
    page(
        "practised",
        "",
        made=without_reader(at_a_session.all_practised),
        signed_in_as=at_a_session.LEARNER,
    ),
    page("volunteer: prepare, nobody to meet", "/help/prepare/", signed_in_as=VOLUNTEER),
)
