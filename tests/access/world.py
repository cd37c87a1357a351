"""One of everything that an address can name, and everybody who might ask for it."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Revision, Site, Task, Workflow

from lessons.models import GlossaryTerm, HelpLine, LessonPage, SafetyWarning
from tests.conftest import make_person
from tests.factories.lessons import make_course, make_lesson, make_picture
from tests.factories.people import agree, give_certificate, make_card, walk_path
from whatthetech.people.consent import keep_what_helps
from whatthetech.people.finding import find_people  # noqa: F401
from whatthetech.people.models import (
    Complaint,
    LearnerProfile,
    LookUp,
    Setting,
    User,
    VolunteerProfile,
)

ASKING = (
    "visitor",
    "learner",  # Mary: what an address names is hers
    "other learner",
    "volunteer",
    "uncleared",
    "coordinator",
    "lead",
)


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
    coordinator = make_person("coordinator@example.org", "Sam", group="Coordinators")
    people = {
        "visitor": None,
        "learner": mary,
        "other learner": make_card(called="John").card.person,
        "volunteer": make_person("volunteer@example.org", "Priya", group="Volunteers"),
        "uncleared": make_person("new@example.org", "Ella", group="Volunteers"),
        "coordinator": coordinator,
        "lead": make_person("lead@example.org", "Ruth", group="Safeguarding leads"),
    }
    lesson = make_lesson(course=make_course())
    lesson.save_revision(user=coordinator).publish()
    return World(people=people, named=what_addresses_name(mary, lesson), token=card.token)


def what_addresses_name(mary: User, lesson: LessonPage) -> dict[str, object]:
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
        "admin/groups/": Group.objects.first().pk,
        "parent_page_id": lesson.get_parent().pk,
        "destination_id": lesson.get_parent().pk,
        "revision_id": Revision.objects.latest("created_at").pk,
    }
