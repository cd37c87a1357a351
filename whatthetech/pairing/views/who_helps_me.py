"""On /me/ and on the page of “I'm stuck”: who helps this learner when they come."""

from django.utils import timezone
from django.utils.html import format_html

from whatthetech.pairing.changes import asked_to_change
from whatthetech.pairing.models import Portrait
from whatthetech.pairing.who_helps import coming_bookings, helpers_of, volunteer_of
from whatthetech.people.models import VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.people.wording import listed
from whatthetech.scheduling.words import day_in_words


def show_who_helps_me(request) -> Part | None:
    """A first name, languages and a picture if given, for each session; nothing else of them."""
    now = timezone.now()
    bookings = coming_bookings(request.user, now=now)
    own = volunteer_of(request.user, on=timezone.localdate(now))
    asked = asked_to_change(request.user)
    if not bookings and own is None and asked is None:
        return None
    helpers = helpers_of(bookings, now=now)
    helping = {key: shift.volunteer for key, shift in helpers.items()}
    everybody = {*helping.values(), own} - {None}
    keys = {volunteer.pk for volunteer in everybody}
    languages = _languages(keys)
    shown = set(Portrait.objects.filter(volunteer__in=keys).values_list("volunteer", flat=True))
    people = {
        volunteer: {
            "called": volunteer.person.called,
            "languages": languages[volunteer.pk],
            "picture_of": volunteer.pk if volunteer.pk in shown else None,
        }
        for volunteer in everybody
    }
    meetings, told = [], set()  # of whom languages and picture stand there already
    for booking in bookings:
        helper = helping.get(booking.pk)
        meeting = {"session": booking.session, "helper": people.get(helper)}
        meetings.append(meeting | {"is_first": helper not in told})
        told.add(helper)
    return Part("pairing/who_helps_me.html", meetings=meetings, own=people.get(own), asked=asked)


def say_who_sees_stuck(request) -> str | None:
    """Where somebody is known for their next session: they see it when they prepare for it."""
    now = timezone.now()
    bookings = coming_bookings(request.user, now=now)[:1]
    for booking in bookings:
        if shift := helpers_of(bookings, now=now).get(booking.pk):
            day = day_in_words(booking.session.on, today=timezone.localdate(now))
            called = shift.volunteer.person.called or "Your volunteer"
            return format_html(
                "<bdi>{}</bdi> will see that you are stuck here, and helps you on {}.", called, day
            )
    return None


def _languages(volunteers: set[int]) -> dict[int, str]:
    """{volunteer: “English and Hindi”, or empty where they named none}"""
    found = VolunteerProfile.objects.filter(pk__in=volunteers).prefetch_related("languages")
    return {one.pk: listed([str(language) for language in one.languages.all()]) for one in found}
