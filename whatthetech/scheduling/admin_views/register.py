"""From the desk to the register, which is one page for everybody who takes it."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from whatthetech.people.access import coordinators_only


@coordinators_only
@require_safe
def register(request, pk):
    return redirect("scheduling:register", pk)
