"""What is taught: pages a learner reads, the words and warnings they share, what is counted."""

from functools import cached_property, lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Orderable, Page
from wagtail.search import index

from lessons.blocks import DEVICES, QuestionBlock, StepBlock
from lessons.display import DARK, LIGHT, SIZES
from lessons.forms import LessonPageForm
from lessons.marked_text import plain
from lessons.page_cache import public
from lessons.permissions import LessonPermissionTester
from lessons.steps import Step, lesson_outline, numbers_on, steps_on
from lessons.tracks import Tag, Track
from lessons.workflow import StepContractTask  # noqa: F401  (a model of this room)


class Picture(AbstractImage):
    """A picture in a lesson. What a camera wrote into the file is removed on upload."""

    nobody_in_it = models.BooleanField(
        "no real names, numbers or faces in this picture",
        default=False,
        help_text="Look at the whole picture: messages, contacts, telephone numbers, people.",
    )
    # How our own kit drew it (docs/how-to/draw-a-picture.md); null: somebody uploaded it.
    drawing = models.JSONField(null=True, blank=True, editable=False)
    # What the file was made of, so that loading a lesson again makes no second copy.
    source_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    admin_form_fields = (*Image.admin_form_fields, "nobody_in_it")

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


@register_setting(icon="mobile-alt")
class HelpLine(BaseGenericSetting):
    """A real person's number, one tap away on every page (ACCESSIBILITY.md P7)."""

    telephone = models.CharField(max_length=30, default="020 0000 0000")
    hours = models.CharField(max_length=120, default="Monday to Friday, 10 in the morning to 4")
    organisation = models.CharField(max_length=120, default="What the Tech!?")

    class Meta:
        verbose_name = "help line"

    @property
    def dial(self) -> str:
        """The number as a tel: link takes it."""
        return "".join(character for character in self.telephone if character in "+0123456789")


