"""Two records that are one person become one: looked at first, undoable for a day.

Nothing is lost. What the kept record has not is filled, what both have and differs goes into
its notes in words, rows move (whatthetech/people/merging_rows.py). The record that goes is
kept a day, out of sight and with nothing but what was there twice; then it is erased for good
(whatthetech/forgetting.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from whatthetech.people.journal import take_back
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.merging_rows import Joining, TooLongToJoin
from whatthetech.people.models import LookUp, Merge, User

UNDOABLE_FOR = timedelta(days=1)


class CannotMerge(Exception):
    """Its words say why, and what to do."""


class SamePerson(CannotMerge):
    def __str__(self):
        return "These are the same record. Choose another one."


class NotALearner(CannotMerge):
    """Staff sign in by password, and what they did is noted under their record."""

    def __str__(self):
        return "Only a learner’s record can go into another. Begin at the other record."


class AlreadyMerged(CannotMerge):
    def __str__(self):
        return "One of these records is merged already. Look the person up again."


class BothVolunteers(CannotMerge):
    """Two paths to being cleared can't be told apart once they are one."""

    def __str__(self):
        return "Both records have a volunteer’s path. Erase the one that was made by mistake."


class CannotUndo(Exception):
    """Its words say why."""


class AlreadyUndone(CannotUndo):
    def __str__(self):
        return "This merge is taken back already."


class TooLate(CannotUndo):
    def __str__(self):
        return "A merge can be taken back for a day, and this day is over."


class LaterMergeFirst(CannotUndo):
    def __str__(self):
        return "One of these records was merged again since. Take the later merge back first."


@dataclass(frozen=True)
class MergePreview:
    """What would happen, in words. `both_have`: (what, what stays, what goes to the notes)."""

    kept: User
    gone: User
    moves: tuple[str, ...]
    both_have: tuple[tuple[str, str, str], ...]
    card: str  # which card stays; empty: no card is touched


def preview_merge(*, kept: User, gone: User, now: datetime) -> MergePreview:
    """The merge itself, taken back before anybody sees it: so it can't say anything untrue.

    Raises CannotMerge.
    """
    with transaction.atomic():
        story = _join(kept, gone, now).story
        transaction.set_rollback(True)
    return MergePreview(
        kept=kept,
        gone=gone,
        moves=tuple(story.moves),
        both_have=tuple(story.both_have),
        card=story.card,
    )


@transaction.atomic
def merge_people(*, kept: User, gone: User, by: User, now: datetime) -> Merge:
    """`gone` goes into `kept`. Of two who merge the same two at once, one does.

    Raises CannotMerge.
    """
    joining = _join(kept, gone, now)
    merge = Merge.objects.create(kept=kept, gone=gone, by=by, at=now, moved=joining.journal.changes)
    note_look_up(by=by, deed=LookUp.Deed.MERGED, person=kept, now=now)
    return merge


def _join(kept: User, gone: User, now: datetime) -> Joining:
    pair = User.objects.select_for_update().order_by("pk").in_bulk([kept.pk, gone.pk])
    if len(pair) < 2:
        raise SamePerson if kept.pk == gone.pk else AlreadyMerged
    joining = Joining(kept=pair[kept.pk], gone=pair[gone.pk], now=now)
    _may_merge(joining.kept, joining.gone)
    try:
        joining.join()
    except TooLongToJoin as refusal:
        raise CannotMerge(str(refusal)) from refusal
    joining.journal.set(joining.gone, is_active=False, merged_into_id=kept.pk)
    return joining


def _may_merge(kept: User, gone: User) -> None:
    if not (kept.is_active and gone.is_active) or kept.merged_into_id or gone.merged_into_id:
        raise AlreadyMerged
    if not gone.is_learner:
        raise NotALearner
    if hasattr(kept, "volunteer_profile") and hasattr(gone, "volunteer_profile"):
        raise BothVolunteers


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, now: datetime) -> Merge:
    """Both records are as before. What was changed since then stays as it is.

    Raises CannotUndo.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise AlreadyUndone
    if now - merge.at >= UNDOABLE_FOR:
        raise TooLate
    both = (merge.kept_id, merge.gone_id)
    later = Merge.objects.filter(Q(kept__in=both) | Q(gone__in=both), undone_at=None)
    if later.filter(Q(at__gt=merge.at) | Q(at=merge.at, pk__gt=merge.pk)).exists():
        raise LaterMergeFirst
    take_back(merge.moved)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    note_look_up(by=by, deed=LookUp.Deed.UNMERGED, person=merge.kept, now=now)
    return merge
