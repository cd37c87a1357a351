"""/sessions/: when and where, for everybody; and one session with what can be done about it."""

from django.db.models import QuerySet
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lessons.models import InformationPage
from whatthetech.people.access import open_to_everybody
from whatthetech.people.models import User
from whatthetech.scheduling.choosing import (
    choice_of,
    choices_of,
    coming_sessions,
    coming_venues,
    usual_venue,
)
from whatthetech.scheduling.models import LearningSession
from whatthetech.scheduling.requests import answered_before
from whatthetech.scheduling.views.cancelling import seats_brought

SHOWN = 6  # of a list, before “later sessions”
SHOWN_OF_USUAL = 3


@open_to_everybody
@require_safe
def sessions(request):
    """The next ones, those of one's own venue first. A venue chosen stays in the address only."""
    now, person = timezone.now(), learner_in(request)
    venues = coming_venues(now=now)
    at = next((one for one in venues if str(one.pk) == request.GET.get("at")), None)
    usual = usual_venue(person) if person and not at else None
    page = _page(request.GET.get("page", ""))
    coming = coming_sessions(now=now)
    is_first = usual is not None and page == 1
    first = list(coming.filter(room__venue=usual)[:SHOWN_OF_USUAL]) if is_first else []
    others = coming.filter(room__venue=at) if at else coming.exclude(room__venue=usual)
    rest, has_later = _cut(others, page)
    choices = choices_of([*first, *rest], person)
    context = {
        "usual": usual,
        "at": at,
        "other_venues": [one for one in venues if one not in (at, usual)],
        "of_usual": choices[: len(first)],
        "choices": choices[len(first) :],
        "page": page,
        "earlier": page - 1,
        "later": page + 1 if has_later else None,
        "about": InformationPage.objects.live().filter(slug="sessions").first(),
    }
    return render(request, "scheduling/sessions.html", context)


def _page(typed: str) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 5
    return max(1, int(typed)) if is_number else 1


def _cut(sessions: QuerySet, page: int) -> tuple[list[LearningSession], bool]:
    """The sessions of a page, and whether there are later ones: no more is read than is shown."""
    begin = (page - 1) * SHOWN
    found = list(sessions[begin : begin + SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


@open_to_everybody
@require_safe
def session(request, pk):
    found = LearningSession.objects.select_related("room__venue").filter(pk=pk).first()
    if found is None:
        return render(request, "scheduling/no_session.html", status=404)
    now, person = timezone.now(), learner_in(request)
    choice = choice_of(found, person)
    context = {
        "session": found,
        "choice": choice,
        "offer": choice.booking.offers.open().first() if choice.is_offered else None,
        "is_learner": person is not None,
        "has_begun": found.starts_at <= now,
        "is_over": found.ends_at <= now,
        "is_soon": not answered_before(found, now),
        "offer_is_over": "over" in request.GET,
        "brought": seats_brought(person, found) if person else [],
    }
    return render(request, "scheduling/session.html", context)


def learner_in(request) -> User | None:
    """Who can book here. Staff book at the desk, for others."""
    person = request.user
    return person if person.is_authenticated and person.is_learner else None
