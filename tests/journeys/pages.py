"""Every kind of page that a learner can meet, and how to get there."""

from dataclasses import dataclass

from tests.factories.people import link_of, make_card
from tests.journeys.at_the_desk import sign_in_by_link

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

    def be_opened_by(self, reader) -> None:
        if self.status != 200:
            reader.watch.expected.add(f"status {self.status}")
        if self.signed_in:
            sign_in_by_link(reader)
        if self.signed_in_as:
            reader.sign_in_as(self.signed_in_as)
        for path in self.after:
            reader.open(path)
        reader.open(link_of(make_card()) if self.link else self.path)
        if self.type:
            reader.type(*self.type)
        if self.press:
            reader.press(self.press)
        if self.then:
            reader.press(self.then)


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
    page("volunteer: prepare, nobody to meet", "/help/prepare/", signed_in_as=VOLUNTEER),
)
