"""Keep my place: a card, and signing in by it anywhere."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lessons import progress
from lessons.kept_progress import carry_over
from lessons.plain_forms import same_site_post
from lessons.views.keeping_place import begun_lessons
from whatthetech.people.access import learners_only, open_to_everybody
from whatthetech.people.cards import (
    IssuedCard,
    MadeBefore,
    find_by_link,
    live_cards,
    made_from,
    new_seed,
)
from whatthetech.people.forms import CardNumberForm, KeepPlaceForm
from whatthetech.people.guesses import (
    NotACard,
    SlipOfTheFinger,
    TypingClosed,
    WaitFirst,
    try_number,
)
from whatthetech.people.keeping_place import keep_my_place as make_card
from whatthetech.people.network import network_address
from whatthetech.people.parts import CARD, parts_of
from whatthetech.people.signing_in import (
    NEW_CARD,
    forget_new_card,
    keep_signed_in,
    remember_new_card,
    show_signed_in,
    sign_in,
    sign_in_by_card,
)
from whatthetech.people.signing_in import sign_out as leave

SHOWN_FOR = timedelta(days=1)
ASKED = "card_asked_about"  # in the session: the card whose link was opened


@open_to_everybody
@require_safe
def card(request):
    """Two ways on: I have a card, I want one."""
    return render(request, "people/card.html")


@open_to_everybody
@require_http_methods(["GET", "POST"])
def keep_my_place(request):
    """Makes a card. A second press of the form has the same seed, and makes no second person."""
    if request.user.is_authenticated:
        return redirect("people:new_card" if request.COOKIES.get(NEW_CARD) else "people:card")
    form = KeepPlaceForm(request.POST or None, initial={"seed": new_seed()})
    if request.method == "POST" and form.is_valid():
        now, seed = timezone.now(), form.cleaned_data["seed"]
        try:
            issued = make_card(called=form.cleaned_data["called"], now=now, seed=seed)
        except MadeBefore:
            return redirect("people:keep_my_place")
        return _show_new_card(request, issued.card.person, seed, now)
    return render(request, "people/keep_my_place.html", {"form": form})


def _show_new_card(request, person, seed, now):
    """Signed in, and led to the card. What was learnt before it comes along: the same sitting."""
    carry_over(person, progress.read_places(request.COOKIES), now=now)
    sign_in(request, person)
    response = show_signed_in(request, _without_places(redirect("people:new_card")))
    return remember_new_card(response, seed)


@learners_only
@require_safe
def new_card(request):
    """The card, on the browser it was made on, until it is used or the next question answered."""
    seed = request.COOKIES.get(NEW_CARD, "")
    issued = made_from(seed, now=timezone.now(), person=request.user, within=SHOWN_FOR)
    if issued is None:
        return redirect("people:card")
    return render(
        request, "people/new_card.html", {"issued": issued, "link": link_of(request, issued)}
    )


def link_of(request, issued: IssuedCard) -> str:
    """The whole address in the QR code."""
    return request.build_absolute_uri(reverse("people:sign_in_by_link", args=[issued.token]))


@open_to_everybody
@require_http_methods(["GET", "POST"])
def sign_in_by_number(request):
    form = CardNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            found = try_number(
                form.cleaned_data["number"], address=network_address(request), now=now
            )
        except (NotACard, WaitFirst, TypingClosed) as refusal:
            form.add_error("number", in_words(refusal, now))
        else:
            sign_in_by_card(request, found, now=now)
            return show_signed_in(request, redirect("people:whose_device"))
    return render(request, "people/sign_in_by_number.html", {"form": form})


def in_words(refusal, now) -> str:
    """What to do now."""
    match refusal:
        case SlipOfTheFinger():
            return "Look at your card again, and type all 12 numbers. One of them is different."
        case WaitFirst():
            minutes = max(1, round((refusal.until - now).total_seconds() / 60))
            wait = "a minute" if minutes == 1 else f"{minutes} minutes"
            return f"Wait {wait}, then type the number again. Or scan the square on your card."
        case TypingClosed():
            return "Scan the square on your card, or ring us: we will sign you in."
    return "No card has this number. Look at your newest card, or ring us: we will help."


@open_to_everybody
@require_safe
def sign_in_by_link(request, token):
    """The link in the QR code. It signs nobody in: a message's preview opens links too.

    It leads at once to a clean address, so that the token stays in no history and no log.
    """
    found = find_by_link(token, now=timezone.now())
    if found:
        request.session[ASKED] = found.pk
        if not request.user.is_authenticated:
            request.session.set_expiry(0)  # on a shared device the question stays for nobody else
        response = redirect("people:is_this_you")
    else:
        response = redirect("people:card_ended")
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_everybody
@require_http_methods(["GET", "POST"])
def is_this_you(request):
    """“Are you Mary?” Only the button signs in; the other forgets who was asked about.

    Whoever of the staff scans a learner's card may have something else to do with it.
    """
    now = timezone.now()
    found = live_cards(now).filter(pk=request.session.get(ASKED)).first()
    if found is None:
        return redirect("people:sign_in_by_number")
    if request.method == "POST":
        if request.POST.get("is_me") == "no":
            del request.session[ASKED]
            return redirect("/")
        sign_in_by_card(request, found, now=now)
        return show_signed_in(request, redirect("people:whose_device"))
    is_staff = request.user.is_authenticated and not request.user.is_learner
    parts = parts_of(CARD, request, person=found.person) if is_staff else []
    return render(request, "people/is_this_you.html", {"person": found.person, "parts": parts})


@open_to_everybody
@require_safe
def card_ended(request):
    return render(request, "people/card_ended.html")


@learners_only
@require_http_methods(["GET", "POST"])
def whose_device(request):
    """No answer is “shared”: until the browser closes.

    On one's own device its places are one's own. On a shared one somebody else may have read.
    """
    if request.method == "POST":
        if request.POST.get("device") == "mine":
            keep_signed_in(request)
            response = _with_places_carried_over(request)
        elif progress.read_places(request.COOKIES):
            response = redirect("people:carry_places_over")
        else:
            response = redirect("people:me")
        return forget_new_card(show_signed_in(request, response))
    return render(request, "people/whose_device.html")


@learners_only
@require_http_methods(["GET", "POST"])
def carry_places_over(request):
    """“Was that you?”, of the places that somebody's reading left on a shared device."""
    begun = begun_lessons(progress.read_places(request.COOKIES))
    answer = request.POST.get("was_me")
    if not begun:
        return redirect("people:me")
    if answer == "yes":
        return _with_places_carried_over(request)
    if answer == "no":
        return _without_places(redirect("people:me"))
    return render(request, "people/carry_places_over.html", {"begun": begun})


def _with_places_carried_over(request):
    carry_over(request.user, progress.read_places(request.COOKIES), now=timezone.now())
    return _without_places(redirect("people:me"))


def _without_places(response):
    """They are kept with their person now, or were nobody's."""
    response.delete_cookie(progress.COOKIE)
    return response


@open_to_everybody
@same_site_post
def sign_out(request):
    """From the button at the foot of every page, public ones too."""
    return leave(request, redirect("people:signed_out"))


@learners_only
@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request):
    """On every device where somebody is signed in as them, and here."""
    if request.method == "POST":
        request.user.end_sessions()
        return leave(request, redirect("people:signed_out"))
    return render(request, "people/sign_out_everywhere.html")


@open_to_everybody
@require_safe
def signed_out(request):
    return render(request, "people/signed_out.html")
