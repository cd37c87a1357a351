"""Made-up learners: enough of every kind for the desk to look real, made once."""

import io
import re

import pytest
from django.core.management import call_command

from lessons.models import KeptPlace
from tests.factories.lessons import make_course, make_lesson
from whatthetech.people.cards import find_by_number
from whatthetech.people.demonstration_learners import LEARNERS, make_demonstration_learners
from whatthetech.people.models import (
    Availability,
    Complaint,
    LearnerProfile,
    LookUp,
    User,
    WhatHelps,
)

pytestmark = pytest.mark.django_db

DRAMA = re.compile(r"44(2079460\d{3}|7700900\d{3})")  # Ofcom's numbers for drama


@pytest.fixture
def people(coordinator, now):
    course = make_course()
    for number in range(3):
        make_lesson(course=course, slug=f"lesson-{number}")
    return make_demonstration_learners(now=now, by=coordinator)


def test_there_are_forty_of_every_kind(people):
    assert len(people) == LearnerProfile.objects.count() == 40
    assert User.objects.learners().count() == 40
    assert sum(not person.last_name for person in people) == 8
    assert WhatHelps.objects.filter(consent__withdrawn_at=None).count() >= 8
    assert {profile.helper_must_be for profile in LearnerProfile.objects.all()} == {"", "woman"}
    assert Availability.objects.count() > 40
    assert KeptPlace.objects.filter(done_at=None).exists()
    assert KeptPlace.objects.exclude(done_at=None).exists()
    assert {complaint.closed_on is None for complaint in Complaint.objects.all()} == {True, False}
    assert LookUp.objects.exists()


def test_no_telephone_number_is_anybodys(people):
    contacts = [profile.contact_telephone for profile in LearnerProfile.objects.all()]
    numbers = [person.telephone_digits for person in people if person.telephone]
    told = [f"44{re.sub(r'[^0-9]', '', contact)[1:]}" for contact in contacts if contact]

    assert len(numbers) == 32 and len(told) >= 3
    assert [number for number in numbers + told if not DRAMA.fullmatch(number)] == []


def test_a_few_stand_there_twice_to_be_merged(people):
    numbers = [person.telephone_digits for person in people if person.telephone]

    assert len(numbers) - len(set(numbers)) == 2


def test_making_them_again_makes_nobody(people, coordinator, now):
    assert make_demonstration_learners(now=now, by=coordinator) == []
    assert LearnerProfile.objects.count() == len(LEARNERS)


def test_the_command_tells_the_number_of_one_card(settings, now):
    settings.DEBUG = True
    out = io.StringIO()

    call_command("load_demonstration", stdout=out)

    told = re.search(r"The card of Mary Brown: (\d{4} \d{4} \d{4})", out.getvalue())
    card = find_by_number(told[1].replace(" ", ""), now=now)
    assert (card.person.first_name, card.person.last_name) == ("Mary", "Brown")
