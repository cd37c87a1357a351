"""What pairing must know of somebody beside their record: limits, experience, venues."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.pairing import noting as deeds
from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.models import AboutLearner, AboutVolunteer, Interpreter, OutOfReach
from whatthetech.pairing.noting_forms import AboutLearnerForm, AboutVolunteerForm
from whatthetech.pairing.pins import NoTerm, term_to_pair
from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import User, VolunteerProfile

KEPT = "Kept. The next proposal counts with it."


@coordinators_only
@require_http_methods(["GET", "POST"])
def note_about_volunteer(request, pk):
    volunteers = VolunteerProfile.objects.select_related("person")
    volunteer, now = get_object_or_404(volunteers, pk=pk), timezone.now()
    about = AboutVolunteer.objects.filter(volunteer=volunteer).first()
    form = AboutVolunteerForm(
        request.POST if request.method == "POST" else None,
        instance=about or AboutVolunteer(volunteer=volunteer),
        initial={"out_of_reach": out_of_reach(volunteer.person)},
    )
    if form.is_valid():
        known = dict(form.cleaned_data)
        deeds.keep_about_volunteer(volunteer=volunteer, by=request.user, now=now, **known)
        messages.success(request, KEPT)
        return redirect("volunteers:inspect", volunteer.pk)
    note_view(by=request.user, person=volunteer.person, now=now)
    context = {"form": form, "who": volunteer, **headings("What pairing should know")}
    return render(request, "pairing/desk/note_about.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def note_about_learner(request, pk):
    learner = get_object_or_404(User.objects.learners(), pk=pk, learner_profile__isnull=False)
    now, term = timezone.now(), coming_term()
    about = AboutLearner.objects.filter(learner=learner).first()
    interpreters = Interpreter.objects.filter(learner=learner, term=term, ended_at=None)
    initial = {"out_of_reach": out_of_reach(learner), "has_interpreter": interpreters.exists()}
    form = AboutLearnerForm(
        request.POST if request.method == "POST" else None,
        instance=about or AboutLearner(learner=learner),
        initial=initial,
        term=term,
    )
    if form.is_valid():
        known = dict(form.cleaned_data)
        deeds.keep_about_learner(learner=learner, term=term, by=request.user, now=now, **known)
        messages.success(request, KEPT)
        return redirect("desk:call", learner.pk)
    note_view(by=request.user, person=learner, now=now)
    context = {"form": form, "who": learner, **headings("What pairing should know")}
    return render(request, "pairing/desk/note_about.html", context)


def out_of_reach(person: User) -> list[int]:
    return list(OutOfReach.objects.filter(person=person).values_list("venue", flat=True))


def coming_term():
    """None: there is none."""
    try:
        return term_to_pair(timezone.now())
    except NoTerm:
        return None