class GlossaryTerm(index.Indexed, models.Model):
    """A word explained: found in the text of a step and shown below it."""

    word = models.CharField(max_length=60, unique=True)
    meaning = models.TextField(help_text="One or two short sentences, in plain words.")
    other_forms = models.TextField(
        blank=True, help_text="Other forms in which it stands in a lesson, one a line: “apps”."
    )
    also_called = models.TextField(
        blank=True, help_text="What people type when they look for it, misspellings too."
    )

    panels = [FieldPanel(name) for name in ("word", "meaning", "other_forms", "also_called")]
    search_fields = [
        index.SearchField("word", boost=4),
        index.AutocompleteField("word"),
        index.AutocompleteField("also_called"),
        index.SearchField("also_called", boost=2),
        index.SearchField("other_forms"),
        index.SearchField("meaning"),
    ]

    class Meta:
        ordering = ["word"]
        verbose_name = "word explained"
        verbose_name_plural = "words explained"

    def __str__(self):
        return self.word

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form it has in a text, lower case."""
        lines = (self.word, *self.other_forms.splitlines())
        return tuple(line.strip().lower() for line in lines if line.strip())


class SafetyWarning(models.Model):
    """A warning, held once and shown on every step that carries its tag."""

    name = models.SlugField(
        unique=True, help_text="Short, lower case, never changed later: “remote-access”."
    )
    title = models.CharField(max_length=80)
    text = RichTextField(features=["bold"], help_text="What never to do, and what to do instead.")
    tag = models.CharField(
        "shown before every step that has to do with", max_length=20, choices=Tag, blank=True
    )

    panels = [FieldPanel(name) for name in ("title", "text", "tag", "name")]

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class OpenPage(Page):
    """A page open to everybody: reading needs no account (ACCESSIBILITY.md S1)."""

    private_page_options = []

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        return public(super().serve(request, *args, **kwargs).render())


class HomePage(OpenPage):
    welcome = models.CharField(
        max_length=200, default="Learn to use your phone, tablet or laptop. Nobody will rush you."
    )
    sessions = models.CharField(
        max_length=300, default="Sit down beside a friendly student who helps you, every week."
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["lessons.LibraryPage", "lessons.InformationPage"]
    content_panels = [*Page.content_panels, FieldPanel("welcome"), FieldPanel("sessions")]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "showpiece": LessonPage.objects.live().order_by("pk").filter(is_showpiece=True).first()
        }


class InformationPage(OpenPage):
    """A page of plain words: when and where the sessions are, who we are."""

    body = RichTextField(features=["h2", "bold", "ul"])

    parent_page_types = ["lessons.HomePage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("body")]


class LibraryPage(OpenPage):
    """All courses, at /learn/."""

    introduction = models.CharField(max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["lessons.HomePage"]
    subpage_types = ["lessons.CoursePage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    def get_context(self, request, *args, **kwargs):
        courses = CoursePage.objects.child_of(self).live().order_by("path")
        return super().get_context(request, *args, **kwargs) | {"courses": courses}


class CoursePage(OpenPage):
    """A few lessons that belong together."""

    summary = models.CharField(max_length=300, help_text="One sentence: what a learner gains.")

    parent_page_types = ["lessons.LibraryPage"]
    subpage_types = ["lessons.LessonPage"]
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    def get_context(self, request, *args, **kwargs):
        lessons = LessonPage.objects.child_of(self).live().order_by("path")
        return super().get_context(request, *args, **kwargs) | {"lessons": lessons}

    def clean(self):
        super().clean()
        if self.slug in {"search", "carry-on"}:
            raise ValidationError({"slug": f"“{self.slug}” is taken. Choose another address."})


class Level(models.TextChoices):
    FIRST = "first", "First steps"
    NEXT = "next", "When you know the first steps"


class LessonPage(OpenPage):
    """A lesson of a few steps, followed on one's own device."""

    can_do = models.CharField(
        "what you will be able to do",
        max_length=160,
        help_text="Completes “You will be able to …”: “stop, check and report a message”.",
    )
    minutes = models.PositiveSmallIntegerField(
        default=15, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    level = models.CharField(max_length=10, choices=Level, default=Level.FIRST)
    to_hand = models.TextField("what to have to hand", help_text="One thing a line.")
    also_called = models.TextField(
        "what people type when they look for it",
        blank=True,
        help_text="Everyday words and misspellings, one a line: “vidio call”.",
    )
    warnings = ParentalManyToManyField(
        SafetyWarning, blank=True, help_text="Shown on the first page of the lesson."
    )
    next_lesson = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Offered at the end. Empty: the next lesson of the course.",
    )
    is_showpiece = models.BooleanField("offered on the home page", default=False)
    steps = StreamField([("step", StepBlock())], blank=True)
    questions = StreamField([("question", QuestionBlock())], blank=True, max_num=3)
    # What the starter course last wrote here; a lesson that differs was changed by an editor.
    loaded_key = models.CharField(max_length=64, blank=True, editable=False)

    parent_page_types = ["lessons.CoursePage"]
    subpage_types = []
    base_form_class = LessonPageForm

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("can_do"),
                    MultiFieldPanel(
                        [FieldPanel("minutes"), FieldPanel("level"), FieldPanel("to_hand")],
                        heading="Before one begins",
                    ),
                    InlinePanel("tracks", heading="Devices", label="device", min_num=1),
                    FieldPanel("warnings", widget=CheckboxSelectMultiple),
                ],
                heading="First page",
            ),
            ObjectList(
                [HelpPanel(template="lessons/admin/step_contract.html"), FieldPanel("steps")],
                heading="Steps",
            ),
            ObjectList([FieldPanel("questions"), FieldPanel("next_lesson")], heading="Last page"),
            ObjectList(
                [
                    *Page.promote_panels,
                    FieldPanel("also_called"),
                    FieldPanel("is_showpiece"),
                    *Page.settings_panels,  # a set time to appear, and comments
                ],
                heading="Finding it",
            ),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.AutocompleteField("also_called"),
        index.SearchField("also_called", boost=4),
        index.SearchField("can_do", boost=2),
        index.SearchField("step_words"),
    ]

    @property
    def preview_modes(self):
        named = filter(lambda row: row.track, self.devices)  # one may only just be begun
        devices = [(row.track, f"Steps: {row.get_track_display()}") for row in named]
        return [("", "First page"), *devices, ("print", "Print")]

    def permissions_for_user(self, user):
        return LessonPermissionTester(user, self)

    def is_previewable(self):
        return True  # asked of every row of a list, where preview_modes would take a query each

    def serve_preview(self, request, mode_name):
        from lessons.views.previewing import preview_lesson

        return preview_lesson(request, self, mode_name)

    def get_context(self, request, *args, **kwargs):
        from lessons.device import chosen_track

        return super().get_context(request, *args, **kwargs) | {
            "lesson": self,
            "course": self.get_parent(),
            "track": chosen_track(request, self),
        }

    @cached_property
    def devices(self) -> list["LessonTrack"]:
        return list(self.tracks.all())

    @property
    def track_names(self) -> list[str]:
        return [device.track for device in self.devices]

    @property
    def things_to_hand(self) -> list[str]:
        return [line.strip() for line in self.to_hand.splitlines() if line.strip()]

    def steps_on(self, track: str) -> tuple[Step, ...]:
        return steps_on(self.steps, track)

    def outline(self, track: str):
        return lesson_outline(self, track)

    @property
    def step_words(self) -> str:
        """Every word of every step on every track, for the search."""
        texts = {
            plain(text): None
            for name in self.track_names
            for step in self.outline(name).steps
            for _, text in step.texts
        }
        return " ".join(texts)

    @property
    def _slugs(self) -> list[str]:
        return self.url_path.strip("/").split("/")[-2:]

    @property
    def front(self) -> str:
        """The address of the lesson's first page, which Wagtail serves."""
        return "/learn/{}/{}/".format(*self._slugs)

    def address(self, name: str, *args, track: str = "") -> str:
        """The address of one of the lesson's own pages, such as `address("show_step", 3)`."""
        path = _path(name, *self._slugs, *args)
        return f"{path}?on={track}" if track and track != Track.ALL else path


