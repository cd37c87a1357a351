"""“Ask us to sign you in”: a number to read to us by telephone."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whatthetech.people.access import open_to_everybody
from whatthetech.people.letting_in import TooManyWait, come_in, in_threes, waiting
from whatthetech.people.letting_in import ask_to_be_let_in as ask
from whatthetech.people.signing_in import show_signed_in, sign_in

WAITING = "waiting_device"  # in the session: the device row that this browser asked for


@open_to_everybody
@require_http_methods(["GET", "POST"])
def ask_to_be_let_in(request):
    """The button first shows the number; then it carries on, as soon as we have let them in."""
    if request.user.is_authenticated:
        return redirect("people:card")
    now = timezone.now()
    device = waiting(now).filter(pk=request.session.get(WAITING)).first()
    if request.method == "POST" and device is None:
        return _show_number(request, now)
    if request.method == "POST" and (person := come_in(device=device.pk, now=now)):
        sign_in(request, person)
        return show_signed_in(request, redirect("people:whose_device"))
    context = {
        "number": device and in_threes(device.number),
        "not_yet": device and request.method == "POST",
    }
    return render(request, "people/ask_to_be_let_in.html", context)


def _show_number(request, now):
    try:
        device = ask(now=now)
    except TooManyWait:
        return render(request, "people/ask_to_be_let_in.html", {"too_many": True})
    request.session[WAITING] = device.pk
    request.session.set_expiry(0)  # on a shared device the number stays for nobody else
    return redirect("people:ask_to_be_let_in")
