"""The register without a connection: what a phone kept, and the script that shows the list."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from whatthetech.people.access import open_to_everybody, volunteers_only
from whatthetech.scheduling.register_worker import worker_script
from whatthetech.scheduling.sent_taps import Answer, NotTaps, read_taps
from whatthetech.scheduling.sent_taps import send_register as keep_taps
from whatthetech.scheduling.views.at_the_door import at_the_door, in_words, register_of


@volunteers_only
@require_POST
@at_the_door
def send_register(request, session, now):
    """What a phone kept without a connection. Answers each tap by its key."""
    try:
        taps = read_taps(request.body, now=now)
    except NotTaps:
        return JsonResponse({"why": "This can’t be read."}, status=400)
    answers = keep_taps(session=session, taps=taps, by=request.user, now=now)
    names = {row.booking.pk: row.name for row in register_of(request, session).rows}
    return JsonResponse({"answers": [_told(answer, names) for answer in answers]})


def _told(answer: Answer, names: dict[int, str]) -> dict:
    told = {"key": str(answer.tap.key), "is_done": answer.refusal is None}
    if answer.refusal:
        name = names.get(answer.tap.booking) or answer.tap.called or "Somebody"
        told["why"] = f"{name}: {in_words(answer.refusal)}"
    return told


@open_to_everybody
@require_safe
def register_worker(request):
    """The script that shows the list again where there is no connection. It names nobody.

    It stands here and not among the other files: it may answer for addresses below its own.
    """
    return HttpResponse(worker_script(), content_type="text/javascript")
