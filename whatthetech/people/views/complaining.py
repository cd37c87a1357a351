"""/me/complaint/: a learner tells us what went wrong. Visitors ring us."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import learners_only
from whatthetech.people.complaining import complain as make_complaint
from whatthetech.people.forms import ComplaintForm
from whatthetech.people.models import Complaint


@learners_only
@require_http_methods(["GET", "POST"])
def complain(request):
    """Their words, then the same words to look at (3.3.6), then they are sent."""
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        match request.POST.get("sure"):
            case "yes":
                make_complaint(
                    person=request.user,
                    words=form.cleaned_data["words"],
                    how=Complaint.How.SITE,
                    by=None,
                    now=timezone.now(),
                )
                return redirect("people:complaint_made")
            case None:
                return render(request, "people/check_complaint.html", {"form": form})
    return render(request, "people/complain.html", {"form": form})


@learners_only
@require_safe
def complaint_made(request):
    complaint = request.user.complaints.first()
    if complaint is None:
        return redirect("people:complain")
    return render(request, "people/complaint_made.html", {"complaint": complaint})
