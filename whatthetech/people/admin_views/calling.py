"""The call desk: who is ringing, who they are to us, and what they may want next."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lessons.kept_progress import progress_in
from lessons.searching import search_library
from lessons.views.keeping_place import begun_lessons
from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.stuck import where_they_are_stuck
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.card_states import CardState, card_state
from whatthetech.people.consent import consent_in_force
from whatthetech.people.finding import (
    EMAIL,
    MOST_LETTERS,
    Found,
    find_people,
    possible_duplicates,
    trouble_with_card,
)
from whatthetech.people.learner_form import CallerForm
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import Consent, LearnerProfile, User
from whatthetech.people.parts import CALL, parts_of
from whatthetech.people.registering import add_learner, note_contact

NUMBER = re.compile(r"[+(]?\d[\d\s()./-]{3,}\d")


@dataclass(frozen=True)
class Caller:
    """What is shown of somebody found: enough to tell them from others, and no more."""

    person: User
    why: str

    @property
    def learner(self) -> LearnerProfile | None:
        return getattr(self.person, "learner_profile", None)

    @property
    def is_volunteer(self) -> bool:
        return hasattr(self.person, "volunteer_profile")

    @property
    def last_digits(self) -> str:
        return self.person.telephone_digits[-3:]

    @property
    def first_line(self) -> str:
        """Of the address. Empty: unknown."""
        return self.learner.address.strip().partition("\n")[0].strip() if self.learner else ""

    @property
    def card_words(self) -> str:
        return CardState(self.person.card).label if self.learner else ""


def callers(found: list[Found]) -> list[Caller]:
    return [Caller(one.person, one.why) for one in found]


@coordinators_only
@require_safe
def call_desk(request):
    """One box. With script the people come while one types, else after “Find”."""
    asked = request.GET.get("q", "").strip()[:MOST_LETTERS]
    found = find_people(asked, now=timezone.now()) if asked else []
    context = {
        "asked": asked,
        "callers": callers(found),
        "trouble": "" if found else trouble_with_card(asked),
        **furniture("Call desk"),
    }
    if request.headers.get("HX-Request"):
        return render(request, "people/desk/found.html", context)
    return render(request, "people/desk/call_desk.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def add_caller(request):
    """Somebody new. Where they may be here already, that is asked once before they are added."""
    form = CallerForm(request.POST or None, initial=read_caller(request.GET.get("q", "")))
    duplicates = []
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if not request.POST.get("is_new"):
            duplicates = duplicates_of(form.cleaned_data)
        if not duplicates:
            added = add_learner(by=request.user, now=now, **form.cleaned_data)
            return redirect("desk:call", added.person_id)
    elif not form.is_bound:
        duplicates = duplicates_of(form.initial)
    context = {"form": form, "duplicates": duplicates, **furniture("Somebody new", at_desk=False)}
    return render(request, "people/desk/add_caller.html", context)


@coordinators_only
@require_safe
def show_duplicates(request):
    """Who may be the one being added: asked while the form is filled in."""
    context = {"duplicates": duplicates_of(request.GET)}
    return render(request, "people/desk/show_duplicates.html", context)


@coordinators_only
@require_safe
def call(request, pk):
    """The person on the line: who they say they are, and what they may want."""
    now = timezone.now()
    known = User.objects.filter(
        Q(learner_profile__isnull=False)
        | Q(volunteer_profile__isnull=False)
        | Q(merged_into__isnull=False)
    )
    people = known.select_related("learner_profile", "volunteer_profile")
    person = get_object_or_404(people.annotate(card=card_state(now=now)), pk=pk)
    if person.merged_into_id:
        return redirect("desk:call", person.merged_into_id)
    caller = Caller(person, "")
    note_view(by=request.user, person=person, now=now)
    spoken_on = caller.learner.last_contact_on if caller.learner else None
    if caller.learner:
        note_contact(learner=caller.learner, now=now)
    asked = request.GET.get("lesson", "").strip()[:MOST_LETTERS]
    context = {
        "caller": caller,
        "person": person,
        "learner": caller.learner,
        "spoken_on": spoken_on,
        "consent": consent_in_force(person, Consent.About.WHAT_HELPS),
        "begun": begun_lessons(progress_in(person)),
        "stuck": where_they_are_stuck(person),
        "parts": parts_of(CALL, request, person=person),
        "asked": asked,
        "lessons": search_library(asked).lessons if asked else [],
        **furniture("On the line", at_desk=False),
    }
    return render(request, "people/desk/call.html", context)


def duplicates_of(typed) -> list[Caller]:
    """`typed`: what stands in the form, checked or not."""
    names = ("first_name", "last_name", "telephone", "email")
    details = {name: (typed.get(name) or "")[:MOST_LETTERS] for name in names}
    return callers(possible_duplicates(**details, now=timezone.now()))


def read_caller(asked: str) -> dict[str, str]:
    """What was typed into the one box, as far as it can be told apart."""
    asked = asked[:MOST_LETTERS]
    email, number = EMAIL.search(asked), NUMBER.search(EMAIL.sub(" ", asked))
    first, _, last = NUMBER.sub(" ", EMAIL.sub(" ", asked)).strip().partition(" ")
    return {
        "first_name": _as_a_name(first),
        "last_name": _as_a_name(last),
        "telephone": number[0].strip() if number else "",
        "email": email[0].strip(".,;<>") if email else "",
    }


def _as_a_name(typed: str) -> str:
    """Typed in haste: “smith” is Smith. Who typed capitals meant them."""
    name = " ".join(typed.split())
    return name.title() if name.islower() else name


def furniture(title: str, *, at_desk: bool = True) -> dict:
    """What Wagtail's base template wants to know of a page of the call desk."""
    before = [] if at_desk else [("Call desk", "desk:call_desk")]
    return {
        "header_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": trail(title, *before),
    }
