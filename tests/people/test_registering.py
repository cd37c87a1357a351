"""Adding a learner with their details, and changing these."""

import pytest
from wagtail.models import ModelLogEntry

from tests.factories.lessons import make_course
from tests.factories.people import make_card, make_learner
from whatthetech.people.models import Device, LearnerProfile, LookUp, User
from whatthetech.people.registering import (
    ChannelNotTheirs,
    NoWayToReach,
    add_learner,
    change_learner,
    held_details,
    note_contact,
)

pytestmark = pytest.mark.django_db


def history(learner) -> list[tuple]:
    rows = ModelLogEntry.objects.for_instance(learner).order_by("pk")
    return [(row.action, row.data.get("fields"), row.user) for row in rows]


def test_a_learner_is_added_with_all_that_is_known(coordinator, now):
    device = Device.objects.get(code="android")
    course = make_course()

    learner = add_learner(
        by=coordinator,
        now=now,
        first_name="Margaret",
        last_name="Smith",
        telephone="07700 900123",
        preferred_channel="telephone",
        devices=[device],
        goal_courses=[course],
        notes="Ring after ten.",
    )

    learner.refresh_from_db()
    assert (str(learner), learner.person.telephone_digits) == ("Margaret Smith", "447700900123")
    assert (learner.notes, learner.preferred_channel) == ("Ring after ten.", "telephone")
    assert (list(learner.devices.all()), list(learner.goal_courses.all())) == ([device], [course])
    assert learner.person.is_learner and learner.person.email is None


def test_adding_is_in_the_history_and_noted(coordinator, now):
    learner = add_learner(by=coordinator, now=now, first_name="Margaret", telephone="07700 900123")

    assert history(learner) == [("people.add_learner", None, coordinator)]
    look = LookUp.objects.get()
    assert (look.by, look.deed, look.person) == (coordinator, "changed", learner.person)


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({}, NoWayToReach),
        ({"notes": "Rang on Monday"}, NoWayToReach),
        ({"telephone": "07700 900123", "preferred_channel": "letter"}, ChannelNotTheirs),
        ({"address": "12 Road", "preferred_channel": "text"}, ChannelNotTheirs),
        ({"address": "12 Road", "preferred_channel": "email"}, ChannelNotTheirs),
    ],
)
def test_who_cannot_be_reached_is_not_added(coordinator, now, details, refusal):
    with pytest.raises(refusal):
        add_learner(by=coordinator, now=now, first_name="Margaret", **details)

    assert not LearnerProfile.objects.exists()
    assert list(User.objects.all()) == [coordinator]


@pytest.mark.parametrize(
    "way",
    [
        {"telephone": "07700 900123", "preferred_channel": "text"},
        {"address": "12 Road", "preferred_channel": "letter"},
        {"email": "m@example.org", "preferred_channel": "email"},
        {"address": "12 Road"},
    ],
)
def test_one_way_to_reach_them_is_enough(coordinator, now, way):
    assert add_learner(by=coordinator, now=now, first_name="Margaret", **way).pk


def test_what_changed_is_kept_and_named_without_its_value(coordinator, now):
    learner = make_learner(notes="An old secret")
    before = history(learner)

    changed = change_learner(
        learner=learner, by=coordinator, now=now, notes="", telephone="020 8743 0018"
    )

    learner = LearnerProfile.objects.get()
    assert (learner.notes, learner.person.telephone_digits) == ("", "442087430018")
    assert sorted(changed) == ["notes", "telephone"]
    names = ["notes", "telephone"]
    assert history(learner)[len(before) :] == [("people.change_learner", names, coordinator)]
    kept = str(list(ModelLogEntry.objects.values()))
    assert "secret" not in kept and "Smith" not in kept and "8743" not in kept


def test_lists_are_changed_as_one_field(coordinator, now):
    learner = make_learner(devices=[Device.objects.get(code="android")])
    device = Device.objects.get(code="iphone")

    assert change_learner(learner=learner, by=coordinator, now=now, devices=[device]) == ["devices"]
    assert list(learner.devices.all()) == [device]


def test_keeping_everything_as_it_is_changes_nothing(coordinator, now):
    learner = make_learner(devices=Device.objects.all())
    before = history(learner)
    same = held_details(learner) | {"devices": Device.objects.all(), "email": ""}

    assert change_learner(learner=learner, by=coordinator, now=now, **same) == []
    assert history(learner) == before
    assert not LookUp.objects.filter(by=coordinator).exists()


def test_the_last_way_to_reach_them_stays(coordinator, now):
    learner = make_learner(notes="Known since May")

    with pytest.raises(NoWayToReach):
        change_learner(learner=learner, by=coordinator, now=now, telephone="")

    assert User.objects.get(pk=learner.person_id).telephone == "07700 900123"


def test_who_has_only_a_card_may_be_called_otherwise_without_a_telephone(coordinator, now):
    learner = make_card(called="Mary").card.person.learner_profile

    change_learner(learner=learner, by=coordinator, now=now, known_as="Molly")

    assert User.objects.get(pk=learner.person_id).called == "Molly"


def test_what_somebody_else_changed_meanwhile_stays(coordinator, now):
    stale = make_learner()
    change_learner(learner=stale, by=coordinator, now=now, notes="Rang twice")
    stale = LearnerProfile.objects.get()
    LearnerProfile.objects.update(introduced_by="The surgery")

    change_learner(learner=stale, by=coordinator, now=now, notes="Rang three times")

    assert LearnerProfile.objects.get().introduced_by == "The surgery"


def test_a_call_is_the_last_contact(now):
    learner = make_learner()
    assert learner.last_contact_on is None

    note_contact(learner=learner, now=now)

    assert LearnerProfile.objects.get().last_contact_on == now.date()
