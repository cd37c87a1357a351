"""One of everything that an address can name, and everybody who might ask for it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Revision, Site, Task, Workflow

from lessons.models import GlossaryTerm, HelpLine, LessonPage, SafetyWarning
from tests.conftest import make_person
from tests.factories.lessons import make_course, make_lesson, make_picture
from tests.factories.people import agree, give_certificate, make_card, walk_path
from tests.factories.records import be_stuck
from tests.factories.scheduling import (
    book,
    close,
    coming,
    make_begun_session,
    make_series,
    make_session,
    make_session_soon,
    make_shift,
    make_term,
    put_down,
    put_on_register,
)
from tests.pairing.meeting import in_hours, seat
from whatthetech.pairing.models import Ban, Pairing, Pin, Round, Unpaired
from whatthetech.people.complaining import complain
from whatthetech.people.consent import keep_what_helps
from whatthetech.people.merging import merge_people
from whatthetech.people.models import (
    Channel,
    CheckDecision,
    Complaint,
    Concern,
    LearnerProfile,
    Merge,
    Setting,
    User,
    VolunteerProfile,
)
from whatthetech.people.raising_concerns import raise_concern
from whatthetech.scheduling import models
from whatthetech.scheduling.models import Booking, Offer, Term
from whatthetech.scheduling.requests import ask_for_seat
from whatthetech.scheduling.risk import open_task
from whatthetech.scheduling.shifts import offer_shift

ASKING = (
    "visitor",
    "learner",  # Mary: what an address names is hers
    "other learner",
    "volunteer",
    "uncleared",
    "coordinator",
    "lead",
)


# Mary's, and nobody's business but hers and the office's.
PRIVATE = (
    "Quillfeather",
    "07700 900555",
    "mary@quillfeather.example",
    "4 Nowhere Close",
    "Zebedee Quince",
    "keeps a parrot",
    "left ear only",
    "rude on the stairs",
)
CONCERN = "a nephew keeps her bank card"  # for leads alone


@dataclass(frozen=True)
class World:
    people: dict[str, User | None]  # {who of ASKING: the person}
    named: dict[str, object]  # {name, or a route's beginning: a key}
    token: str  # of Mary's card's link

    def browser(self, who: str) -> Client:
        client = Client()
        if person := self.people[who]:
            client.force_login(person)
        return client


def make_world() -> World:
    """Whatever is personal in it is Mary's; the lesson was written by the coordinator."""
    card = make_card(called="Mary")
    mary = card.card.person
    tell_us_everything(mary)
    coordinator = make_person("coordinator@example.org", "Sam", group="Coordinators")
    people = {
        "visitor": None,
        "learner": mary,
        "other learner": make_card(called="John").card.person,
        "volunteer": cleared_volunteer(),
        "uncleared": make_person("new@example.org", "Ella", group="Volunteers"),
        "coordinator": coordinator,
        "lead": make_person("lead@example.org", "Ruth", group="Safeguarding leads"),
    }
    merge_people(kept=mary, gone=make_card().card.person, by=coordinator, now=timezone.now())
    lesson = make_lesson(course=make_course())
    offer_seat_to(mary)
    give_the_desk_something_to_do(mary.bookings.get())
    lesson.save_revision(user=coordinator).publish()
    named = what_addresses_name(mary, people["other learner"], lesson) | a_session(
        mary, people["volunteer"]
    )
    named |= meet_tomorrow(mary, people["volunteer"], lesson) | session_of_today(mary)
    return World(people=people, named=named, token=card.token)


def session_of_today(mary: User) -> dict[str, object]:
    """It begins in ten minutes; Mary is booked and the cleared volunteer helps."""
    session = make_session_soon(starts_in=timedelta(minutes=10))
    make_shift(session=session, volunteer=VolunteerProfile.objects.get())
    booking = put_down(session, mary)
    return {"help/register/": session.pk, "booking_pk": booking.pk}


def tell_us_everything(mary: User) -> None:
    """Each word of `PRIVATE` stands in one place of her record."""
    name, telephone, email, address, contact, notes, hearing, wrong = PRIVATE
    mary.last_name, mary.telephone, mary.email = name, telephone, email
    mary.save()
    LearnerProfile.objects.filter(person=mary).update(
        address=address, contact_name=contact, notes=notes
    )
    learner = LearnerProfile.objects.get(person=mary)
    agree(learner)
    keep_what_helps(learner=learner, by=mary, now=timezone.now(), hearing=hearing)
    complain(words=wrong, how="telephone", by=None, person=mary, now=timezone.now())


def cleared_volunteer() -> User:
    volunteer = make_person("volunteer@example.org", "Priya", group="Volunteers")
    profile = VolunteerProfile.objects.create(person=volunteer)
    walk_path(profile, cleared_for=[Setting.GROUP], today=timezone.localdate())
    give_certificate(profile, setting=Setting.ONE_TO_ONE, today=timezone.localdate())
    return volunteer


def offer_seat_to(mary: User) -> None:
    """In a session to come."""
    now = timezone.now()
    booking = book(make_session(on=coming()), mary, now=now)
    booking.state, booking.seat = Booking.State.OFFERED, 1
    booking.save()
    Offer.objects.create(
        booking=booking, reach_by=Channel.TELEPHONE, made_at=now, held_until=booking.session.ends_at
    )


def give_the_desk_something_to_do(booking: Booking) -> None:
    now, helper = timezone.now(), VolunteerProfile.objects.get()
    offer_shift(session=booking.session, volunteer=helper, by=helper.person, now=now)
    open_task(models.Task.Kind.RING, session=booking.session, booking=booking, now=now)
    ask_for_seat(session=booking.session, name="Doris", reach_them_by="a letter", now=now)


