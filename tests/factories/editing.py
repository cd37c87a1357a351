"""What the editor's page sends, as a browser would: a lesson typed, saved or sent on."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


def typed_step(*, name="first", picture=None, alt="The grey cog, marked 1.", **parts) -> dict:
    """One step that keeps the contract, as typed; `name` makes its title its own."""
    return {
        "title": f"Open the {name} page",
        "action": rich_text("<p>Tap the grey cog. It says <b>Settings</b>.</p>"),
        "picture": typed_picture(picture, alt if picture else ""),
        "words_only_because": "" if picture else "There is nothing to see in this step.",
        "see": rich_text("<p>A list of words comes up.</p>"),
        "otherwise": rich_text("<p>Tap the back arrow. You are where you were.</p>"),
        "tip": rich_text(""),
        "tags": [],
        "practice": "",
        "only_on": [],
        "recording": "",
        "variants": {"count": 0},
    } | parts


def typed_picture(picture, alt: str) -> dict:
    return {"image": picture.pk if picture else "", "alt_text": alt, "decorative": ""}


def typed_variant(track: str, **parts) -> dict:
    """What is different on one device; the rest is left empty."""
    return {
        "track": track,
        "title": "",
        "action": rich_text(""),
        "picture": typed_picture(None, ""),
        "see": rich_text(""),
        "otherwise": rich_text(""),
        "tip": rich_text(""),
        "recording": "",
    } | parts


def typed_list(values: list[dict]) -> dict:
    """A ListBlock's rows as its form sends them."""
    rows = {
        str(number): {"value": value, "order": str(number), "deleted": ""}
        for number, value in enumerate(values)
    }
    return rows | {"count": str(len(values))}


def typed_question(ask="A stranger asks for your PIN. What do you do?") -> dict:
    answers = [
        {"text": "Say no, and put the phone down", "is_right": "on"},
        {"text": "Tell them", "is_right": ""},
    ]
    because = rich_text("<p>Nobody needs your PIN but you.</p>")
    return {"ask": ask, "answers": typed_list(answers), "because": because}


def typed_lesson(
    *, steps=None, questions=None, tracks=("iphone", "android"), saved=None, action="", **fields
):
    """The whole form. `action` is the button pressed; "" saves a draft.

    `saved` is the lesson as it was saved before, whose rows of devices are known by number.
    """
    rows = [typed_track(track) for track in tracks]
    known = [str(track.pk) for track in saved.tracks.all()] if saved else []
    for row, number in zip(rows, known, strict=False):
        row["id"] = number
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    steps = [typed_step(name=name) for name in names] if steps is None else steps
    if questions is None:
        questions = [typed_question(), typed_question("What does the cog open?")]
    data = {
        "title": "Find the settings",
        "slug": "find-the-settings",
        "can_do": "find the settings of your device",
        "minutes": "10",
        "level": "first",
        "to_hand": "Your device, switched on",
        "also_called": "",
        "next_lesson": "",
        "tracks": inline_formset(rows, initial=len(known)),
        "steps": streamfield([("step", step) for step in steps]),
        "questions": streamfield([("question", question) for question in questions]),
        "comments": inline_formset([]),
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
    } | fields
    return nested_form_data(data) | ({action: "yes"} if action else {})


def typed_track(track: str) -> dict:
    return {
        "track": track,
        "checked_on": "",
        "checked_device": "",
        "checked_system": "",
        "checked_by": "",
    }
