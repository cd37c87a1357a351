"""How the rows of one person come to another, kind by kind.

Every relation to a person in any installed app stands by name in one of the sets below, and a
test fails for one that doesn't (tests/people/test_merge_people.py): no room that is added
later can be forgotten. What stays with the record that goes is erased with it a day later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from lessons.kept_progress import how_far
from lessons.models import KeptPlace, LessonPage
from lessons.progress import Place
from whatthetech.people.journal import Journal
from whatthetech.people.models import Concern, LearnerProfile, User, WhatHelps

# Rows that simply change their person.
MOVED = {
    "people.Card.issued_by",
    "people.ClassMode.begun_by",
    "people.WaitingDevice.person",
    "people.WaitingDevice.let_in_by",
    "people.Consent.heard_by",
    "people.User.merged_into",
    "people.LookUp.by",
    "people.LookUp.person",
    "people.Complaint.person",
    "people.Complaint.taken_by",
    "people.Merge.by",
    "people.Invitation.invited_by",
    "people.Invitation.person",
    "people.StepDone.seen_by",
    "people.CheckDecision.decided_by",
    "people.CheckDecision.seen_by",
    "scheduling.Booking.made_by",
    "scheduling.Booking.cancelled_by",
    "scheduling.Offer.made_by",
    "scheduling.Offer.answered_by",
    "scheduling.Attempt.by",
    "scheduling.Attendance.marked_by",
    "scheduling.VolunteerShift.offered_by",
    "scheduling.VolunteerShift.confirmed_by",
    "scheduling.VolunteerShift.withdrawn_by",
    "scheduling.LearningSession.cancelled_by",
    "scheduling.ClosedDay.confirmed_by",
    "scheduling.Task.owner",
    "scheduling.Task.closed_by",
    "people.Concern.learner",
    "people.Concern.written_by",
    "people.Concern.read_by",
    "people.Concern.may_go_by",
    "scheduling.SessionRecord.learner",
    "scheduling.SessionRecord.written_by",
    "lessons.Picture.uploaded_by_user",
    "wagtailcore.Page.owner",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Revision.user",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.WorkflowState.requested_by",
    "wagtailcore.TaskState.finished_by",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtailcore.Comment.user",
    "wagtailcore.Comment.resolved_by",
    "wagtailcore.CommentReply.user",
    "wagtailimages.Image.uploaded_by_user",
    "wagtaildocs.Document.uploaded_by_user",
    "pairing.Round.made_by",
    "pairing.Round.published_by",
    "pairing.Round.withdrawn_by",
    "pairing.Ban.made_by",
    "pairing.Ban.ended_by",
    "pairing.Pin.made_by",
    "pairing.Pin.ended_by",
    "pairing.Handover.planned_by",
    "pairing.Interpreter.booked_by",
}
# Rows that the kept person may have already: the same one stays behind.
MOVED_UNLESS_THERE = {
    "people.Availability.person": ("weekday", "part"),
    "people.WeekAway.person": ("monday",),
    "people.KnownDevice.person": ("digest",),
    "scheduling.Booking.learner": ("session_id", "is_live"),  # a second seat is let go (seats.py)
    "lessons.KeptDisplay.person": (),  # one a person
    "lessons.StuckAt.person": ("lesson_id", "step_id"),
    "wagtailcore.PageSubscription.user": ("page_id",),
    "pairing.AboutLearner.learner": (),  # one a person
    "pairing.Ban.learner": ("volunteer_id", "is_live"),
    "pairing.Interpreter.learner": ("term_id", "is_live"),
    "pairing.OutOfReach.person": ("venue_id",),
    "pairing.Pairing.learner": ("standing",),  # one primary and one reserve a term
    "pairing.Pin.learner": ("session_id", "is_live"),
    "pairing.ProposedPair.learner": ("round_id",),
    "pairing.Unpaired.learner": ("round_id",),
}
# Rows that have rules of their own, below.
BY_RULE = {
    "people.Card.person",
    "people.Consent.person",
    "people.LearnerProfile.person",
    "people.VolunteerProfile.person",
    "lessons.KeptPlace.person",
}
# What only staff have, and the records of merges themselves. Staff are never the record that goes.
STAYS = {
    "people.Merge.kept",
    "people.Merge.gone",
    "people.User_groups.user",
    "people.User_user_permissions.user",
    "wagtailusers.UserProfile.user",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "otp_totp.TOTPDevice.user",
    "otp_static.StaticDevice.user",
}
# Records merged before come along without a word; and of a concern only leads may know.
WITHOUT_A_WORD = (User, Concern)
HANDLED = MOVED | set(MOVED_UNLESS_THERE) | BY_RULE | STAYS


def relations_to_a_person() -> dict[str, models.ForeignObjectRel]:
    """{“app.Model.field”: relation}, hidden ones too."""
    found = get_user_model()._meta.get_fields(include_hidden=True)
    return {
        f"{relation.related_model._meta.label}.{relation.field.name}": relation
        for relation in found
        if relation.auto_created and not relation.concrete
    }


@dataclass
class Story:
    """What a merge does, for the preview."""

    moves: list[str] = field(default_factory=list)  # “3 lessons begun”
    both_have: list[tuple[str, str, str]] = field(default_factory=list)  # what, stays, to notes
    card: str = ""


@dataclass
class Joining:
    """One person's rows on their way to another. Both rows are locked, and as they are now."""

    kept: User
    gone: User
    now: datetime
    journal: Journal = field(default_factory=Journal)
    story: Story = field(default_factory=Story)

    def join(self) -> None:
        """Everything: what differs is read before rows move."""
        self.kept_profile = _profile(self.kept)
        self.gone_profile = _profile(self.gone)
        self._cards()
        self._consents()
        self._names()
        self._profiles()
        self._notes()
        self._places()
        self._volunteer()
        for name, relation in relations_to_a_person().items():
            if name in MOVED:
                self._move(relation, lambda row: True)
            elif name in MOVED_UNLESS_THERE:
                self._move(relation, self._unless_there(relation, MOVED_UNLESS_THERE[name]))

    # --- Plain rows ---

    def _move(self, relation, wanted: Callable[[models.Model], bool]) -> None:
        model, column = relation.related_model, relation.field.attname
        rows = [row for row in model._base_manager.filter(**{column: self.gone.pk}) if wanted(row)]
        self.journal.move(rows, column, self.kept.pk)
        self._tell(model, len(rows))

    def _unless_there(self, relation, same: tuple[str, ...]) -> Callable[[models.Model], bool]:
        rows = relation.related_model._base_manager.filter(**{relation.field.attname: self.kept.pk})
        there = {tuple(getattr(row, name) for name in same) for row in rows}
        return lambda row: tuple(getattr(row, name) for name in same) not in there

    def _tell(self, model, count: int) -> None:
        if count and model not in WITHOUT_A_WORD:
            names = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            self.story.moves.append(f"{count} {names}")

    # --- Cards: one person has one ---

    def _cards(self) -> None:
        """Of two live cards the one used last stays; staff have none (S8)."""
        cards = list(self.gone.cards.all())
        ours = self.kept.cards.filter(ended_at=None).first()
        theirs = next((card for card in cards if card.ended_at is None), None)
        if theirs and not self.kept.is_learner:
            self.journal.set(theirs, ended_at=self.now)
            self.story.card = "The card ends: staff sign in by password."
        elif theirs and ours:
            ends, stays = sorted((ours, theirs), key=_last_use)
            self.journal.set(ends, ended_at=self.now)
            used = date_format(timezone.localtime(_last_use(stays)), "j F Y")
            self.story.card = f"The card last used on {used} stays. The other card ends."
        elif theirs:
            self.story.card = "Their card stays good, and opens the kept record."
        self.journal.move(cards, "person_id", self.kept.pk)

    # --- What they agreed to, and what helps them ---

    def _consents(self) -> None:
        """All move. Of two in force about the same thing the later one stays in force."""
        moving = list(self.gone.consents.all())
        for theirs in moving:
            ours = self.kept.consents.filter(about=theirs.about, withdrawn_at=None).first()
            if theirs.withdrawn_at is None and ours:
                replaced, stays = sorted((ours, theirs), key=lambda consent: consent.given_at)
                self.journal.set(replaced, withdrawn_at=self.now)
                for helps in WhatHelps.objects.filter(consent=replaced):
                    self.journal.set(helps, consent_id=stays.pk)
        self.journal.move(moving, "person_id", self.kept.pk)
        self._tell(self.gone.consents.model, len(moving))

    def _what_helps(self) -> None:
        """Health data: only ever beside its consent, never in the notes."""
        theirs = WhatHelps.objects.filter(learner=self.gone_profile).first()
        ours = WhatHelps.objects.filter(learner=self.kept_profile).first()
        if theirs and not ours:
            self.journal.set(theirs, learner_id=self.kept_profile.pk)
            self.story.moves.append("what helps them, with what they agreed to")
        elif theirs:
            joined = {
                name: _joined(ours, name, getattr(theirs, name))
                for name in ("hearing", "sight", "pace", "other")
            }
            near = ours.seat_near_door or theirs.seat_near_door
            self.journal.set(ours, seat_near_door=near, **joined)
            self.story.moves.append("what helps them, joined to what the kept record says")

    # --- Names, and the two profiles ---

    def _names(self) -> None:
        """Blank ones are filled; what differs goes to the notes."""
        self.noted: list[str] = []
        kept, gone = self.kept, self.gone
        for name in ("first_name", "last_name", "known_as"):
            self._fill(kept, gone, (name,))
        same_number = kept.telephone_digits == gone.telephone_digits
        if not same_number and self._fill(kept, gone, ("telephone",)):
            self.journal.set(kept, telephone_digits=gone.telephone_digits)
        if gone.email and not kept.email:
            email = gone.email
            self.journal.set(gone, email=None)  # two records can't have the same
            self.journal.set(kept, email=email)
            self.story.moves.append(f"email address: {email}")
        elif gone.email:
            self._both_have("email address", kept.email, gone.email)
        self.journal.set(kept, date_joined=min(kept.date_joined, gone.date_joined))
        self.journal.set(kept, last_login=_latest(kept.last_login, gone.last_login))

    def _profiles(self) -> None:
        ours, theirs = self.kept_profile, self.gone_profile
        if theirs is None:
            return
        if ours is None:
            self.journal.set(theirs, person_id=self.kept.pk)
            self.kept_profile = theirs
            self.story.moves.append("everything about their learning")
            return
        for names in FILLED:
            self._fill(ours, theirs, names)
        for name in NEEDS:
            self.journal.set(ours, **{name: getattr(ours, name) or getattr(theirs, name)})
        last = _latest(ours.last_contact_on, theirs.last_contact_on)
        self.journal.set(ours, last_contact_on=last)
        for name in ("devices", "goal_courses", "goal_lessons"):
            theirs_too = getattr(theirs, name).values_list("pk", flat=True)
            added = self.journal.add(ours, name, theirs_too)
            if added:
                label = LearnerProfile._meta.get_field(name).verbose_name
                self.story.moves.append(f"{label}: {len(added)} more")
        self._what_helps()

    def _fill(self, ours, theirs, names: tuple[str, ...]) -> bool:
        """Several names are one thing (who to contact): filled together or not at all."""
        values = {name: getattr(theirs, _column(theirs, name)) for name in names}
        if not any(values.values()):
            return False
        has = {name: getattr(ours, _column(ours, name)) for name in names}
        if has == values:
            return False
        label = ours._meta.get_field(names[0]).verbose_name
        if any(has.values()):
            self._both_have(label, _in_words(ours, names), _in_words(theirs, names))
            return False
        said = _in_words(theirs, names)
        self.journal.set(ours, **{_column(ours, name): values[name] for name in names})
        self.story.moves.append(f"{label}: {said}")
        return True

    def _both_have(self, label: str, stays: str, other: str) -> None:
        if str(stays).strip().casefold() != str(other).strip().casefold():
            self.story.both_have.append((label, stays, other))
            self.noted.append(f"{label}: {other}")

    def _notes(self) -> None:
        """In words, on the kept record: what differed, and the other record's own notes."""
        theirs = self.gone_profile.notes if self.gone_profile else ""
        moved_whole = self.kept_profile is self.gone_profile
        told = [f"Their {line}" for line in self.noted] + [theirs] * (not moved_whole)
        told = [line for line in told if line.strip()]
        if not told:
            return
        if self.kept_profile is None:
            self.kept_profile = LearnerProfile(person_id=self.kept.pk)
            self.journal.make(self.kept_profile)
        day = date_format(timezone.localtime(self.now), "j F Y")
        lines = [self.kept_profile.notes, f"From the record merged on {day}:", *told]
        notes = "\n".join(line for line in lines if line.strip())
        self.journal.set(self.kept_profile, notes=notes)

    # --- Progress ---

    def _places(self) -> None:
        """Of two places in a lesson the further stays; a lesson once finished stays so."""
        ours = {place.lesson_id: place for place in self.kept.kept_places.all()}
        moving, both = [], []
        for theirs in self.gone.kept_places.all():
            (both if theirs.lesson_id in ours else moving).append(theirs)
        lessons = LessonPage.objects.prefetch_related("tracks").in_bulk(
            [theirs.lesson_id for theirs in both]
        )
        for theirs in both:
            lesson, mine = lessons[theirs.lesson_id], ours[theirs.lesson_id]
            if how_far(lesson, _place(theirs)) > how_far(lesson, _place(mine)):
                self.journal.set(mine, step=theirs.step, track=theirs.track)
            self.journal.set(
                mine,
                reached_at=max(mine.reached_at, theirs.reached_at),
                done_at=mine.done_at or theirs.done_at,
            )
        self.journal.move(moving, "person_id", self.kept.pk)
        if moving or both:
            count = len(moving) + len(both)
            further = " (in a lesson that both began the further place stays)" if both else ""
            self.story.moves.append(f"{count} lesson{'s' * (count > 1)} begun{further}")

    # --- Volunteering ---

    def _volunteer(self) -> None:
        """Both having a profile was refused before."""
        if theirs := getattr(self.gone, "volunteer_profile", None):
            self.journal.set(theirs, person_id=self.kept.pk)
            self.story.moves.append("everything about their volunteering")


