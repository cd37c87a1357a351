"""Staff's sign-in, and what comes after the password."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.views.account import LoginView

from whatthetech.people.access import open_to_everybody
from whatthetech.people.known_devices import COOKIE, COOKIE_LASTS, know_device
from whatthetech.people.second_factor_gate import page_that_comes_first, with_next
from whatthetech.people.staff_forms import SignInForm


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignInView(LoginView):
    """Wagtail's, with our words, and the second factor after the password."""

    template_name = "people/staff/sign_in.html"

    def get_form_class(self):
        return SignInForm

    def form_valid(self, form):
        super().form_valid(form)
        return let_in(self.request)


answer_sign_in = SignInView.as_view()


@open_to_everybody
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """Email and password. Who is signed in already goes on."""
    return answer_sign_in(request)


def let_in(request):
    """On to the second factor, or to where they wanted to go."""
    wanted = wanted_address(request)
    if comes_first := page_that_comes_first(request.user):
        return redirect(with_next(comes_first, wanted))
    return remember_device(request, redirect(wanted))


def wanted_address(request) -> str:
    """Only ever a page of our own; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("wagtailadmin_home")


def remember_device(request, response):
    """Once somebody is wholly in: know their browser again, or write to them."""
    token = know_device(
        person=request.user,
        token=request.COOKIES.get(COOKIE, ""),
        browser=request.headers.get("User-Agent", ""),
        now=timezone.now(),
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=COOKIE_LASTS,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
