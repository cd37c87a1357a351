"""Cards at the desk: a new one for somebody on the telephone, a batch for a session, a class."""

from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.card_batches import make_card_batch as make_cards
from whatthetech.people.cards import MadeBefore
from whatthetech.people.forms import CardBatchForm, NewCardForm
from whatthetech.people.guesses import begin_class as begin
from whatthetech.people.guesses import class_until, typing_closed_until
from whatthetech.people.models import User
from whatthetech.people.network import network_address
from whatthetech.people.printing_cards import (
    NoPrinting,
    PaperCard,
    cards_on_paper,
    load_weasyprint,
)
from whatthetech.people.views.cards import link_of

LISTED = 30


@coordinators_only
@require_http_methods(["GET", "POST"])
def make_new_card(request, pk):
    """In place of a lost card, which opens nothing from that moment. Shown once, or as PDF."""
    person = learner_or_404(pk)
    form = NewCardForm(request.POST or None)
    context = page("A new card", person) | {"person": person, "form": form}
    if request.method == "POST" and form.is_valid():
        size = form.cleaned_data["size"]
        try:
            if size:
                load_weasyprint()  # before the old card ends
            seed = form.cleaned_data["seed"]
            [issued] = make_cards(people=[person], by=request.user, now=timezone.now(), seed=seed)
            if size:
                return on_paper(request, [issued], size)
        except NoPrinting as missing:
            messages.error(request, str(missing))
        except MadeBefore:
            messages.warning(request, MADE_BEFORE)
            return redirect("desk:make_new_card", person.pk)
        else:
            context |= {"issued": issued, "link": link_of(request, issued)}
    return render(request, "people/desk/make_new_card.html", context)


MADE_BEFORE = (
    "This form was sent before, and the card it made has been used or replaced since."
    " Nothing was changed. To make another card, send the form as it stands here now."
)


@coordinators_only
@require_http_methods(["GET", "POST"])
def make_card_batch(request):
    """The cards' page of the desk; a POST answers with the PDF."""
    now = timezone.now()
    form = CardBatchForm(request.POST or None, learners=living_learners())
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            load_weasyprint()  # before any old card ends
            cards = make_cards(
                people=asked["people"],
                blank=asked["blank"],
                by=request.user,
                now=now,
                seed=asked["seed"],
            )
            return on_paper(request, cards, asked["size"])
        except NoPrinting as missing:
            messages.error(request, str(missing))
        except MadeBefore:
            messages.warning(request, MADE_BEFORE)
            return redirect("desk:make_card_batch")
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = page("Cards") | {
        "form": form,
        "asked": asked,
        "people": found_people(asked, chosen=form["people"].value() or []),
        "class_until": class_until(network_address(request), now),
        "closed_until": typing_closed_until(now),
    }
    return render(request, "people/desk/make_card_batch.html", context)


@coordinators_only
@require_POST
def begin_class(request):
    """Whoever types a card number from where this request came from may err more often."""
    begun = begin(address=network_address(request), by=request.user, now=timezone.now())
    until = timezone.localtime(begun.until)
    messages.success(request, f"The class has begun. It ends by itself at {until:%H:%M}.")
    return redirect("desk:make_card_batch")


def on_paper(request, issued, size) -> HttpResponse:
    cards = [
        PaperCard(one.card.person.called, one.printed_number, link_of(request, one))
        for one in issued
    ]
    pdf = cards_on_paper(cards, address=f"{request.get_host()}/card", size=size)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="cards.pdf"'},
    )


def living_learners():
    return User.objects.learners().filter(is_active=True)


def learner_or_404(pk) -> User:
    """Staff have no card, and sign in by password."""
    return get_object_or_404(living_learners(), pk=pk)


def found_people(asked: str, *, chosen) -> list[User]:
    """Those chosen already, then those whose name or telephone fits, else the newest."""
    people = living_learners().annotate(
        card_made_at=Max("cards__issued_at", filter=Q(cards__ended_at=None))
    )
    # Who only enquired to become a volunteer has no record as a learner.
    fitting = people.exclude(first_name="", last_name="", known_as="").exclude(learner_profile=None)
    for word in asked.split():
        in_name = Q(first_name__icontains=word) | Q(last_name__icontains=word)
        fitting = fitting.filter(
            in_name | Q(known_as__icontains=word) | Q(telephone_digits__contains=word)
        )
    chosen = [pk for pk in chosen if str(pk).isdecimal() and len(str(pk)) < 19]
    kept = list(people.filter(pk__in=chosen))
    return [*kept, *fitting.exclude(pk__in=chosen).order_by("-pk")[:LISTED]]


def page(title: str, person: User | None = None) -> dict:
    """What Wagtail's frame needs: title, icon, where one is."""
    here = f"{title}: {person}" if person else title
    return {
        "header_title": here,
        "header_icon": "key",
        "breadcrumbs_items": trail(here, *([("Cards", "desk:make_card_batch")] if person else [])),
    }
