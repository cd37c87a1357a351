"""Reading no more of a volunteer than whether they are cleared changes nothing of the answer."""

from datetime import timedelta

import pytest

from tests.factories import people
from tests.factories.people import give_certificate
from tests.factories.scheduling import NOW, THURSDAY, make_session, make_shift
from whatthetech.people.clearance import clearance
from whatthetech.people.models import Setting
from whatthetech.scheduling.cleared import with_bare_path
from whatthetech.scheduling.models import VolunteerShift

pytestmark = pytest.mark.django_db
NEXT_DAY = THURSDAY + timedelta(days=1)


def make_helper(**profile):
    return people.make_volunteer(cleared_for=[Setting.GROUP], today=NOW.date(), **profile)


@pytest.mark.parametrize("sessions", [1, 3])
def test_all_that_clearance_asks_for_comes_in_three_queries(django_assert_num_queries, sessions):
    checked, ends = make_helper(), make_helper()
    give_certificate(checked, setting=Setting.GROUP, today=NOW.date())
    ends.check_decisions.update(ends_on=THURSDAY)
    helpers = {
        checked: True,
        ends: True,
        make_helper(paused_from=THURSDAY): False,
        make_helper(leaves_on=THURSDAY - timedelta(days=1)): False,
        make_helper(left_on=THURSDAY): False,
        people.make_volunteer(): False,
    }
    for _ in range(sessions):
        session = make_session()
        for helper in helpers:
            make_shift(session=session, volunteer=helper)

    with django_assert_num_queries(3):
        shifts = with_bare_path(VolunteerShift.objects.order_by("pk"))
        found = [
            clearance(shift.volunteer, setting=Setting.GROUP, on=THURSDAY).is_cleared
            for shift in shifts
        ]

    assert found == [*helpers.values()] * sessions
    for shift in shifts:
        as_always = VolunteerShift.objects.get(pk=shift.pk).volunteer
        for on in (THURSDAY, NEXT_DAY):
            asked = {"setting": Setting.GROUP, "on": on}
            bare, whole = clearance(shift.volunteer, **asked), clearance(as_always, **asked)
            assert (bare.missing, bare.ends_on) == (whole.missing, whole.ends_on)
