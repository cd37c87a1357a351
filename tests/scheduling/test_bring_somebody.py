"""Two come together: both get seats, or both wait. Whom we know already is nobody's to find out."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.factories.people import make_learner as make_known_learner
from tests.factories.scheduling import NOW, book, coming, make_learner, make_session
from tests.scheduling.racing import lock_off, slowed
from whatthetech.people.models import LearnerProfile, User
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    NoSeatBeside,
    SessionHasBegun,
    book_pair,
    cancel_booking,
)
from whatthetech.scheduling.bringing import BROUGHT_AT_MOST, BringsTooMany, bring_somebody
from whatthetech.scheduling.models import Booking

pytestmark = pytest.mark.django_db
State = Booking.State
ODD = [
    "<script>alert('x')</script>",
    "مريم",
    "\u202eolleh",
    "🧓🏽 Jim",
    "'; DROP TABLE people_user; --",
    "{{ settings.SECRET_KEY }}",
    "a" * 80,
]


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def address(session) -> str:
    return f"/sessions/{session.pk}/bring/"


def send(client, session, *, name="Jim Brown", telephone="", sure=None, key="a" * 32, **more):
    fields = {"name": name, "telephone": telephone, "key": key} | more
    return client.post(address(session), fields | ({"sure": sure} if sure else {}), follow=True)


def bring(session, learner, *, name="Jim Brown", telephone="", key="k", now=NOW):
    return bring_somebody(
        session=session,
        learner=learner,
        name=name,
        telephone=telephone,
        by=learner,
        key=key,
        now=now,
    )


class TestOnTheScreen:
    def test_both_are_checked_before_anything_is_kept(self, client, mary):
        session = make_session(on=coming(), seats=2)

        page = words_of(send(client, session, telephone="020 7946 0000"))

        assert "You, and <bdi>Jim Brown</bdi>" in page and "020 7946 0000" in page
        assert "Yes, book two seats" in page
        assert not Booking.objects.exists() and User.objects.filter(first_name="Jim").count() == 0

    def test_the_press_books_two_seats_and_adds_one_record(self, client, mary):
        session = make_session(on=coming(), seats=2)

        page = words_of(send(client, session, telephone="020 7946 0000", sure="yes"))

        assert "<h1>You have two seats</h1>" in page
        mine, other = Booking.objects.order_by("pk")
        assert (mine.learner, mine.state, other.state) == (mary, State.BOOKED, State.BOOKED)
        assert mine.together == other.together and mine.together
        jim = other.learner
        assert (jim.first_name, jim.last_name, jim.telephone) == ("Jim", "Brown", "020 7946 0000")
        assert str(mary.pk) in jim.learner_profile.introduced_by

    def test_with_one_seat_left_they_are_given_the_choice(self, client, mary):
        session = make_session(on=coming(), seats=1)

        page = words_of(send(client, session))

        assert "There is one seat. Come alone, or both wait." in page
        assert "Come alone</a>" in page and "Both of us wait</button>" in page

    def test_both_wait_where_two_seats_are_not_free(self, client, mary):
        session = make_session(on=coming(), seats=1)

        page = words_of(send(client, session, sure="yes"))

        assert "You are both on the waiting list" in page
        assert set(Booking.objects.values_list("state", flat=True)) == {State.WAITING}

    def test_where_a_seat_goes_before_the_press_it_is_said(self, client, mary):
        session = make_session(on=coming(), seats=2)
        send(client, session)
        book(session, make_learner())

        page = words_of(send(client, session, sure="yes", sees="seat"))

        assert "There are no longer two seats." in page

    def test_pressed_twice_it_is_one_pair_and_one_record(self, client, mary):
        session = make_session(on=coming(), seats=4)
        for _ in range(2):
            send(client, session, sure="yes")

        assert Booking.objects.count() == 2
        assert User.objects.filter(first_name="Jim").count() == 1

    def test_what_was_typed_can_be_changed_and_stands_there_still(self, client, mary):
        page = words_of(send(client, make_session(on=coming(), seats=2), sure="no"))

        assert 'value="Jim Brown"' in page
        assert not Booking.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": " "}, "Type the name of the person you bring."),
            ({"name": "a" * 81}, "Type it shorter: 80 letters at most."),
            ({"name": "a\x00b"}, "in letters and numbers only."),
            ({"telephone": "not a number"}, "Type a telephone number, or leave this empty."),
            ({"telephone": "0\x000"}, "Type the number again"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words(self, client, mary, typed, said):
        session = make_session(on=coming(), seats=2)

        page = words_of(send(client, session, sure="yes", **typed))

        assert said in page and "<title>Error: " in page
        assert not Booking.objects.exists()

    @pytest.mark.parametrize("name", ODD)
    def test_odd_names_are_kept_as_they_are_and_do_nothing(self, client, mary, name):
        session = make_session(on=coming(), seats=2)

        check = send(client, session, name=name).content.decode()
        send(client, session, name=name, sure="yes")

        other = Booking.objects.exclude(learner=mary).get().learner
        assert f"{other.first_name} {other.last_name}".strip() == name
        assert "<script>alert(" not in check

    def test_nothing_says_whether_the_other_is_known(self, client, mary):
        """The answers for somebody we know and for a stranger are the same, but for the name."""
        make_known_learner(first_name="Jim", last_name="Brown", telephone="020 7946 0000")

        pages = []
        for name in ("Jim Brown", "Xxx Yyyyy"):
            session = make_session(on=coming(), seats=2)
            told = [send(client, session, name=name, telephone="020 7946 0000", sure=sure)
                    for sure in (None, "yes")]  # fmt: skip
            pages.append([_bare(response, name) for response in told])
            Booking.objects.all().delete()

        assert pages[0] == pages[1]
        assert User.objects.filter(first_name="Jim").count() == 2

    def test_what_the_desk_booked_for_them_is_not_told(self, client, mary):
        first = make_session(on=coming(), seats=2)
        send(client, first, sure="yes")
        jim = User.objects.get(first_name="Jim")
        second = make_session(on=coming(weeks=2), seats=3)
        book(second, jim)

        page = words_of(send(client, second, sure="yes", key="b" * 32))

        assert "Ring us, and we book for you both" in page and "has a seat" not in page
        assert not second.bookings.filter(learner=mary).exists()


def _bare(response, name: str) -> str:
    page = response.content.decode().replace(name, "")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|/\d+/', "", page)


class TestTheDeed:
    def test_without_a_number_they_are_reached_by_whoever_brings_them(self, learner):
        _, other = bring(make_session(seats=2), learner)

        assert other.learner.telephone == ""
        assert LearnerProfile.objects.filter(person=other.learner).exists()

    def test_the_same_friend_again_is_the_same_record(self, learner):
        first = bring(make_session(seats=2), learner, telephone="020 7946 0000")
        again = bring(make_session(seats=2), learner, telephone="0207 946 0000", key="l")

        assert first[1].learner == again[1].learner

    def test_another_learners_friend_of_that_name_is_not(self, learner):
        first = bring(make_session(seats=2), learner)
        others = bring(make_session(seats=2), make_learner(), key="l")

        assert first[1].learner != others[1].learner

    def test_where_they_are_booked_already_nothing_is_left_behind(self, learner):
        session = make_session(seats=1)
        book(session, learner)

        with pytest.raises(NoSeatBeside):
            bring(session, learner)

        assert not User.objects.filter(first_name="Jim").exists()

    def test_one_learner_brings_only_so_many(self, learner):
        for number in range(BROUGHT_AT_MOST):
            mine, other = bring(
                make_session(seats=2), learner, name=f"Friend {number}", key=f"{number}"
            )
            assert mine.learner == learner and other.learner.last_name == str(number)

        with pytest.raises(BringsTooMany):
            bring(make_session(seats=2), learner, name="One more", key="more")

    def test_an_empty_key_is_no_press_before(self, learner):
        session = make_session(seats=2)
        mine, _ = bring(session, learner, key="")
        cancel_booking(booking=mine, by=learner, now=NOW)

        assert bring(session, make_learner(called="Ann"), key="")[0].learner.first_name == "Ann"


class TestWithASeatAlready:
    """They keep it; the other gets one beside them, or is not booked at all."""

    def test_the_sessions_page_and_the_confirmation_lead_there(self, client, mary):
        session = make_session(on=coming(), seats=2)
        book(session, mary)

        for page in ("", "booked/"):
            shown = words_of(client.get(f"/sessions/{session.pk}/{page}"))
            assert address(session) in shown

        assert "You have a seat." in words_of(client.get(address(session)))
        assert "Yes, book the second seat" in words_of(send(client, session))

        page = words_of(send(client, session, sure="yes"))

        mine, other = session.bookings.order_by("pk")
        assert "You have two seats" in page and address(session) not in page
        assert (mine.state, other.state) == (State.BOOKED, State.BOOKED)
        assert mine.together == other.together is not None

    @pytest.mark.parametrize("waits", [False, True])
    def test_where_no_second_seat_is_theirs_to_take_they_ring(self, client, mary, waits):
        session = make_session(on=coming(), seats=3 if waits else 1)
        book(session, mary)
        if waits:
            Booking.objects.create(
                session=session,
                learner=make_learner(called="Ann"),
                state=State.WAITING,
                channel="web",
                made_at=NOW,
                joined_at=NOW,
            )

        for response in (client.get(address(session)), send(client, session, sure="yes")):
            page = words_of(response)
            assert "You have a seat." in page and "Ring to book for two" in page
        assert mary.bookings.get().state == State.BOOKED
        assert not User.objects.filter(first_name="Jim").exists()

    def test_pressed_twice_it_is_one_seat(self, learner):
        session = make_session(seats=4)
        own = book(session, learner)

        first, again = (bring(session, learner, key="b") for _ in range(2))

        assert first == again and first[0] == own
        assert session.bookings.count() == 2

    def test_they_bring_one_and_no_second(self, learner):
        session = make_session(seats=4)
        book(session, learner)
        bring(session, learner, key="b")

        with pytest.raises(AlreadyBooked):
            bring(session, learner, name="Ann Brown", key="c")

        assert session.bookings.count() == 2

    def test_by_telephone_it_is_the_same_deed(self, learner, coordinator):
        session = make_session(seats=2)
        own = book(session, learner)
        pair = (learner, make_learner(called="Ann"))
        made = {"by": coordinator, "channel": "phone", "key": "p", "now": NOW}

        first, again = (book_pair(session=session, learners=pair, **made) for _ in range(2))

        assert first == again and first[0] == own
        assert [one.state for one in first] == [State.BOOKED, State.BOOKED]

    def test_once_it_has_begun_they_come_to_the_door(self, learner):
        session = make_session(seats=2)
        book(session, learner)

        with pytest.raises(SessionHasBegun):
            bring(session, learner, key="b", now=session.starts_at)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestPressedAtOnce:
    """Eight presses of one form, and time between looking and writing."""

    def race(self, learner) -> list[str]:
        session = make_session(seats=4)
        with slowed(), ThreadPoolExecutor(8) as threads:
            return list(threads.map(lambda _: _press(session, learner), range(8)))

    def test_it_is_one_pair_and_one_record(self, learner):
        assert self.race(learner) == ["brought"] * 8

        assert Booking.objects.filter(state=State.BOOKED).count() == 2
        assert User.objects.filter(first_name="Jim").count() == 1

    def test_control_without_the_lock_it_goes_wrong(self, learner):
        def goes_wrong():
            with lock_off():
                told = self.race(learner)
            return "IntegrityError" in told or User.objects.filter(first_name="Jim").count() > 1

        assert any(goes_wrong() for _ in range(25))


def _press(session, learner) -> str:
    try:
        bring(session, learner)
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()
    return "brought"