# Filled where the kept record has nothing; names in one tuple belong together.
FILLED = (
    ("address",),
    ("preferred_channel",),
    ("language",),
    ("goals_in_own_words",),
    ("helper_must_be",),
    ("contact_name", "contact_relation", "contact_telephone"),
    ("introduced_by",),
)
# Needed by either record, needed by the person.
NEEDS = (
    "needs_interpreter",
    "needs_experienced_helper",
    "needs_step_free",
    "helper_must_know_device",
)


@dataclass
class TooLongToJoin(Exception):
    """Both records say what helps, and both together are longer than there is room for."""

    label: str

    def __str__(self):
        return f"Both say much under “{self.label}” of what helps them. Shorten one, then merge."


def _joined(ours: WhatHelps, name: str, theirs: str) -> str:
    """Raises TooLongToJoin."""
    mine = getattr(ours, name)
    if not theirs or theirs == mine:
        return mine
    both = f"{mine}; {theirs}" if mine else theirs
    column = WhatHelps._meta.get_field(name)
    if len(both) > column.max_length:
        raise TooLongToJoin(column.verbose_name)
    return both


def _profile(person: User) -> LearnerProfile | None:
    return LearnerProfile.objects.filter(person=person).first()


def _last_use(card) -> datetime:
    return card.last_used_at or card.issued_at


def _latest(*moments):
    return max((moment for moment in moments if moment), default=None)


def _place(kept: KeptPlace) -> Place:
    return Place(lesson_id=kept.lesson_id, step=kept.step, track=kept.track)


def _column(row, name: str) -> str:
    return row._meta.get_field(name).attname


def _in_words(row, names: tuple[str, ...]) -> str:
    said = (
        getattr(row, f"get_{name}_display", lambda name=name: getattr(row, name))()
        for name in names
    )
    return ", ".join(str(value) for value in said if value)
