import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from whatthetech.people.clearance import Stage, cleared_for, stage_of
from whatthetech.people.demonstration_volunteers import make_demonstration_volunteers
from whatthetech.people.expiry import endings
from whatthetech.people.models import Availability, Setting, User, VolunteerProfile

pytestmark = pytest.mark.django_db

# One run in the year's last days, and one after students have left.
TIMES = [datetime(2026, 11, 21, 10, tzinfo=UTC), datetime(2028, 2, 29, 10, tzinfo=UTC)]


@pytest.fixture(params=TIMES, ids=["November", "leap day"])
def now(request):
    return request.param


def test_twenty_five_are_made_and_no_more_the_second_time(now):
    assert len(make_demonstration_volunteers(now)) == 25
    assert make_demonstration_volunteers(now) == []
    assert VolunteerProfile.objects.count() == 25


def test_every_place_of_the_path_is_among_them(now):
    make_demonstration_volunteers(now)
    on = now.date()

    volunteers = VolunteerProfile.objects.with_path()
    stages = Counter(stage_of(volunteer, on=on) for volunteer in volunteers)
    assert set(stages) == set(Stage) - {Stage.NEW, Stage.SHADOWED}
    places = {place for volunteer in volunteers for place in cleared_for(volunteer, on=on)}
    assert places == set(Setting)
    assert 20 in {ending.days for ending in endings(on) if ending.what == "training"}


def test_nobody_could_be_reached_by_it(now):
    make_demonstration_volunteers(now)

    for person in User.objects.filter(volunteer_profile__isnull=False):
        assert person.email.endswith("@example.org")
        assert re.fullmatch(r"07700 900\d{3}", person.telephone)  # Ofcom's, for drama
        assert not person.has_usable_password()


def test_most_have_said_when_they_are_free(now):
    make_demonstration_volunteers(now)

    assert Availability.objects.values("person").distinct().count() >= 15


def test_the_standing_volunteer_who_can_sign_in_walks_the_path_too(volunteer, now):
    make_demonstration_volunteers(now)

    assert volunteer.volunteer_profile.steps_done.exists()
    volunteer.refresh_from_db()
    assert volunteer.has_usable_password()


def test_a_coordinator_who_is_there_stands_for_the_desk(coordinator, now):
    make_demonstration_volunteers(now)

    assert Group.objects.get(name="Coordinators").user_set.get() == coordinator