def meet_tomorrow(mary: User, volunteer: User, lesson: LessonPage) -> dict[str, object]:
    """The cleared volunteer helps her at a session tomorrow; she is stuck in the lesson."""
    session = in_hours(24)
    shift = make_shift(session=session, volunteer=volunteer.volunteer_profile)
    booking = seat(session, mary, helper=shift)
    return {"help/prepare/": booking.pk, "stuck_pk": be_stuck(mary, lesson, 1).pk}


def what_addresses_name(mary: User, john: User, lesson: LessonPage) -> dict[str, object]:
    """What the numbers of a route stand for: by their own name, or by how the route begins."""
    document = get_document_model().objects.create(title="Spoken", file=ContentFile(b"a", "a.mp3"))
    term = GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")
    warning = SafetyWarning.objects.create(name="pin", title="Your PIN", text="<p>Keep it.</p>")
    return {
        "": lesson.pk,
        "admin/images/": make_picture().pk,
        "admin/documents/": document.pk,
        "admin/api/main/documents/": document.pk,
        "documents/": document.pk,
        "admin/collections/": Collection.get_first_root_node().pk,
        "admin/workflows/": Workflow.objects.get().pk,
        "admin/workflows/tasks/": Task.objects.first().pk,
        "admin/redirects/": Redirect.objects.create(old_path="/old", redirect_page=lesson).pk,
        "admin/settings/": HelpLine.load().pk,
        "admin/snippets/lessons/glossaryterm/": term.pk,
        "admin/snippets/choose/lessons/glossaryterm/": term.pk,
        "admin/snippets/lessons/safetywarning/": warning.pk,
        "admin/snippets/choose/lessons/safetywarning/": warning.pk,
        "admin/sites/": Site.objects.get().pk,
        "admin/users/": mary.pk,
        "admin/desk/": mary.pk,
        "admin/desk/learners/": mary.learner_profile.pk,
        "admin/desk/volunteers/": VolunteerProfile.objects.get().pk,
        "admin/desk/complaints/": Complaint.objects.get().pk,
        "admin/desk/merges/": Merge.objects.get().pk,
        "admin/desk/bookings/": Offer.objects.get().booking_id,
        "admin/desk/offers/": Offer.objects.get().pk,
        "admin/desk/sessions/": Offer.objects.get().booking.session_id,
        "session_pk": Offer.objects.get().booking.session_id,
        "admin/desk/shift-list/": models.VolunteerShift.objects.get().pk,
        "admin/desk/shifts/": models.VolunteerShift.objects.get().pk,
        "admin/desk/tasks/": models.Task.objects.get().pk,
        "admin/desk/requests/": models.SeatRequest.objects.get().pk,
        "admin/desk/session-list/": Offer.objects.get().booking.session_id,
        "admin/desk/series-list/": make_series().pk,
        "admin/desk/venues/": Offer.objects.get().booking.session.venue.pk,
        "admin/desk/terms/": make_term().pk,
        "admin/desk/closed-days/": close(coming()).pk,
        "decision_pk": CheckDecision.objects.get(is_needed=True).pk,
        **what_pairing_names(mary, john),
        "admin/groups/": Group.objects.first().pk,
        "parent_page_id": lesson.get_parent().pk,
        "destination_id": lesson.get_parent().pk,
        "sessions/": Offer.objects.get().booking.session_id,
        "sessions/seat/": Offer.objects.get().booking_id,
        "sessions/offer/": Offer.objects.get().pk,
        "revision_id": Revision.objects.latest("created_at").pk,
    }


def a_session(mary: User, volunteer: User) -> dict[str, object]:
    """Mary's seat in a session that the volunteer helps at now, with a concern about her."""
    session = make_begun_session()
    shift = make_shift(session=session, volunteer=volunteer.volunteer_profile)
    booking = put_on_register(session, mary)
    raise_concern(learner=mary, words=CONCERN, by=volunteer, now=timezone.now())
    concern = Concern.objects.get().pk
    return {
        "help/shifts/": shift.pk,
        "help/record/": booking.pk,
        "lesson_pk": LessonPage.objects.get().pk,
        "admin/desk/shifts/": shift.pk,
        "admin/desk/concerns/": concern,
    }


def what_pairing_names(mary: User, john: User) -> dict[str, object]:
    """A round of nobody; Mary is pinned to and paired with the volunteer, John kept apart."""
    now, volunteer = timezone.now(), VolunteerProfile.objects.get()
    today = timezone.localdate(now)
    term = Term.objects.create(name="A term", begins_on=today, ends_on=today)
    made = {"learner": mary, "volunteer": volunteer}
    stored = {"inputs": {}, "weights": {}, "seed": 0, "solver": "", "digest": ""}
    round = Round.objects.create(term=term, made_at=now, **stored)
    Unpaired.objects.create(round=round, learner=mary, why="pin", explanation={"pins": []})
    pairing = Pairing.objects.create(term=term, begun_on=today, **made)
    ban = Ban.objects.create(made_at=now, learner=john, volunteer=volunteer)
    return {
        "admin/desk/pairing/rounds/": round.pk,
        "admin/desk/pairing/learners/": mary.pk,
        "admin/desk/pairing/volunteers/": volunteer.pk,
        "admin/desk/pairing/pairs/": pairing.pk,
        "admin/desk/pairing/pins/": Pin.objects.create(made_at=now, **made).pk,
        "admin/desk/pairing/bans/": ban.pk,
        "learner_pk": mary.pk,
    }
