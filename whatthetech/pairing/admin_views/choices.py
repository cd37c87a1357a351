"""What a coordinator decides about two people of a round: pin, keep apart, swap; and takes back."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from whatthetech.pairing import pins as deeds
from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.admin_views.rounds import DIFFERS, FORGOTTEN, NOT_A_DRAFT, get_round
from whatthetech.pairing.desk_forms import ForbidForm, PinForm, SwapForm
from whatthetech.pairing.models import Ban, Pin
from whatthetech.pairing.rounds import NotADraft, NotInThisRound, SwapBreaksRule
from whatthetech.pairing.rounds import swap as swap_learners
from whatthetech.pairing.stored import DigestDiffers, InputsForgotten
from whatthetech.people.access import coordinators_only, desk_only, leads_only
from whatthetech.people.models import COORDINATORS

NO_TERM = "No term runs or comes. Set one up first."
PINNED_TOGETHER = "These two are pinned to each other. Take the pin away first."
ALONE = "One of them has nobody in this proposal. Choose two who have somebody."


def asked(request, form_class, *, round):
    """The form of what was chosen, once all of it was; else one to choose in."""
    sent = request.POST if request.method == "POST" else request.GET
    names = [name for name, field in form_class.base_fields.items() if field.required]
    if request.method == "POST" or all(sent.get(name) for name in names):
        return form_class(sent, round=round)
    return form_class(initial=sent.dict(), round=round)


def answer(request, round, form, *, kind: str, title: str, do):
    """To choose, then to check; on POST the deed, or the form again with what was refused.

    `do` gives the sentence to say afterwards, or puts what was refused into the form.
    """
    is_good = form.is_bound and form.is_valid()
    if request.method == "POST" and is_good and (said := do(form, timezone.now())):
        messages.success(request, said)
        return redirect("pairing_desk:board", round.pk)
    context = {
        "round": round,
        "form": form,
        "kind": kind,
        "chosen": two_chosen(form),
        **headings(title, round=round),
    }
    return render(request, "pairing/desk/choose_two.html", context)


def two_chosen(form) -> dict | None:
    """To check before the press. None: there is somebody to choose, or somebody else.

    What is typed of a reason never stands in an address, so two who are to be kept apart stay
    chosen while it is mended.
    """
    said = form.cleaned_data if form.is_bound else {}
    both = [name for name in form.fields if name != "reason"]
    is_refused = form.non_field_errors() and "reason" not in form.fields
    return None if is_refused or any(name not in said for name in both) else said


# --- Pinned --------------------------------------------------------------------------------


@coordinators_only
@require_http_methods(["GET", "POST"])
def pin(request, pk):
    round = get_round(pk)

    def do(form, now):
        said = form.cleaned_data
        try:
            deeds.pin(**said, session=round.session, by=request.user, now=now)
        except deeds.PinBreaksRule as refused:
            form.add_error(None, f"They can’t be pinned. {refused}")
        except deeds.NoTerm:
            form.add_error(None, NO_TERM)
        else:
            return f"Pinned: {said['learner']} with {said['volunteer']}. Propose again to see it."
        return ""

    form = asked(request, PinForm, round=round)
    return answer(request, round, form, kind="pin", title="Pin two together", do=do)


@coordinators_only
@require_POST
def unpin(request, pk):
    made = deeds.unpin(pin=get_object_or_404(Pin, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, f"{made.learner} and {made.volunteer} are not pinned any more.")
    return redirect("pairing_desk:choices")


# --- Kept apart ----------------------------------------------------------------------------


@coordinators_only
@require_http_methods(["GET", "POST"])
def forbid(request, pk):
    round = get_round(pk)

    def do(form, now):
        said = form.cleaned_data
        try:
            deeds.forbid(**said, by=request.user, now=now)
        except deeds.PinnedTogether:
            form.add_error(None, PINNED_TOGETHER)
            return ""
        return f"Kept apart: {said['learner']} and {said['volunteer']}, from the next proposal on."

    form = asked(request, ForbidForm, round=round)
    return answer(request, round, form, kind="forbid", title="Keep two apart", do=do)


@coordinators_only
@require_http_methods(["GET", "POST"])
def allow_again(request, pk):
    ban = get_object_or_404(Ban.objects.select_related("learner", "volunteer__person"), pk=pk)
    if request.method == "POST":
        deeds.allow_again(ban=ban, by=request.user, now=timezone.now())
        messages.success(request, f"{ban.learner} and {ban.volunteer} may be paired again.")
        return redirect("pairing_desk:choices")
    context = {"ban": ban, **headings("Allow again")}
    return render(request, "pairing/desk/allow_again.html", context)


@desk_only
@require_safe
def choices(request):
    """All that stands. Why two are kept apart is behind a press of a lead's."""
    people = ("learner", "volunteer__person", "made_by")
    context = {
        "pins": Pin.objects.live().select_related(*people, "session__room__venue"),
        "bans": Ban.objects.live().select_related(*people),
        "may_change": request.user.is_in(COORDINATORS),
        "may_see_reasons": request.user.has_perm(deeds.SEE_REASON),
        **headings("Pinned and kept apart"),
    }
    return render(request, "pairing/desk/choices.html", context)


@leads_only
@require_safe
def reason_for(request, pk):
    """Noted as a look at the learner."""
    ban = get_object_or_404(Ban.objects.select_related("learner", "volunteer__person"), pk=pk)
    reason = deeds.reason_for(ban, by=request.user, now=timezone.now())
    context = {"ban": ban, "reason": reason, **headings("Why they are kept apart")}
    return render(request, "pairing/desk/reason_for.html", context)


# --- Swapped -------------------------------------------------------------------------------


@coordinators_only
@require_http_methods(["GET", "POST"])
def swap(request, pk):
    """Only in a draft: what is published holds until another round."""
    round = get_round(pk)

    def do(form, now):
        said = form.cleaned_data
        try:
            swap_learners(round=round, **said, by=request.user, now=now)
        except SwapBreaksRule as refused:
            form.add_error(None, f"They can’t be swapped. {refused}")
        except NotInThisRound:
            form.add_error(None, ALONE)
        except NotADraft:
            form.add_error(None, NOT_A_DRAFT)
        except DigestDiffers:
            form.add_error(None, DIFFERS)
        except InputsForgotten:
            form.add_error(None, FORGOTTEN)
        else:
            return f"Swapped: {said['learner_a']} and {said['learner_b']}."
        return ""

    form = asked(request, SwapForm, round=round)
    return answer(request, round, form, kind="swap", title="Swap two learners", do=do)
