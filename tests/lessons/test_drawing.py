"""The picture kit: everything it can draw is well-formed, fits, and is marked beside its words."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

from lessons.drawing import DrawingError, colours, draw, small_pictures, words
from lessons.drawing import __main__ as preview
from lessons.drawing.elements import KINDS
from lessons.drawing.frames import DEVICES, HAND_BUTTONS
from lessons.drawing.hands import MOVES, POINTERS
from lessons.drawing.marks import REACH
from lessons.drawing.objects import OBJECTS
from lessons.drawing.picture import compose
from lessons.drawing.scenery import SCENES

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 15_000  # bytes
SMALLEST_WORDS = 20  # units; 25 units are 20 px at 320 px, tight labels of second rank go below

# One full example of each element, with every option that adds something to see.
EXAMPLE_ELEMENTS = """
- address: www.gov.uk
  right: dots-up
  mark: 1
- apps: [{icon: cog, label: Settings, mark: 1}, {icon: camera, label: Camera}]
- banner: Mary
  text: Are you at home?
  mark: 1
- bar: Messages
  left: back
  right: {icon: plus, mark: 1}
- battery: 80
  charging: true
  mark: 1
- bottom-bar: [{icon: message, label: Chats, mark: 1}, {icon: phone, label: Calls}]
- bubble: Your parcel is waiting.
  name: Unknown
  link: www.pay.example
  mark: 1
  mark_at: link
- button: Next
  icon: arrow-right
  mark: 1
- buttons: [Cancel, {label: Send, mark: 1, style: main}]
- call: Mary
  state: Ringing
  buttons: [mic, {icon: end-call, label: End, mark: 1}]
- camera: landscape
  zoom: [1x, 2x]
  mark: 1
- choice: By email
  chosen: true
  note: The quickest way
  mark: 1
- contact: Mary Brown
  note: See you on Friday
  value: 624
  mark: 1
- dock: [phone, {icon: camera, mark: 1}]
- email: Dr Patel's surgery
  subject: Your appointment
  unread: true
  mark: 1
- field: Mary Brown
  label: Your name
  error: Type your name
  cursor: true
  mark: 1
- gap: 40
  mark: 1
- heading: Your account
  mark: 1
- home-bar: true
  mark: 1
- keyboard: letters
  key: q
  mark: 1
- keypad: pin
  filled: 2
  label: Enter PIN
  key: 5
  mark: 1
- line: true
- link: Forgotten your password?
  mark: 1
- lock: '10:24'
  date: Tuesday 4 March
  text: Slide up to open
  mark: 1
- map: route
  label: Library
  from: Home
  mark: 1
- menu: [Copy, {label: Paste, mark: 1}, {icon: bin, label: Delete}]
  title: Photo
- navigation: [back, {icon: home, mark: 1}, recent]
- notice: Join this network?
  text: It is not safe.
  buttons: ['No', {label: Join, mark: 1}]
- open-apps: [{icon: cog, label: Settings, mark: 1}, {icon: mail, label: Mail}]
- pane: ''
  holds: [{icon: wifi, row: Wi-Fi}]
  foot: [{icon: power, mark: 1}]
- panel: Your parcel could not be delivered.
  title: Beware
  style: warning
  mark: 1
- password: 8
  label: Password
  right: {icon: eye, mark: 1}
- photo: dog
  caption: The dog
  mark: 1
- photos: [landscape, {label: person, mark: 1}, cat, letter]
- pick-list: March
  label: Month
  mark: 1
- player: The news
  caption: Good evening.
  mark: 1
- power-off: true
  mark: 1
- product: Blue kettle
  price: £18
  note: Free delivery
  mark: 1
- progress: 0.6
  label: Updating
  mark: 1
- result: Visit the library
  address: library.example
  advert: true
  text: Open today
  mark: 1
- row: Wi-Fi
  icon: wifi
  value: Home
  switch: 'on'
  mark: 1
  mark_at: switch
- search: Search
  typed: bus times
  mark: 1
