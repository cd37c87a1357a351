"""Two records that are one person: find the other, look at what happens, merge, take it back."""

from datetime import datetime

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.finding import find_people
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.merging import (
    UNDOABLE_FOR,
    CannotMerge,
    CannotUndo,
    merge_people,
    preview_merge,
)
from whatthetech.people.merging import undo_merge as take_merge_back
from whatthetech.people.models import LookUp, Merge, User

SHOWN = 20


@coordinators_only
@require_http_methods(["GET", "POST"])
def merge(request, pk):
    """The record at this address is kept; `with` names the one that goes into it."""
    kept = get_object_or_404(User, pk=pk)
    gone = _other(request)
    if request.method == "POST":
        if gone is None:
            raise BadRequest("Which record goes into this one?")
        try:
            merge_people(kept=kept, gone=gone, by=request.user, now=timezone.now())
        except CannotMerge as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The two records are one. You can take it back for a day.")
        return redirect("desk:merge", pk)
    asked = request.GET.get("name", "").strip()
    context = {
        "kept": kept,
        "asked": asked,
        "found": others_like(
            asked or kept.get_full_name() or kept.called, than=kept, now=timezone.now()
        ),
        "undoable": _undoable(kept),
        "header_title": "Merge two records",
        "header_icon": "resubmit",
        "breadcrumbs_items": trail("Merge two records"),
    } | (_preview(request, kept, gone) if gone else {})
    return render(request, "people/desk/merge.html", context)


def _other(request) -> User | None:
    asked = (request.POST or request.GET).get("with", "")
    return get_object_or_404(User, pk=int(asked)) if asked.isdecimal() else None


def _preview(request, kept: User, gone: User) -> dict:
    """Context. Whoever is looked at here is looked up."""
    note_look_up(by=request.user, deed=LookUp.Deed.VIEWED, person=gone, now=timezone.now())
    try:
        return {"preview": preview_merge(kept=kept, gone=gone, now=timezone.now())}
    except CannotMerge as refusal:
        return {"refusal": str(refusal)}


def others_like(words: str, *, than: User, now: datetime) -> list[User]:
    """Other records that these words may mean, or with the same telephone: the likeliest first."""
    asked = [words, than.telephone] if than.telephone else [words]
    found = [one.person for ask in asked for one in find_people(ask, now=now)]
    return [person for person in dict.fromkeys(found) if person != than][:SHOWN]


def _undoable(kept: User) -> QuerySet[Merge]:
    since = timezone.now() - UNDOABLE_FOR
    return kept.merges.filter(undone_at=None, at__gt=since).select_related("gone", "by")


@coordinators_only
@require_POST
def undo_merge(request, pk):
    merge = get_object_or_404(Merge, pk=pk)
    try:
        take_merge_back(merge=merge, by=request.user, now=timezone.now())
    except CannotUndo as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "There are two records again, as before.")
    return redirect("desk:merge", merge.kept_id)
