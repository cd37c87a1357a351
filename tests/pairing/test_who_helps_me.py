"""/me/: who will help me, as soon as it is known; and who sees that I am stuck."""

import pytest
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.scheduling import make_shift
from tests.pairing.meeting import another_volunteer, clear, in_hours, pair, seat
from whatthetech.pairing.models import Ban
from whatthetech.pairing.views.who_helps_me import show_who_helps_me
from whatthetech.people.models import Language
from whatthetech.scheduling.models import VolunteerShift

pytestmark = pytest.mark.django_db

UNKNOWN = "we tell you here who will help you."
A_WEEK = 24 * 7
QUERIES = 13


@pytest.fixture
def priya(volunteer):
    volunteer.last_name, volunteer.telephone = "Okonkwo", "07700 900777"
    volunteer.save()
    profile = clear(volunteer)
    profile.languages.set(Language.objects.filter(name__in=["English", "Hindi"]))
    return profile


@pytest.fixture
def session(db):
    return in_hours(A_WEEK)


@pytest.fixture
def mary(client, learner):
    """The standing learner, signed in."""
    client.force_login(learner)
    return learner


def me(client) -> str:
    response = client.get("/me/")
    assert response.status_code == 200
    return response.content.decode()


class TestOnMe:
    def test_a_first_name_and_languages_as_soon_as_it_is_known(self, client, mary, session, priya):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))

        shown = me(client)

        assert "<b><bdi>Priya</bdi></b>." in shown
        assert "<bdi>Priya</bdi> speaks English and Hindi." in shown
        assert UNKNOWN not in shown

    def test_nothing_else_of_the_volunteer(self, client, mary, session, priya):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))

        shown = me(client)

        for private in ("Okonkwo", "07700 900777", "volunteer@example.org"):
            assert private not in shown

    def test_their_volunteer_of_the_term_where_they_come(self, client, mary, session, priya):
        make_shift(session=session, volunteer=priya)
        seat(session, mary)
        pair(mary, priya)

        assert "<b><bdi>Priya</bdi></b>." in me(client)

    @pytest.mark.parametrize("state", ["offered", "withdrawn"])
    def test_nobody_who_may_not_come(self, client, mary, session, priya, state):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        withdrawn_at = timezone.now() if state == "withdrawn" else None
        VolunteerShift.objects.update(state=state, withdrawn_at=withdrawn_at)

        shown = me(client)

        assert UNKNOWN in shown
        assert "Priya" not in shown

    def test_nobody_who_is_not_cleared(self, client, mary, session, priya):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        priya.check_decisions.all().delete()

        assert UNKNOWN in me(client)

    def test_nobody_they_are_kept_apart_from(self, client, mary, session, priya):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        pair(mary, priya)
        Ban.objects.create(learner=mary, volunteer=priya, made_at=timezone.now())

        assert "Priya" not in me(client)

    def test_each_session_has_its_own_line(self, client, mary, session, priya):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        seat(in_hours(2 * A_WEEK), mary)

        shown = me(client)

        assert shown.count("<b><bdi>Priya</bdi></b>.") == shown.count(UNKNOWN) == 1

    def test_languages_stand_there_once(self, client, mary, session, priya):
        for when in (session, in_hours(2 * A_WEEK)):
            seat(when, mary, helper=make_shift(session=when, volunteer=priya))

        shown = me(client)

        assert shown.count("<b><bdi>Priya</bdi></b>.") == 2
        assert shown.count("speaks English and Hindi") == 1

    def test_a_session_that_is_over_says_nothing(self, client, mary, priya):
        over = in_hours(-3)
        seat(over, mary, helper=make_shift(session=over, volunteer=priya))

        assert "Who will help me" not in me(client)

    def test_without_a_seat_their_volunteer_of_the_term_is_named(self, client, mary, priya):
        pair(mary, priya)

        assert "<b><bdi>Priya</bdi></b> is your volunteer." in me(client)

    def test_nobody_elses_helper_is_named(self, client, mary, session, priya):
        john = another_volunteer(called="Somebody").person
        seat(session, john, helper=make_shift(session=session, volunteer=priya))

        assert "Who will help me" not in me(client)

    @pytest.mark.parametrize("sessions", [1, 3])
    def test_more_sessions_ask_no_more_of_the_database(
        self, rf, mary, priya, sessions, django_assert_num_queries
    ):
        pair(mary, priya)
        for number in range(sessions):
            coming = in_hours(A_WEEK * (number + 1))
            helper = another_volunteer(called=f"Helper {number}")
            seat(coming, mary, helper=make_shift(session=coming, volunteer=helper))
        request = rf.get("/me/")
        request.user = mary

        with django_assert_num_queries(QUERIES):
            assert len(show_who_helps_me(request).context["meetings"]) == sessions


class TestWhoSeesStuck:
    @pytest.fixture
    def address(self):
        return make_lesson(course=make_course()).address("ask_for_help", 3, track="android")

    def pressed(self, client, address) -> str:
        return client.post(address, follow=True).content.decode()

    def test_who_helps_next_is_named_with_the_day(self, client, mary, session, priya, address):
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))

        shown = self.pressed(client, address)

        day = timezone.localdate(session.starts_at)
        said = f"will see that you are stuck here, and helps you on {day:%A} {day.day} {day:%B}"
        assert f"<bdi>Priya</bdi> {said}" in shown
        assert "We can see" not in shown

    @pytest.mark.parametrize("hours", [None, A_WEEK])
    def test_where_no_helper_is_known_it_says_that_we_see_it(self, client, mary, address, hours):
        if hours:
            seat(in_hours(hours), mary)

        assert "We can see that you are stuck here." in self.pressed(client, address)

    def test_who_helps_in_a_later_session_only_is_not_promised(
        self, client, mary, session, priya, address
    ):
        seat(in_hours(24), mary)
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))

        shown = self.pressed(client, address)

        assert "Priya" not in shown and "We can see that you are stuck here." in shown

    def test_without_a_card_it_promises_nothing(self, client, address):
        shown = self.pressed(client, address)

        assert "We can see" not in shown and "will see" not in shown

    def test_the_promise_is_kept(self, client, mary, volunteer, priya, address):
        """What the page says: the volunteer's own page names the step, and so does the desk."""
        session = in_hours(24)
        seat(session, mary, helper=make_shift(session=session, volunteer=priya))
        assert "<bdi>Priya</bdi> will see" in self.pressed(client, address)

        client.force_login(volunteer)
        shown = client.get("/help/prepare/").content.decode()

        assert "at step 3 of Find the settings, since today" in shown
