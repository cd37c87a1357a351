"""What a lesson is built of in the editor: steps, their variants for a device, questions."""

from django.db.models import TextChoices
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from lessons.tracks import Tag, Track

DEVICES = [(track.value, track.label) for track in Track if track != Track.ALL]


class Practice(TextChoices):
    """A pad on the step's page where a learner tries the movement."""

    TAP = "tap", "Tap (on a laptop: click) a large button"
    HOLD = "hold", "Press and hold a word"
    SCROLL = "scroll", "Slide through a tall list"
    TYPE = "type", "Type a few words"
    UNDO = "undo", "Delete, and put back"


def words(label: str, help_text: str = "", *, required: bool = True) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=label, help_text=help_text, required=required, features=["bold"]
    )


class VariantBlock(blocks.StructBlock):
    """What is different on one device. What is left empty is the same as in the step."""

    track = blocks.ChoiceBlock(choices=DEVICES, label="Device")
    title = blocks.CharBlock(max_length=60, required=False)
    action = words("What to do", required=False)
    picture = ImageBlock(required=False)
    see = words("You should now see", required=False)
    otherwise = words("If it looks different, and how to go back", required=False)
    tip = words("Tip", required=False)
    recording = DocumentChooserBlock(required=False, help_text="The step read aloud (MP3)")

    class Meta:
        icon = "mobile-alt"
        label = "Different on one device"


class StepBlock(blocks.StructBlock):
    """One action, one picture, what is then seen, and the way back."""

    title = blocks.CharBlock(
        max_length=60, help_text="What the learner does, as a short heading: “Open Settings”."
    )
    action = words(
        "What to do",
        "One action, at most three short sentences. Bold for the exact words on a screen.",
    )
    picture = ImageBlock(required=False)
    words_only_because = blocks.CharBlock(
        max_length=200,
        required=False,
        label="Words only, because",
        help_text="Only where there is nothing to see: say why this step has no picture.",
    )
    see = words("You should now see", "What is on the screen when it has worked.")
    otherwise = words(
        "If it looks different, and how to go back",
        "What to try, and how to get back to where the learner was.",
    )
    tip = words("Tip", "Something good to know. May stay empty.", required=False)
    tags = blocks.MultipleChoiceBlock(
        choices=Tag.choices,
        required=False,
        label="This step has to do with",
        help_text="Its safety warning is shown before the action.",
    )
    practice = blocks.ChoiceBlock(choices=Practice.choices, required=False, label="Practice pad")
    only_on = blocks.MultipleChoiceBlock(
        choices=DEVICES, required=False, help_text="Leave empty where every device has this step."
    )
    recording = DocumentChooserBlock(required=False, help_text="The step read aloud (MP3)")
    variants = blocks.ListBlock(VariantBlock(), default=[], label="Different on one device")

    class Meta:
        icon = "list-ol"
        label = "Step"
        label_format = "{title}"


class AnswerBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120)
    is_right = blocks.BooleanBlock(required=False, label="This is the right answer")


class QuestionBlock(blocks.StructBlock):
    """A gentle check for oneself: no score, no lock-out."""

    ask = blocks.CharBlock(max_length=200, label="Question")
    answers = blocks.ListBlock(AnswerBlock(), min_num=2, max_num=4)
    because = words("Why", "Shown after any answer.")

    class Meta:
        icon = "help"
        label = "Question"
        label_format = "{ask}"
