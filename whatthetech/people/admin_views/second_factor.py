"""The second factor: giving it, setting it up, and what one may do with it afterwards."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as verify
from wagtail.admin import messages

from whatthetech.people import second_factor as deeds
from whatthetech.people.access import staff_only
from whatthetech.people.admin_views.signing_in import remember_device, wanted_address
from whatthetech.people.second_factor import (
    WaitFirst,
    WrongCode,
    check_code,
    has_second_factor,
    must_have_second_factor,
    recovery_codes_left,
)
from whatthetech.people.staff_forms import CodeForm, PasswordForm, ReplaceForm, SetUpForm

KEY = "second_factor_key"  # in the session, until the telephone has shown that it has it too
FEW = 3


@staff_only
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def give_code(request):
    """After the password: six digits, or a recovery code."""
    wanted = wanted_address(request)
    if request.user.is_verified() or not has_second_factor(request.user):
        return redirect(wanted)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = check_code(person=request.user, typed=form.cleaned_data["code"])
        except (WrongCode, WaitFirst) as refusal:
            form.add_error("code", in_words(refusal))
        else:
            request.session.cycle_key()
            verify(request, device)
            _warn_of_few_codes(request)
            return remember_device(request, redirect(wanted))
    return render(request, "people/staff/give_code.html", {"form": form, "next": wanted})


def in_words(refusal) -> str:
    """What to do now."""
    if isinstance(refusal, WaitFirst):
        seconds = (refusal.until - timezone.now()).total_seconds()
        return f"Wait {wait_in_words(seconds)}. Then type the code that the app shows by then."
    return (
        "This code does not open it. Wait for the next six digits in the app, and type those."
        " Each code is good once."
    )


def wait_in_words(seconds: float) -> str:
    """Rounded up, so that nobody comes too early."""
    if seconds <= 60:
        return "a minute"
    if seconds <= 60 * 60:
        return f"{-int(-seconds // 60)} minutes"
    return f"{-int(-seconds // 3600)} hours"


def _warn_of_few_codes(request) -> None:
    left = recovery_codes_left(request.user)
    if left <= FEW:
        codes = "1 recovery code" if left == 1 else f"{left} recovery codes"
        messages.warning(
            request, f"You have {codes} left. Make new ones under Account, More actions."
        )


@staff_only
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def set_up_second_factor(request):
    """The QR code, and the first six digits as proof. Then the recovery codes, this one time."""
    wanted = wanted_address(request)
    replaces = has_second_factor(request.user)
    key = request.session.setdefault(KEY, deeds.new_key())
    if replaces:
        form = ReplaceForm(request.POST or None, request=request)
    else:
        form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = deeds.set_up_second_factor(
                person=request.user,
                key=key,
                typed=form.cleaned_data["code"],
                by=request.user,
                now=timezone.now(),
            )
        except WrongCode as refusal:
            form.add_error("code", in_words(refusal))
        else:
            del request.session[KEY]
            request.session.cycle_key()
            verify(request, device)
            return remember_device(request, _show_codes(request, codes, wanted))
    context = {
        "form": form,
        "next": wanted,
        "replaces": replaces,
        "must": must_have_second_factor(request.user),
        "address": deeds.address_of_key(request.user, key),
        "typed_key": deeds.typed_key(key),
    }
    return render(request, "people/staff/set_up_second_factor.html", context)


def _show_codes(request, codes: list[str], wanted: str):
    context = {"codes": codes, "next": wanted}
    return render(request, "people/staff/recovery_codes.html", context)


@staff_only
@require_safe
def second_factor(request):
    """What one has, and may do with it."""
    context = {
        "is_on": has_second_factor(request.user),
        "must": must_have_second_factor(request.user),
        "left": recovery_codes_left(request.user),
    }
    return render(request, "people/staff/second_factor.html", context)


@staff_only
@require_POST
def new_recovery_codes(request):
    """Shown this one time; those before open nothing any more."""
    if not has_second_factor(request.user):
        return redirect("staff:second_factor")
    codes = deeds.make_recovery_codes(person=request.user, by=request.user, now=timezone.now())
    return _show_codes(request, codes, reverse("staff:second_factor"))


@staff_only
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def turn_off_second_factor(request):
    """By one's password. Whoever must have it is led back."""
    if must_have_second_factor(request.user) or not has_second_factor(request.user):
        return redirect("staff:second_factor")
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        deeds.turn_off_second_factor(person=request.user, by=request.user, now=timezone.now())
        messages.success(request, "Your second factor is off. Your password alone signs you in.")
        return redirect("staff:second_factor")
    return render(request, "people/staff/turn_off_second_factor.html", {"form": form})


def offer_second_factor(request):
    """An entry of the account page."""
    return {
        "url": reverse("staff:second_factor"),
        "label": "Second factor",
        "help_text": "A code from your telephone, beside your password.",
    }
