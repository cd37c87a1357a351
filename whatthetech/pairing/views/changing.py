"""/me/another-volunteer/: a learner asks for somebody else. Nobody asks them why."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whatthetech.pairing import changes
from whatthetech.pairing.changes import NobodyToMove, asked_to_change
from whatthetech.pairing.who_helps import volunteer_of
from whatthetech.people.access import learners_only


@learners_only
@require_http_methods(["GET", "POST"])
def ask_to_change(request):
    """A check page; then, and whenever they come back, what happens next."""
    learner, now = request.user, timezone.now()
    own = volunteer_of(learner, on=timezone.localdate(now))
    if request.method == "POST" and own:
        try:
            changes.ask_to_change(learner=learner, by=learner, now=now)
        except NobodyToMove:  # the volunteer left a moment ago
            return redirect("people:me")
        return redirect("pairing:ask_to_change")
    if asked_to_change(learner):
        return render(request, "pairing/asked_to_change.html")
    if own is None:
        return redirect("people:me")
    return render(request, "pairing/ask_to_change.html", {"called": own.person.called})
