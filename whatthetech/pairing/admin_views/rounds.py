"""Rounds at the desk: propose one, look at what it changes, publish, take back, replay."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from whatthetech.pairing import rounds as deeds
from whatthetech.pairing.admin_views.headings import headings, name_of
from whatthetech.pairing.allocation import NobodyBooked, SessionIsCancelled
from whatthetech.pairing.allocation import propose_session as propose_for_session
from whatthetech.pairing.desk_forms import ProposeRoundForm, ProposeSessionForm
from whatthetech.pairing.differences import RoundDifference, difference
from whatthetech.pairing.figures import continuity, longest_wait, lost_to_fairness
from whatthetech.pairing.models import Pairing, Round
from whatthetech.pairing.pins import NoTerm, term_to_pair
from whatthetech.pairing.stored import DigestDiffers, InputsForgotten
from whatthetech.people.access import coordinators_only
from whatthetech.people.models import User, VolunteerProfile

PER_PAGE = 20
MOST_LETTERS = 600  # of a sentence that says why a draft is stale
DIFFERS = "What is stored of this round was changed since, so it can’t be replayed."
FORGOTTEN = "What went into this round is not kept any longer, so it can’t be replayed."
NOT_A_DRAFT = "This was published or taken back already, perhaps by somebody else."
NOT_PUBLISHED = "This was taken back already."
NOT_NEWEST = "Something was published or changed after it. Take that back first."


@coordinators_only
@require_safe
def rounds(request):
    """The newest first, with the two ways to propose one."""
    now = timezone.now()
    context = {
        "term_form": ProposeRoundForm(now=now),
        "session_form": ProposeSessionForm(now=now),
        **figures(now),
        **listed(request),
        **headings("Pairing", is_first=True),
    }
    return render(request, "pairing/desk/rounds.html", context)


def listed(request) -> dict:
    found = (
        Round.objects.select_related("term", "session__room__venue", "made_by")
        .annotate(paired=Count("pairs", distinct=True), without=Count("unpaired", distinct=True))
        .order_by("-made_at", "-pk")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    for one in page:
        one.asked = one.paired + one.without
    return {"page": page}


def figures(now) -> dict:
    """Of the term that runs or comes; without one there are none."""
    try:
        term = term_to_pair(now)
    except NoTerm:
        return {}
    wait = longest_wait(now=now)
    return {
        "term": term,
        "continuity": continuity(term, now=now),
        "wait": wait,
        "who_waits": User.objects.filter(pk=wait.learner).first() if wait else None,
    }


# --- Proposing -----------------------------------------------------------------------------


@coordinators_only
@require_POST
def propose_round(request):
    now = timezone.now()
    form = ProposeRoundForm(request.POST, now=now)
    if not form.is_valid():
        return not_proposed(request, form)
    made = deeds.propose_round(by=request.user, now=now, **form.cleaned_data)
    return redirect("pairing_desk:round", made.pk)


@coordinators_only
@require_POST
def propose_session(request):
    now = timezone.now()
    form = ProposeSessionForm(request.POST, now=now)
    if not form.is_valid():
        return not_proposed(request, form)
    try:
        made = propose_for_session(by=request.user, now=now, **form.cleaned_data)
    except NobodyBooked:
        form.add_error("session", "Nobody is booked into this session yet. Choose another.")
    except SessionIsCancelled:
        form.add_error("session", "This session is cancelled. Choose another.")
    else:
        return redirect("pairing_desk:round", made.pk)
    return not_proposed(request, form)


def not_proposed(request, form):
    """The list again, with what was chosen and what to change."""
    now = timezone.now()
    is_term = isinstance(form, ProposeRoundForm)
    context = {
        "term_form": form if is_term else ProposeRoundForm(now=now),
        "session_form": ProposeSessionForm(now=now) if is_term else form,
        **figures(now),
        **listed(request),
        **headings("Pairing", is_first=True),
    }
    return render(request, "pairing/desk/rounds.html", context)


# --- One round -----------------------------------------------------------------------------


@coordinators_only
@require_safe
def round(request, pk):
    """What it would change, its figures, and what may be done with it."""
    round, now = get_round(pk), timezone.now()
    paired, without = round.pairs.count(), round.unpaired.count()
    changed = None if round.is_for_session else told(difference, round, now=now)
    context = {
        "round": round,
        "paired": paired,
        "without": without,
        "asked": paired + without,
        "known": sum(pair.parts.get("known", 0) > 0 for pair in round.pairs.all()),
        "difference": changed,
        "summary": in_words(changed, stay=who_stay(round) + changed.kept) if changed else "",
        "check": check(round, paired, without),
        "leaving": who_leaves(round, changed),
        "lost_to_fairness": told(lost_to_fairness, round),
        **figures(now),
        **headings(name_of(round)),
    }
    return render(request, "pairing/desk/round.html", context)


def get_round(pk) -> Round:
    people = ("made_by", "published_by", "withdrawn_by")
    rounds = Round.objects.select_related("term", "session__room__venue", *people)
    return get_object_or_404(rounds, pk=pk)


def told(ask, round: Round, **options):
    """The answer; None where what went into the round is gone."""
    try:
        return ask(round, **options)
    except (DigestDiffers, InputsForgotten):
        return None


def in_words(changed: RoundDifference, *, stay: int) -> str:
    """“4 learners stay, 3 move, none loses theirs”."""
    parts = [
        counted(stay, "learner stays", "learners stay") if stay else "",
        counted(len(changed.new), "is new", "are new") if changed.new else "",
        counted(len(changed.moved), "moves", "move") if changed.moved else "none moves",
        counted(len(changed.lost), "loses theirs", "lose theirs")
        if changed.lost
        else "none loses theirs",
    ]
    return ", ".join(filter(None, parts)) + "."


def counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def check(round: Round, paired: int, without: int) -> str:
    """What publishing does, to read before the press."""
    have = counted(paired, "learner has somebody", "learners have somebody")
    rest = f", {counted(without, 'has nobody', 'have nobody')}" if without else ""
    if round.is_for_session:
        return f"For this session: {have}{rest}. The register shows who helps whom."
    if round.role == Round.Role.RESERVE:
        return f"As reserves: {have} to stand in{rest}."
    return f"From now on {have}{rest}. Learners and volunteers see it at once."


def who_leaves(round: Round, changed: RoundDifference | None) -> set[VolunteerProfile]:
    """Whom a proposal because somebody leaves is about."""
    if changed is None or round.occasion != Round.Occasion.VOLUNTEER_LEAVES:
        return set()
    return {one.before for one in (*changed.moved, *changed.lost)}


def who_stay(round: Round) -> int:
    """How many learners the round did not ask about: they keep whom they have."""
    others = Pairing.objects.live().filter(term=round.term, role=round.role)
    return others.exclude(learner__in=round.inputs.get("learners", ())).count()


@coordinators_only
@require_POST
def publish_round(request, pk):
    try:
        deeds.publish_round(round=get_round(pk), by=request.user, now=timezone.now())
    except deeds.NotADraft:
        messages.error(request, NOT_A_DRAFT)
    except deeds.StaleDraft as stale:
        messages.error(request, Truncator(str(stale)).chars(MOST_LETTERS))
    else:
        messages.success(request, "Published. These pairs hold from now on.")
    return redirect("pairing_desk:round", pk)


@coordinators_only
@require_POST
def withdraw_round(request, pk):
    try:
        deeds.withdraw_round(round=get_round(pk), by=request.user, now=timezone.now())
    except deeds.NotPublished:
        messages.error(request, NOT_PUBLISHED)
    except deeds.NotNewest:
        messages.error(request, NOT_NEWEST)
    else:
        messages.success(request, "Taken back. Everybody has whom they had before it.")
    return redirect("pairing_desk:round", pk)


@coordinators_only
@require_POST
def replay(request, pk):
    """Solved again from what is stored; nothing changes."""
    round = get_round(pk)
    try:
        again = still_here(deeds.replay(round))
    except DigestDiffers:
        messages.error(request, DIFFERS)
    except InputsForgotten:
        messages.error(request, FORGOTTEN)
    else:
        same = again == set(round.pairs.values_list("learner", "volunteer"))
        say = messages.success if same else messages.error
        say(request, replayed(round, same=same))
    return redirect("pairing_desk:round", pk)


def still_here(pairs) -> set[tuple[int, int]]:
    """Without pairs of somebody who was erased since: the round has no row of them either."""
    learners, volunteers = {learner for learner, _ in pairs}, {other for _, other in pairs}
    learners = set(User.objects.filter(pk__in=learners).values_list("pk", flat=True))
    known = VolunteerProfile.objects.filter(pk__in=volunteers)
    volunteers = set(known.values_list("pk", flat=True))
    return {pair for pair in pairs if pair[0] in learners and pair[1] in volunteers}


def replayed(round: Round, *, same: bool) -> str:
    which = "The same pairs" if same else "Other pairs"
    return f"{which} came out again, from the inputs {round.digest[:12]}… and {round.solver}."
