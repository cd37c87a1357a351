"""The words a lesson watches for: banned, unexplained, risky, or meant for another device.

Rules W3, W4, W6, W8, T8 and the safety tags of the accessibility standard. Each function
tells what it found, in reading order; lessons/contract/ says how bad that is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lessons.contract.readability import plain, sentences
from lessons.tracks import Tag, Track

EMAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*\w")
WEB_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w|(?<![\w.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net)\b(?:/\S*\w)?"
)  # small letters only: GOV.UK is a name

_OF_THE_SCREEN = re.compile(r"\*\*.+?\*\*|“[^”\n]*”|\"[^\"\n]*\"", re.DOTALL)


def own_words(text: str) -> str:
    """What the author says: without the words of a screen (bold or quoted) and addresses."""
    for others in (_OF_THE_SCREEN, EMAIL_ADDRESS, WEB_ADDRESS):
        text = others.sub("…", text)
    return text


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)


# W4. Pattern, and what to do instead.
_LEAVE_IT_OUT = "Leave the word out"
_NAME_IT = "Say what is tapped, by its look and its name"
BANNED = tuple(
    (_whole_words(pattern), mend)
    for pattern, mend in (
        (r"(?:click|tap|press) here", _NAME_IT),
        (r"read more", "Say what there is to read"),
        (r"simply|just|easy|easily|obvious|obviously", _LEAVE_IT_OUT),
        (r"navigat(?:e|es|ed|ing|ion)", "Write “go to”"),
        (r"toggl(?:e|es|ed|ing)", "Write “switch”"),
        (r"interfaces?", "Write “screen”"),
        (r"hamburger", "Write “three short lines”"),
        (r"drop-?downs?", "Write “a list that opens”"),
        (r"authenticat(?:e|es|ed|ing|ion|or)", "Write “prove who you are”"),
        (r"credentials?", "Write “your name and password”"),
        (r"(?:tap|press) or click|click or (?:tap|press)", "Give each device its own words"),
        (r"[^\W\d_]+ ?/ ?[^\W\d_]+", "Write “or”, or give each device its own words"),
    )
)
ICON = (_whole_words(r"icons?"), "Write “small picture”")

# Not banned by the standard, but cold, clipped or blaming (section 9, and the voice).
UNWELCOME = tuple(
    (_whole_words(pattern), mend)
    for pattern, mend in (
        (r"please|sorry|oops", _LEAVE_IT_OUT),
        (r"invalid|fail(?:ed|s|ure)?", "Say what is seen, and what to do next"),
        (r"e\.g\.|i\.e\.|etc\b\.?", "Write it in full words"),
    )
)


def banned(text: str, *, icon_is_explained: bool) -> Iterator[tuple[str, str]]:
    """Each banned word with its mend."""
    return _matches(text, BANNED if icon_is_explained else (*BANNED, ICON))


def unwelcome(text: str) -> Iterator[tuple[str, str]]:
    return _matches(text, UNWELCOME)


def _matches(text: str, watched: tuple) -> Iterator[tuple[str, str]]:
    said = own_words(text)
    found = [(match.start(), match[0], mend) for p, mend in watched for match in p.finditer(said)]
    return ((word, mend) for _, word, mend in sorted(found))


# W3. What the finger does has one name on each device.
_FOR_A_MOUSE = _whole_words(r"(?:double-|right-)?click(?:s|ed|ing)?|mouse|touchpad")
_FOR_A_FINGER = _whole_words(r"(?:double-)?tap(?:s|ped|ping)?|swip(?:e|es|ed|ing)|pinch")
_OTHER_DEVICE = {
    Track.WINDOWS: (_FOR_A_FINGER, "click"),
    Track.IPHONE: (_FOR_A_MOUSE, "tap"),
    Track.ANDROID: (_FOR_A_MOUSE, "tap"),
}


def of_another_device(text: str, track: str) -> Iterator[tuple[str, str]]:
    """Each word meant for another device than the track's, with the verb of the track's."""
    if track not in _OTHER_DEVICE:
        return
    pattern, verb = _OTHER_DEVICE[track]
    for match in pattern.finditer(own_words(text)):
        yield match[0], verb


# P1. One action a step.
_FINGER_VERB = r"(?:double-|right-)?(?:tap|click)|press|slide|swipe|scroll|drag|pinch|type"
_IMPERATIVE = re.compile(
    rf"(?:^|[.!?:,;]\s+|\b(?:and|or|then|now|next|slowly|gently|quickly|again)\s+)({_FINGER_VERB})\b",
    re.IGNORECASE,
)
_THEN_ACT = re.compile(
    rf"\bthen\s+(?:{_FINGER_VERB}|open|close|choose|pick|turn|switch|write|read|look|wait|go|ring"
    r"|call|move|find|check|take|send)\b",
    re.IGNORECASE,
)


def finger_verbs(action: str) -> list[str]:
    """What the finger is told to do, in order. A noun (“the tap”) is not counted."""
    return [
        match[1].lower()
        for sentence in sentences(own_words(action))
        for match in _IMPERATIVE.finditer(sentence)
    ]


def joins_two_actions(action: str) -> bool:
    """“Count to two, then lift it off” ends one movement, and so is no second action."""
    return bool(_THEN_ACT.search(own_words(action)))


# T8. No block capitals, no raised voice.
_BLOCK_CAPITALS = re.compile(r"(?<![\w.])[A-Z]{4,}(?![\w.]\w)\b")
SHORT_FORMS = {"COVID", "DVLA", "DVSA", "HDMI", "HMRC", "IBAN", "IMEI", "ITVX", "RNIB", "RNID"}


def block_capitals(text: str) -> list[str]:
    return [word for word in _BLOCK_CAPITALS.findall(own_words(text)) if word not in SHORT_FORMS]


# W6. Everyday jargon: each line is one word in its forms, the first as a glossary names it.
_JARGON = """
account, accounts
address bar, address bars
app, apps
app store, app stores
attachment, attachments
backup, backups, back up, back-up
Bluetooth
bookmark, bookmarks
browser, browsers
captions
cloud
cookie, cookies
cursor, cursors
data, mobile data
desktop
download, downloads, downloaded, downloading
emoji, emojis
file, files
folder, folders
home screen
hotspot, hotspots
icon, icons
inbox, inboxes
install, installs, installed, installing
internet
junk mail, junk folder, spam
link, links
lock screen
malware
menu, menus
microphone
notification, notifications
online
passcode, passcodes
password, passwords
password manager, password managers
phishing
PIN, PINs
pop-up, pop-ups
profile, profiles
QR code, QR codes
remote access
router, routers
scam, scams
screenshot, screenshots
scroll, scrolls, scrolling
search engine, search engines
settings
sign in, signs in, signed in, signing in, log in
sign out, signed out, signing out, log out
SIM card, SIM cards, SIM
software
sync, synced, syncing
tab, tabs
taskbar
touchpad
update, updates, updated, updating
USB
username, usernames
video call, video calls
virus, viruses
website, websites
web address, web addresses
widget, widgets
Wi-Fi
"""
_FORMS = tuple(tuple(line.split(", ")) for line in _JARGON.strip().splitlines())
_GROUP_OF = {form.lower(): forms for forms in _FORMS for form in forms}
_JARGON_WORD = _whole_words("|".join(sorted(map(re.escape, _GROUP_OF), key=len, reverse=True)))


def jargon(text: str) -> Iterator[tuple[str, ...]]:
    """The forms of each jargon word the author uses, the first form as a glossary has it."""
    for match in _JARGON_WORD.finditer(own_words(text)):
        yield _GROUP_OF[match[0].lower()]


# S-tag. What makes a step risky, so that its warning must be shown first.
@dataclass(frozen=True)
class Risk:
    tag: Tag
    name: str  # as in “speaks of …”
    pattern: re.Pattern[str]
    only_with: re.Pattern[str] = re.compile("")  # risky only where the step says this too

    def is_in(self, text: str) -> bool:
        return bool(self.pattern.search(text) and self.only_with.search(text))


_HARMLESS = _whole_words(
    r"(?:QR|post|area|dialling|country|dress|bar|promo|discount|voucher|highway|source) codes?"
    r"|bank holidays?|(?:food|bottle|power|river|memory) banks?|no money"
    r"|pay(?:s|ing)? attention|pay-as-you-go|pay as you go|TV remote control|photo sharing"
)
_SOMEBODY = (
    r"(?:some(?:one|body)|any(?:one|body)|another person|a caller|the caller|them|strangers?)"
)
RISKS = (
    Risk(
        Tag.MONEY,
        "money",
        _whole_words(
            r"money|pay|pays|paid|paying|payments?|bank|banks|banking|account numbers?|sort codes?"
            r"|card (?:numbers?|details)|(?:bank|debit|credit|payment|contactless) cards?"
            r"|£\s?\d[\d.,]*"
        ),
    ),
    Risk(
        Tag.PASSWORD,
        "a password or PIN",
        _whole_words(r"(?-i:PINs?)|passwords?|passcodes?|passphrases?"),
    ),
    Risk(Tag.CODE, "a code", _whole_words(r"(?<!sort )(?<!PIN )codes?")),
    Risk(
        Tag.LINK,
        "a link in a message",
        _whole_words(r"links?"),
        only_with=_whole_words(
            r"messages?|e-?mails?|texts?(?! (?:size|box|boxes))|chats?|WhatsApp|sender"
        ),
    ),
    Risk(
        Tag.REMOTE_ACCESS,
        "somebody else controlling the device",
        _whole_words(
            r"remote access|remote control|remotely|AnyDesk|TeamViewer|Quick Assist"
            r"|shar(?:e|es|ed|ing) (?:your|my|the|their|a) screens?|screen[- ]sharing"
            r"|(?:see|view|watch|into|control|controls|take over) your"
            r" (?:screen|device|phone|laptop|computer|tablet|iPad|iPhone)"
            rf"|lets? {_SOMEBODY}\b[^.]{{0,30}}\b(?:control|into|in)"
        ),
    ),
)


def risks(text: str) -> list[Risk]:
    """What the text speaks of that needs a safety tag. Words on the screen count too."""
    said = _HARMLESS.sub("…", EMAIL_ADDRESS.sub("…", plain(text)))
    return [risk for risk in RISKS if risk.is_in(said)]


def web_addresses(text: str) -> list[str]:
    """Addresses among the words. One in bold is to be typed, and so no link."""
    return WEB_ADDRESS.findall(_OF_THE_SCREEN.sub("…", text))