@lru_cache(maxsize=4096)  # a page of one step has ten, and each takes as long as a small query
def _path(name: str, *args) -> str:
    return reverse(f"lessons:{name}", args=args)


class LessonTrack(Orderable):
    """A device the lesson is for, and who last tried every step on one, when."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="tracks")
    track = models.CharField("device", max_length=10, choices=Track)
    checked_on = models.DateField(null=True, blank=True)  # null: nobody has tried it
    checked_device = models.CharField(
        max_length=80, blank=True, help_text="“iPad (9th generation)”"
    )
    checked_system = models.CharField(max_length=40, blank=True, help_text="“iPadOS 18.6”")
    checked_by = models.CharField(max_length=80, blank=True, help_text="A first name is enough")

    panels = [
        FieldPanel("track"),
        FieldPanel("checked_on"),
        FieldPanel("checked_device"),
        FieldPanel("checked_system"),
        FieldPanel("checked_by"),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["lesson", "track"], name="one_row_a_device"),
        ]

    def __str__(self):
        return f"{self.lesson.title}: {self.get_track_display()}"

    def clean(self):
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError(
                {"checked_on": "This day is still to come. Give the day it was tried."}
            )
        told = self.checked_device and self.checked_system and self.checked_by
        if self.checked_on and not told:
            raise ValidationError("Say on which device and system it was tried, and by whom.")

    @property
    def needs_checking(self) -> bool:
        return self.checked_on is None or self.days_since_checked > settings.CHECKED_FOR_DAYS

    @property
    def days_since_checked(self) -> int:
        return (timezone.localdate() - self.checked_on).days


class StepTallyQuerySet(models.QuerySet):
    def count_one(self, what: str, *, lesson_id: int, step_id: str, track: str, day) -> None:
        """Add one to `seen`, `stuck` or `finished`; safe when many readers do so at once."""
        row = {"lesson_id": lesson_id, "step_id": step_id, "track": track, "day": day}
        if not self.filter(**row).update(**{what: F(what) + 1}):
            self.bulk_create([self.model(**row)], ignore_conflicts=True)
            self.filter(**row).update(**{what: F(what) + 1})


class StepTally(models.Model):
    """How often a step was seen, finished, or left its reader stuck, in a day. Nobody is named."""

    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="tallies")
    step_id = models.CharField(max_length=36)  # the block's id: it survives edits
    track = models.CharField(max_length=10, choices=Track)
    day = models.DateField()  # in Europe/London
    seen = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    stuck = models.PositiveIntegerField(default=0)

    objects = StepTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "step_id", "track", "day"], name="one_tally_a_step_a_day"
            ),
            models.CheckConstraint(
                condition=Q(track__in=[*dict(DEVICES), Track.ALL]), name="tally_on_known_track"
            ),
        ]

    def __str__(self):
        return f"{self.lesson_id}, {self.step_id[:8]} on {self.track}, {self.day}"


class KeptDisplay(models.Model):
    """How a person with a card wants to see pages, so that any device shows them so."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_display"
    )
    size = models.PositiveSmallIntegerField(choices=[(size, f"{size} px") for size in SIZES])
    page = models.CharField(  # empty: as the device is set
        max_length=5, choices=[(LIGHT, "light"), (DARK, "dark")], blank=True
    )

    def __str__(self):
        return f"{self.size} px {self.page}".strip()


class KeptPlace(models.Model):
    """Where a person with a card is in a lesson, so that any device finds it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_places"
    )
    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="kept_places")
    step = models.CharField(max_length=8)  # the first eight characters of the step's id, or "done"
    track = models.CharField(max_length=10, choices=Track)
    reached_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)  # null: never finished yet

    class Meta:
        ordering = ["-reached_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson"], name="one_place_a_lesson")
        ]

    def __str__(self):
        return f"Lesson {self.lesson_id} at {self.step}"


class StuckAt(models.Model):
    """A person with a card pressed “I'm stuck” on this step, and nobody saw to it yet.

    The row goes when they are past the step (`lessons/being_stuck.py`).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stuck_at"
    )
    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="stuck_at")
    step_id = models.CharField(max_length=36)  # the block's id: it survives edits
    track = models.CharField(max_length=10, choices=Track)
    since = models.DateTimeField()  # the first press
    pressed_at = models.DateTimeField()  # the last one

    class Meta:
        verbose_name = "step that leaves them stuck"
        verbose_name_plural = "steps that leave them stuck"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "lesson", "step_id"], name="stuck_once_at_a_step"
            )
        ]

    def __str__(self):
        return f"Lesson {self.lesson_id} at {self.step_id[:8]}"

    def step_id_in_words(self) -> str:
        number = numbers_on(self.lesson.steps, self.track).get(self.step_id)
        return f"step {number}" if number else "a step that is no longer there"