- slider: Text size
  at: 0.6
  left: text-size
  mark: 1
  mark_at: knob
- spinner: Please wait
  mark: 1
- status: '10:24'
  battery: charging
  mark: 1
- tabs: [GOV.UK, {label: News, mark: 1}]
- taskbar: [{icon: start, mark: 1}, search]
  right: [wifi]
  clock: '10:24'
- text: The garden is sunny today.
  word: garden
  mark: 1
- tickbox: I agree to the terms
  ticked: true
  mark: 1
- toast: Sound
  icon: speaker
  at: 0.6
  mark: 1
- video: Mary
  buttons: [mic, {icon: end-call, mark: 1}]
- window: Letter to Ann
  holds: [{text: Dear Ann}]
  mark: 1
  mark_at: close
- write: Hello Mary
  right: {icon: sent, mark: 1}
"""
EXAMPLES = {next(iter(one)): one for one in yaml.safe_load(EXAMPLE_ELEMENTS)}


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (our own text)


def scene(description: dict):
    """The sheet behind a picture, and its canvas."""
    sheet, canvas, _ = compose(description)
    return sheet, canvas


def assert_good(description: dict) -> None:
    svg = draw(description)
    root = parse(svg)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert len(svg.encode()) < LARGEST
    assert not re.search(r"<script|<style|href|style=|<image|nan|None", svg)
    for text in root.iter(f"{SVG}text"):
        assert float(text.get("font-size")) >= SMALLEST_WORDS


def assert_words_inside(description: dict) -> None:
    sheet, canvas = scene(description)
    for box in sheet.written:
        assert box.x >= canvas.x
        assert box.right <= canvas.right + 0.5


def assert_marks_clear(description: dict) -> None:
    """Neither ring nor disc nor arrow lies on words; rings are counted as bands."""
    sheet, _, pointers = compose(description)
    assert sheet.rings, "nothing is marked"
    for pointer in pointers:
        for written in sheet.written:
            assert not pointer.disc.grown(-2).overlap(written)
            assert not pointer.arrow.overlap(written)
    for ring in sheet.rings:
        inner = ring.box.grown(-REACH)
        outer = ring.box.grown(REACH)
        for written in sheet.written:
            letters = written.grown(0, -5)  # capitals: without the room for accents and tails
            inside = letters.overlap(inner)
            assert inside >= letters.overlap(outer) - 10, (ring, written)


# Everything draws -----------------------------------------------------------------------


def test_there_is_an_example_of_every_element():
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("device", [*DEVICES, "none"])
def test_every_element_draws_on_every_device(kind, device):
    assert_good({"device": device, "screen": [EXAMPLES[kind]]})


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("device", DEVICES)
def test_no_words_leave_their_place(kind, device):
    assert_words_inside({"device": device, "screen": [EXAMPLES[kind]]})


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind != "line"])
@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_marks_cover_no_words(kind, device):
    below = {"text": "Words below"} if not KINDS[kind].at_bottom else None
    assert_marks_clear({"device": device, "screen": [EXAMPLES[kind], *([below] if below else [])]})


@pytest.mark.parametrize("system", ["iphone", "android", "windows"])
@pytest.mark.parametrize("device", DEVICES)
def test_every_device_draws_with_every_system(device, system):
    assert_good({"device": device, "system": system, "screen": [{"bar": "Settings"}]})


@pytest.mark.parametrize("show", ["whole", "top", "bottom"])
@pytest.mark.parametrize("device", DEVICES)
def test_a_device_is_shown_whole_or_in_part(device, show):
    assert_good({"device": device, "show": show, "screen": [{"button": "Next"}]})


@pytest.mark.parametrize("button", sorted(HAND_BUTTONS))
@pytest.mark.parametrize("screen", [None, [{"lock": "10:24"}]])
def test_real_buttons_of_a_phone_are_marked(button, screen):
    description = {"device": "phone", "press": button, "screen": screen}
    assert_good(description)
    assert_marks_clear(description)


@pytest.mark.parametrize(
    "press", ["power-key", "key:Enter", "key:start+L", "touchpad", "touchpad-left", "key:Space"]
)
def test_real_keys_of_a_laptop_are_marked(press):
    description = {"device": "laptop", "press": press, "screen": [{"text": "Hello"}]}
    assert_good(description)
    assert_marks_clear(description)


def test_two_keys_in_one_press_are_numbered_in_turn():
    sheet, _ = scene({"device": "laptop", "press": "key:Ctrl+Z", "screen": [{"text": "Hello"}]})
    assert [ring.number for ring in sheet.rings] == [1, 2]


@pytest.mark.parametrize("move", MOVES)
def test_every_finger_draws(move):
    assert_good({"device": "phone", "finger": move, "screen": [{"button": "Next", "mark": 1}]})
    assert_good({"device": "tablet", "finger": move, "screen": [{"text": "Hello"}]})


def test_a_finger_on_a_button_leaves_its_words_free():
    sheet, _ = scene(
        {"device": "phone", "finger": "tap", "screen": [{"button": "Next", "mark": 1}]}
    )
    words_of_button = sheet.written[0]
    hand = [box for box in sheet.pictured if box.height > 80]
    assert hand
    assert not any(box.overlap(words_of_button) for box in hand)


@pytest.mark.parametrize("pointer", POINTERS)
def test_every_pointer_draws(pointer):
    screen = [{"button": "Next", "mark": 1}]
    assert_good({"device": "laptop", "pointer": pointer, "screen": screen})


@pytest.mark.parametrize("name", [*OBJECTS, "mouse-left"])
def test_every_object_draws_alone_and_beside_a_device(name):
    marked = {"object": name, "mark": 1}
    assert_good({"device": "none", "beside": [marked, name]})
    assert_good({"device": "phone", "beside": name, "screen": [{"text": "Hello"}]})
    assert_marks_clear({"device": "none", "beside": [marked]})


def test_worded_objects_draw():
    speech = {"object": "speech", "words": "This is your bank. Act now.", "mark": 1}
    assert_good({"device": "none", "beside": ["telephone", speech]})
    assert_good({"device": "none", "beside": {"object": "paper", "words": "159"}})


@pytest.mark.parametrize("device", DEVICES)
def test_a_charger_can_be_plugged_in(device):
    description = {"device": device, "plug": {"mark": 1}, "screen": [{"battery": 60}]}
    assert_good(description)
    assert_marks_clear(description)


@pytest.mark.parametrize("name", small_pictures.DRAWINGS)
def test_every_small_picture_is_well_formed_and_on_its_grid(name):
    root = parse(f"<svg>{small_pictures.shape(name, '0', '0', 1, '#1a1a1a')}</svg>")
    for path in root.iter("path"):
        starts = re.findall(r"M(-?[\d.]+)[ ,]?(-?[\d.]+)", path.get("d"))
        assert starts
        assert all(0 <= float(number) <= 24 for start in starts for number in start)


def test_every_everyday_name_stands_for_a_small_picture():
    assert set(small_pictures.ALSO_CALLED.values()) <= set(small_pictures.DRAWINGS)
    assert not set(small_pictures.ALSO_CALLED) & set(small_pictures.DRAWINGS)


@pytest.mark.parametrize("name", SCENES)
def test_every_photo_draws(name):
    assert_good({"device": "phone", "screen": [{"photo": name}]})


# The same again, and what an author may write ----------------------------------------------


def test_the_same_description_gives_the_same_text():
    description = {"device": "phone", "system": "android", "screen": [EXAMPLES["row"]]}
    assert draw(description) == draw(dict(description))


def test_yes_and_on_may_be_words_or_truth_values():
    for on in (True, "on", "yes"):
        assert "✓" not in draw({"device": "phone", "screen": [{"row": "Sound", "switch": on}]})
    by_word = draw({"device": "phone", "screen": [{"home-bar": "yes"}]})
    by_truth = draw({"device": "phone", "screen": [{"home-bar": True}]})
    assert re.sub(r"s[0-9a-f]{8}", "", by_word) == re.sub(r"s[0-9a-f]{8}", "", by_truth)


def test_a_time_read_as_a_number_is_a_time():
    assert ">10:24<" in draw({"device": "phone", "screen": [{"lock": 624}]})


def test_words_are_escaped():
    svg = draw({"device": "phone", "screen": [{"text": "Tom & <Ann>"}]})
    assert [text.text for text in parse(svg).iter(f"{SVG}text")] == ["Tom & <Ann>"]


def test_the_mark_is_told_by_its_number_too():
    svg = draw({"device": "phone", "screen": [{"button": "Next", "mark": 2}]})
    assert [text.text for text in parse(svg).iter(f"{SVG}text")][-1] == "2"


def test_a_full_screen_tightens_before_it_is_refused():
    rows = [{"row": f"Row {number}", "icon": "cog"} for number in range(10)]
    assert_good({"device": "phone", "screen": rows})


def test_a_system_adds_its_strip_and_a_lock_screen_on_android_has_none():
    with_strip = scene({"device": "phone", "system": "android", "screen": [{"bar": "Mail"}]})[0]
    without = scene({"device": "phone", "system": "android", "screen": [{"lock": "10:24"}]})[0]
    assert len(with_strip.pictured) == 3
    assert len(without.pictured) == 1


# Words ------------------------------------------------------------------------------------


def test_bold_words_are_wider():
    assert words.width_of("Settings", bold=True) > words.width_of("Settings")


def test_lines_are_no_wider_than_their_room():
    lines = words.wrap("Anyone near you can join this Wi-Fi network today", 200)
    assert len(lines) > 1
    assert all(words.width_of(line) <= 200 for line in lines)


def test_an_address_breaks_at_its_signs():
    assert words.wrap("report@phishing.gov.uk", 220) == ["report@phishing.", "gov.uk"]


def test_words_have_seven_to_one_on_their_grounds():
    grounds = {
        colours.INK: [colours.PAPER, colours.CREAM, colours.PALE_YELLOW, colours.METAL],
        colours.SECOND: [colours.PAPER, colours.WHITE, colours.PALE_BLUE],
        colours.BLUE: [colours.PAPER, colours.CREAM, colours.PALE_BLUE],
        colours.RED: [colours.WHITE, colours.PAPER],
        colours.GREEN: [colours.WHITE, colours.PAPER],
        colours.WHITE: [colours.BLUE, colours.DARK_GLASS, *small_pictures.TILES.values()],
    }
    pairs = [(ink, ground) for ink, on in grounds.items() for ground in on]
    for one, other in pairs:
        assert contrast(one, other) >= 7, (one, other)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What the kit says ------------------------------------------------------------------------


def on_phone(element: dict) -> dict:
    return {"device": "phone", "screen": [element]}


FAULTS = [
    ("text", "begins with its device"),
    ({"device": "phoen"}, 'There is no device "phoen"; use "phone"'),
    ({"device": "phone", "scren": []}, 'There is no part of a drawing "scren"; use "screen"'),
    ({"device": "phone", "screen": "Hello"}, '"screen" is a list'),
    ({"device": "phone", "screen": ["Hello"]}, 'The screen holds "Hello"; write each element'),
    (on_phone({"buton": "Next"}), 'no element "buton"; use "button"'),
    (on_phone({"button": "Next", "colour": "red"}), 'no option of "button" "colour"'),
    (on_phone({"button": ""}), '"button" has no words'),
    (on_phone({"button": True}), "quotation marks round the words Yes, No"),
    (on_phone({"button": "Next", "style": "pink"}), 'no style of "button" "pink"'),
    (on_phone({"row": "Wi-Fi", "icon": "wify"}), 'no small picture "wify"; use "wifi"'),
    (on_phone({"dock": ["Phone"]}), 'no small picture "Phone"'),
    (on_phone({"row": "Wi-Fi", "mark": 9}), "mark is a number from 1 to 4"),
    (on_phone({"row": "A", "mark": 1, "mark_at": "knob"}), 'no part of "row" to mark at "knob"'),
    (on_phone({"row": "A", "mark_at": "switch"}), 'has "mark_at" but no mark'),
    (on_phone({"row": "A", "mark": 1, "mark_at": "switch"}), "nothing to mark there"),
    (on_phone({"slider": "Size", "at": 7}), '"at", is a number from 0 to 1'),
    (on_phone({"row": "A", "arrow": "perhaps"}), '"arrow", is yes or no'),
    (on_phone({"text": "Llanfairpwllgwyngyllgogerychwyrndrobwll"}), "too long for its place"),
    (on_phone({"text": "word " * 90}), "use fewer words"),
    (
        {"device": "phone", "screen": [{"row": f"Row {number}"} for number in range(20)]},
        "take out an element",
    ),
    (on_phone({"text": "A b", "word": "c"}), 'The word "c" is not in'),
    (
        on_phone({"keyboard": "letters", "key": "%", "mark": 1}),
        'no key on the keyboard "letters" "%"',
    ),
    (on_phone({"apps": [{"label": "Mail"}]}), "needs a small picture"),
    (on_phone({"photo": "horse"}), 'no kind of "photo" "horse"'),
    ({"device": "phone", "press": "red-button"}, 'no button to press "red-button"'),
    ({"device": "laptop", "press": "side-button"}, 'no thing to press on a laptop "side-button"'),
    ({"device": "phone", "finger": "wave"}, 'no finger movement "wave"'),
    ({"device": "laptop", "pointer": "cross"}, 'no pointer "cross"'),
    ({"device": "none"}, "say what to show"),
    (on_phone({"window": "Mail", "holds": "Hello"}), '"holds", is a list'),
    (on_phone({"dock": [{"label": "Mail"}]}), "holds small pictures only"),
    ({"device": "none", "beside": "elephant"}, 'no object "elephant"'),
    ({"device": "none", "beside": "speech"}, 'The object "speech" has no words'),
    ({"device": "none", "beside": {"object": "cup", "words": "Tea"}}, "cannot carry words"),
    ({"device": "none", "beside": "cup", "press": "side-button"}, '"press" needs a device'),
]


@pytest.mark.parametrize(("description", "sentence"), FAULTS)
def test_a_fault_is_named_in_one_sentence(description, sentence):
    with pytest.raises(DrawingError) as caught:
        draw(description)
    said = str(caught.value)
    assert sentence in said
    assert said.endswith(".")
    assert "\n" not in said


# The sheet to look at ---------------------------------------------------------------------

LESSON = """
title: A lesson
steps:
  - id: stop
    picture: {alt: A button., draw: {device: phone, screen: [{button: Next, mark: 1}]}}
    on:
      windows:
        picture: {alt: A button., draw: {device: laptop, screen: [{buton: Next}]}}
"""


def test_the_preview_writes_each_track_and_tells_faults(tmp_path: Path, capsys):
    lesson = tmp_path / "lesson.yaml"
    lesson.write_text(LESSON, encoding="utf-8")
    assert preview.main([str(lesson), str(tmp_path / "out")]) == 1
    assert (tmp_path / "out" / "01-stop-all.svg").exists()
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "1. stop · windows" in page
    assert "There is no element &quot;buton&quot;" in page
    assert 'use "button"' in capsys.readouterr().out


def test_the_words_an_author_may_use_are_in_the_guide():
    guide = (Path(__file__).parents[2] / "docs/how-to/draw-a-picture.md").read_text(
        encoding="utf-8"
    )
    for name in KINDS:
        assert f"- {name}:" in guide, name
    for name in [*small_pictures.DRAWINGS, *OBJECTS, *SCENES, *MOVES, *POINTERS]:
        if name not in ("back-triangle", "home-circle"):
            assert re.search(rf"\b{name}\b", guide), name
