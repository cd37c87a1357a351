"""Keep my place: a card, and signing in by it anywhere."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lessons.plain_forms import same_site_post
from whatthetech.people.access import learners_only, open_to_everybody
from whatthetech.people.cards import find_by_link, live_cards
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
from whatthetech.people.signing_in import keep_signed_in, show_signed_in, sign_in
from whatthetech.people.signing_in import sign_out as leave

ASKED = "card_asked_about"  # in the session: the card whose link was opened


@open_to_everybody
@require_safe
def card(request):
    """Two ways on: I have a card, I want one."""
    return render(request, "people/card.html")


@open_to_everybody
@require_http_methods(["GET", "POST"])
def keep_my_place(request):
    """Makes a card, and shows it the one time its number is known."""
    if request.user.is_authenticated:  # or Back and a second press would make a second person
        return redirect("people:card")
    form = KeepPlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        issued = make_card(called=form.cleaned_data["called"], now=now)
        sign_in(request, issued.card, now=now)
        link = request.build_absolute_uri(reverse("people:sign_in_by_link", args=[issued.token]))
        context = {"issued": issued, "link": link}
        return show_signed_in(request, render(request, "people/new_card.html", context))
    return render(request, "people/keep_my_place.html", {"form": form})


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
            sign_in(request, found, now=now)
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
    """“Are you Mary?” Only the button signs in; the other forgets who was asked about."""
    now = timezone.now()
    found = live_cards(now).filter(pk=request.session.get(ASKED)).first()
    if found is None:
        return redirect("people:sign_in_by_number")
    if request.method == "POST":
        if request.POST.get("is_me") == "no":
            del request.session[ASKED]
            return redirect("/")
        sign_in(request, found, now=now)
        return show_signed_in(request, redirect("people:whose_device"))
    return render(request, "people/is_this_you.html", {"person": found.person})


@open_to_everybody
@require_safe
def card_ended(request):
    return render(request, "people/card_ended.html")


@learners_only
@require_http_methods(["GET", "POST"])
def whose_device(request):
    """No answer is “shared”: until the browser closes."""
    if request.method == "POST":
        if request.POST.get("device") == "mine":
            keep_signed_in(request)
        return show_signed_in(request, redirect("people:me"))
    return render(request, "people/whose_device.html")


@open_to_everybody
@same_site_post
def sign_out(request):
    """From the button at the foot of every page, public ones too."""
    return leave(request, redirect("people:signed_out"))


@open_to_everybody
@require_safe
def signed_out(request):
    return render(request, "people/signed_out.html")
