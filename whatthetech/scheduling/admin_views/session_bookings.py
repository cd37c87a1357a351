"""A session's page at the desk: its seats, who has them, who waits, who is to be rung."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_views
from whatthetech.scheduling.admin_views.telephone import furniture, session_or_404
from whatthetech.scheduling.seating import seating
from whatthetech.scheduling.words import when


@coordinators_only
@require_safe
def session_bookings(request, pk):
    now, today = timezone.now(), timezone.localdate()
    session = session_or_404(pk)
    found = seating(session, now=now, today=today)
    note_views(by=request.user, people=found.to_ring, now=now)
    context = {
        "session": session,
        "seating": found,
        "asked": session.seat_requests.open().count(),
        "back": "session",
        "now": now,
        **furniture(when(session, today=today)),
    }
    return render(request, "scheduling/desk/session_bookings.html", context)
