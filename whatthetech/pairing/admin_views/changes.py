"""When somebody leaves or asks for somebody else: who is covered, and who would move."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from whatthetech.pairing import changes as deeds
from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.cover import cover as cover_of
from whatthetech.pairing.current import current_pairings
from whatthetech.pairing.models import Pairing, Role, Round
from whatthetech.pairing.pins import NoTerm, term_to_pair
from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.people.registering import note_contact

HELPS_NOBODY = "{who} helps nobody this term, so nobody needs to move."
HAS_NOBODY = "{who} has no volunteer of their own now, so there is nobody to change."


def covers(now) -> list:
    try:
        return cover_of(term_to_pair(now), now=now)
    except NoTerm:
        return []


@coordinators_only
@require_safe
def cover(request):
    """For every volunteer who helps somebody: who would be covered if they left today."""
    context = {"covers": covers(timezone.now()), **headings("If somebody leaves")}
    return render(request, "pairing/desk/cover.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def volunteer_leaves(request, pk):
    """A check first; then a proposal in which only their learners move."""
    people = VolunteerProfile.objects.select_related("person")
    volunteer, now = get_object_or_404(people, pk=pk), timezone.now()
    if request.method == "POST":
        try:
            draft = deeds.volunteer_leaves(volunteer=volunteer, by=request.user, now=now)
        except (deeds.NobodyToMove, NoTerm):
            messages.error(request, HELPS_NOBODY.format(who=volunteer))
            return redirect("pairing_desk:cover")
        return redirect("pairing_desk:round", draft.pk)
    covered = next((one for one in covers(now) if one.volunteer == volunteer), None)
    context = {"volunteer": volunteer, "covered": covered, **headings("Somebody leaves")}
    return render(request, "pairing/desk/volunteer_leaves.html", context)


# --- A learner asks for somebody else ---------------------------------------------------------


@coordinators_only
@require_http_methods(["GET", "POST"])
def ask_to_change(request, pk):
    """On the telephone: the same deed as on /me/. No reason is asked."""
    learner, now = get_object_or_404(User, pk=pk, learner_profile__isnull=False), timezone.now()
    if request.method == "POST":
        note_contact(learner=learner.learner_profile, now=now)
        try:
            draft = deeds.ask_to_change(learner=learner, by=request.user, now=now)
        except deeds.NobodyToMove:
            messages.error(request, HAS_NOBODY.format(who=learner))
            return redirect("desk:call", learner.pk)
        return redirect("pairing_desk:round", draft.pk)
    note_view(by=request.user, person=learner, now=now)
    pairing = own_pairing(learner, now)
    context = {"learner": learner, "pairing": pairing, **headings("Somebody else to help them")}
    return render(request, "pairing/desk/ask_to_change.html", context)


def own_pairing(learner: User, now, *, role=Role.PRIMARY):
    """Who helps them now; None: nobody."""
    found = current_pairings(on=timezone.localdate(now), role=role, learners=[learner.pk])
    return found.get(learner.pk)


def show_on_call(request, *, person: User) -> Part | None:
    """Who helps the caller, and what may be done about it."""
    now = timezone.now()
    if not hasattr(person, "learner_profile"):
        return None
    pairing = own_pairing(person, now)
    return Part(
        "pairing/desk/call_pairing.html",
        pairing=pairing,
        reserve=own_pairing(person, now, role=Role.RESERVE),
        draft=deeds.asked_to_change(person),
    )


def show_on_volunteer(request, *, volunteer: VolunteerProfile) -> Part:
    """How many they help now, a way to see who would move, and what pairing should know."""
    today = timezone.localdate()
    helped = Pairing.objects.live().primary().filter(volunteer=volunteer, term__ends_on__gte=today)
    return Part("pairing/desk/volunteer_pairing.html", helped=helped.count())


def waiting():
    """Proposals for one volunteer's learners or one learner that nobody has answered yet."""
    return Round.objects.drafts().exclude(occasion=Round.Occasion.EVERYBODY).order_by("made_at")
