"""The board of a round: who would help whom and why, who is left out, what would change that."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from whatthetech.pairing import board as boards
from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.admin_views.rounds import DIFFERS, FORGOTTEN, get_round
from whatthetech.pairing.desk_forms import volunteers_of
from whatthetech.pairing.models import Round
from whatthetech.pairing.stored import DigestDiffers, InputsForgotten
from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import VolunteerProfile

PER_PAGE = 25
ALL, LEFT_OUT, PAIRED = "all", "left-out", "paired"


@coordinators_only
@require_safe
def board(request, pk):
    """Those left out first, then the pairs; or one of the two, or the pairs of one volunteer."""
    round, now = get_round(pk), timezone.now()
    shown, volunteer = what_to_show(request, round)
    left = round.unpaired.select_related("learner__learner_profile__language")
    pairs = round.pairs.select_related("learner", "volunteer__person")
    count, paired = left.count(), pairs.count()
    if volunteer:
        pairs, left = pairs.filter(volunteer=volunteer), left.none()
    elif shown == LEFT_OUT:
        pairs = pairs.none()
    elif shown == PAIRED:
        left = left.none()
    rows = [*left.prefetch_related("learner__availability"), *pairs]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    of_left, of_pairs = split(page.object_list)
    context = {
        "round": round,
        "filters": filters(shown, count, paired),
        "volunteer": volunteer,
        "volunteers": volunteers_of(round).filter(proposed_pairs__round=round).distinct(),
        "page": page,
        "left_out": boards.left_out(round, of_left, now=now),
        "pairs": boards.pairs_on_board(round, of_pairs),
        "count": count,
        "paired": paired,
        **headings("Board", round=round),
    }
    return render(request, "pairing/desk/board.html", context)


def what_to_show(request, round: Round) -> tuple[str, VolunteerProfile | None]:
    """What can't be read is all. A volunteer: their pairs, whatever else was asked."""
    asked = request.GET.get("volunteer", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() else None
    if number and (volunteer := volunteers_of(round).filter(pk=number).first()):
        return "", volunteer
    shown = request.GET.get("show", ALL)
    return (shown if shown in (ALL, LEFT_OUT, PAIRED) else ALL), None


def filters(shown: str, count: int, paired: int) -> list[dict]:
    labels = {
        ALL: "All",
        LEFT_OUT: f"Left out ({count})",
        PAIRED: f"Have somebody ({paired})",
    }
    return [
        {"show": show, "label": label, "is_chosen": show == shown} for show, label in labels.items()
    ]


def split(rows) -> tuple[list, list]:
    """Of a page: those left out, and pairs."""
    left = [row for row in rows if hasattr(row, "explanation")]
    return left, [row for row in rows if not hasattr(row, "explanation")]


@coordinators_only
@require_safe
def suppose(request, pk, learner_pk):
    """Why somebody is left out, and the answer to one “what if”."""
    round, now = get_round(pk), timezone.now()
    rows = round.unpaired.select_related("learner__learner_profile__language")
    row = get_object_or_404(rows, learner=learner_pk)
    note_view(by=request.user, person=row.learner, now=now)
    (one,) = boards.left_out(round, [row], now=now)
    asked = f"{'time' if 'time' in request.GET else 'language'}={first_of(request.GET)}"
    chosen = next((what for what in one.what_ifs if what.asked == asked), None)
    context = {
        "round": round,
        "one": one,
        "chosen": chosen,
        **answered(round, row.learner, chosen, now),
        **headings("What if", round=round),
    }
    return render(request, "pairing/desk/suppose.html", context)


def first_of(asked) -> str:
    return asked.get("time") or asked.get("language") or ""


def answered(round: Round, learner, chosen, now) -> dict:
    if chosen is None:
        return {}
    try:
        return {"answer": boards.suppose(round, learner=learner, asked=chosen.asked, now=now)}
    except DigestDiffers:
        return {"trouble": DIFFERS}
    except InputsForgotten:
        return {"trouble": FORGOTTEN}
