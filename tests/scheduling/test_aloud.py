"""Words to read to somebody on the telephone, as they stand."""

from datetime import date

import pytest

from tests.factories.scheduling import book, book_two, make_learner, make_learners, make_session
from whatthetech.people.models import Channel, LearnerProfile
from whatthetech.scheduling import aloud
from whatthetech.scheduling.aloud import at_venue

TODAY = date(2026, 10, 1)
AT = "Thursday 8 October at 2 o’clock, at the Edward Woods Centre"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Edward Woods Centre", "at the Edward Woods Centre"),
        ("The Invention Rooms", "at the Invention Rooms"),
        ("St Mary’s Hall", "at St Mary’s Hall"),
        ("Phoenix Academy", "at Phoenix Academy"),
        ("Town hall", "at the Town hall"),
        ("😀", "at 😀"),
    ],
)
def test_a_venue_as_one_says_it(name, said):
    assert at_venue(name) == said


@pytest.mark.django_db
class TestABooking:
    def of(self, booking, **more) -> str:
        return aloud.of_booking(booking, today=TODAY, **more).words

    def test_each_state_has_its_sentence(self):
        booking = book(make_session(seats=1), make_learner())
        said = {}
        for state in ("booked", "waiting", "cancelled", "attended", "missed"):
            booking.state = state
            said[state] = self.of(booking)

        assert said == {
            "booked": f"You have a seat on {AT}.",
            "waiting": f"You are on the waiting list for {AT}.",
            "cancelled": f"You are not booked any more on {AT}.",
            "attended": f"You are on the list of who came on {AT}.",
            "missed": f"We have noted that you did not come on {AT}.",
        }

    def test_two_who_come_together_hear_of_each_other(self):
        first, _ = book_two(make_session(seats=2), make_learners(2))

        assert self.of(first, companion="Joan").endswith("Joan has a seat beside you.")
        first.state = "waiting"
        assert self.of(first, number=2, companion="Joan").endswith(
            "You are number 2. You wait together with Joan."
        )

    @pytest.mark.parametrize(
        ("channel", "told"),
        [
            ("", "we ring you"),
            (Channel.TELEPHONE, "we ring you"),
            (Channel.TEXT, "we send you a text message"),
            (Channel.EMAIL, "we send you an email"),
            (Channel.LETTER, "we write you a letter"),
        ],
    )
    def test_who_waits_hears_how_they_are_told(self, channel, told):
        session = make_session()
        booking = book(session, make_learner(reached_by=channel))

        assert told in aloud.of_booking(booking, today=TODAY).next

    def test_without_details_they_are_rung(self):
        booking = book(make_session(), make_learner())
        LearnerProfile.objects.all().delete()
        booking.learner.refresh_from_db()

        assert "we ring you" in aloud.of_booking(booking, today=TODAY).next
