"""The register as a page: who may take it and when, what it shows, and every press on it."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from tests.factories.people import link_of, make_card
from tests.factories.scheduling import (
    make_learner,
    make_room,
    make_session_soon,
    make_shift,
    make_volunteer,
    put_down,
    states,
)
from tests.people.test_help_pages import REFUSED, STRANGE
from whatthetech.people.models import LookUp, User
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import Attendance, Booking
from whatthetech.scheduling.register import mark_attendance, say_who_helps

pytestmark = pytest.mark.django_db
State = Booking.State
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LENGTH = timedelta(minutes=90)


@pytest.fixture
def priya():
    return make_volunteer(called="Priya", learners_at_once=2)


@pytest.fixture
def session(priya):
    """It begins in ten minutes; Priya and Sam help, and each has one learner."""
    session = make_session_soon(starts_in=10 * MINUTE)
    make_shift(session=session, volunteer=priya, places=2)
    make_shift(session=session, volunteer=make_volunteer(called="Sam"), places=2)
    return session


@pytest.fixture
def phone(client, priya):
    client.force_login(priya.person)
    return client


@pytest.fixture
def at_the_desk(client, coordinator):
    client.force_login(coordinator)
    return client


def address(session, part="") -> str:
    return f"/help/register/{session.pk}/{part}"


def page(client, session) -> str:
    response = client.get(address(session))
    assert response.status_code == 200
    return response.content.decode()


def named(called, last_name="") -> User:
    person = make_learner(called=called)
    person.last_name = last_name
    person.save()
    return person


def names_in(html) -> list[str]:
    return re.findall(r"<h2><bdi>(.+?)</bdi></h2>", html)


def found_in(html) -> dict[str, str]:
    """{name: what its button sends} of the people who were found."""
    pairs = re.findall(r'name="who" value="([^"]+)">\s*<button.+?><bdi>(.+?)</bdi> is here', html)
    return {name: who for who, name in pairs}


def find(client, session, who) -> str:
    return client.post(address(session, "who/"), {"who": who}).content.decode()


def refusal(response) -> str:
    [message] = get_messages(response.wsgi_request)
    return str(message)


class TestWhoMayTakeIt:
    @pytest.mark.parametrize(
        ("starts_in", "status"),
        [
            (59 * MINUTE, 200),
            (61 * MINUTE, 403),
            (-LENGTH - 24 * HOUR + MINUTE, 200),
            (-LENGTH - 25 * HOUR, 403),
        ],
        ids=["59 minutes before", "61 minutes before", "24 hours after", "25 hours after"],
    )
    def test_a_volunteer_of_the_session_from_an_hour_before_to_a_day_after(
        self, phone, priya, starts_in, status
    ):
        session = make_session_soon(starts_in=starts_in)
        make_shift(session=session, volunteer=priya)
        put_down(session, named("Mary"))

        for part in ("", "print/", "who/"):
            assert phone.get(address(session, part)).status_code == status
        assert ("Mary" in phone.get(address(session)).content.decode()) is (status == 200)

    def test_before_and_after_they_read_what_to_do(self, phone, priya):
        early, late = (make_session_soon(starts_in=by) for by in (3 * HOUR, -50 * HOUR))
        for one in (early, late):
            make_shift(session=one, volunteer=priya)

        assert "It opens at" in phone.get(address(early)).content.decode()
        assert "Tell a coordinator" in phone.get(address(late)).content.decode()

    def test_no_volunteer_without_a_confirmed_shift_in_it(self, phone, priya):
        others, offered = (make_session_soon(starts_in=10 * MINUTE) for _ in range(2))
        make_shift(session=others)
        make_shift(session=offered, volunteer=priya, confirmed=False)

        for one in (others, offered):
            assert phone.get(address(one)).status_code == 404
            assert phone.post(address(one, "mark/")).status_code == 404

    def test_nor_one_who_is_not_cleared(self, phone, session, priya, not_cleared):
        not_cleared.add(priya)

        assert phone.get(address(session)).status_code == 404

    def test_nor_one_who_left_since(self, phone, priya, monkeypatch):
        session = make_session_soon(starts_in=-LENGTH - 20 * HOUR)
        make_shift(session=session, volunteer=priya)
        today = timezone.localdate()
        monkeypatch.setattr(cleared, "is_cleared", lambda volunteer, *, on: on < today)

        assert phone.get(address(session)).status_code == 404

    @pytest.mark.parametrize("starts_in", [30 * 24 * HOUR, -30 * 24 * HOUR])
    def test_coordinators_at_any_time(self, at_the_desk, starts_in):
        session = make_session_soon(starts_in=starts_in)

        assert at_the_desk.get(address(session)).status_code == 200
        desk = at_the_desk.get(f"/admin/desk/sessions/{session.pk}/register/")
        assert desk["Location"] == address(session)

    def test_nobody_else(self, client, session, lead, learner):
        assert client.get(address(session)).status_code == 302
        for person, status in ((lead, 403), (learner, 403)):
            client.force_login(person)
            assert client.get(address(session)).status_code == status

    @pytest.mark.parametrize("part", ["mark/", "undo/", "add/", "add-new/", "send/"])
    def test_nothing_is_changed_by_opening_an_address(self, phone, session, part):
        assert phone.get(address(session, part)).status_code == 405

    def test_a_press_must_come_from_our_own_page(self, session, priya):
        booking = put_down(session, make_learner())
        stranger = Client(enforce_csrf_checks=True)
        stranger.force_login(priya.person)

        answer = stranger.post(address(session, "mark/"), {"booking": booking.pk, "came": "yes"})

        assert answer.status_code == 403 and not Attendance.objects.exists()


class TestTheList:
    def test_volunteers_see_first_names_and_of_two_the_initial(self, phone, session):
        for called, last in (("Mary", "Brown"), ("Mary", "Ashe"), ("Fred", "Bloggs")):
            put_down(session, named(called, last))

        html = page(phone, session)

        assert names_in(html) == ["Fred", "Mary A.", "Mary B."]
        assert not re.search("Brown|Ashe|Bloggs", html)

    def test_no_two_have_the_same_words(self, phone, session):
        for last in ("Brown", "Bell", ""):
            put_down(session, named("Mary", last))
        put_down(session, named(""))

        assert names_in(page(phone, session)) == [
            "Mary",
            "Mary B. (1)",
            "Mary B. (2)",
            "Somebody without a name",
        ]

    def test_coordinators_see_surnames_and_who_waits(self, at_the_desk, session):
        put_down(session, named("Mary", "Brown"))
        put_down(session, named("Fred", "Bloggs"), state=State.WAITING)

        html = page(at_the_desk, session)

        assert names_in(html) == ["Mary Brown"]
        assert "<li><bdi>Fred Bloggs</bdi></li>" in html

    def test_volunteers_do_not_see_who_waits(self, phone, session):
        put_down(session, named("Fred"), state=State.WAITING)

        assert "Fred" not in page(phone, session)

    def test_it_says_nothing_of_how_to_reach_anybody(self, phone, session):
        mary = named("Mary", "Quillfeather")
        mary.telephone, mary.email = "07700 900555", "mary@quillfeather.example"
        mary.save()
        mary.learner_profile.address = "4 Nowhere Close"
        mary.learner_profile.save()
        put_down(session, mary)

        html = page(phone, session) + phone.get(address(session, "print/")).content.decode()

        assert "Mary" in html
        assert not re.search("Quillfeather|quillfeather|07700|Nowhere", html)

    def test_what_was_typed_as_a_name_is_only_words(self, phone, session):
        for name in STRANGE.values():
            put_down(session, named(name))

        html = page(phone, session)

        assert "<script>alert" not in html and "<bdi>\u202eevil\u202c</bdi>" in html

    def test_how_many_are_here(self, phone, session, priya):
        bookings = [put_down(session, make_learner()) for _ in range(2)]
        mark_attendance(booking=bookings[0], came=True, by=priya.person, now=session.starts_at)

        html = page(phone, session)

        assert "Here: <b data-here>1</b> of <b data-all>2</b>" in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_asks_as_often_for_one_as_for_three(
        self, phone, session, count, django_assert_num_queries
    ):
        shift = session.shifts.first()
        for _ in range(count):
            put_down(session, make_learner(), helper=shift)
        page(phone, session)

        with django_assert_num_queries(11):
            page(phone, session)

    def test_the_look_is_noted_once_in_ten_minutes_without_a_name(self, phone, session, priya):
        for _ in range(2):
            page(phone, session)

        noted = LookUp.objects.get()
        assert (noted.by, noted.person, noted.deed) == (priya.person, None, LookUp.Deed.VIEWED)
        assert noted.remark == f"register of {session.on:%d/%m/%Y}"

    def test_before_it_opens_coordinators_read_when_and_press_nothing(self, at_the_desk):
        session = make_session_soon(starts_in=5 * HOUR)
        put_down(session, named("Mary"))

        html = page(at_the_desk, session)

        assert "The register opens at" in html and "Came" not in html

    def test_help_offers_it_to_whoever_may_take_it(self, phone, session):
        others = make_session_soon(starts_in=10 * MINUTE)

        html = phone.get("/help/").content.decode()

        assert address(session) in html and address(others) not in html


class TestMark:
    def press(self, phone, session, booking, came="yes"):
        return phone.post(address(session, "mark/"), {"booking": booking.pk, "came": came})

    def test_came(self, phone, session, priya):
        booking = put_down(session, make_learner())

        response = self.press(phone, session, booking)

        assert response["Location"] == address(session, f"#booking-{booking.pk}")
        mark = Attendance.objects.get()
        assert (mark.booking, mark.came, mark.marked_by) == (booking, True, priya.person)

    def test_did_not_come_and_undone(self, phone, session):
        booking = put_down(session, make_learner())

        self.press(phone, session, booking, "no")
        assert states(session) == [State.MISSED]
        phone.post(address(session, "undo/"), {"booking": booking.pk})

        assert states(session) == [State.BOOKED] and not Attendance.objects.exists()

    def test_somebody_who_waits_is_refused_in_words(self, phone, session):
        booking = put_down(session, make_learner(), state=State.WAITING)

        response = self.press(phone, session, booking)

        assert refusal(response).startswith("They are not on the list any more.")
        assert "There is a problem" in page(phone, session)
        assert "There is a problem" not in page(phone, session)

    def test_before_it_opens_in_words(self, at_the_desk):
        session = make_session_soon(starts_in=5 * HOUR)

        response = self.press(at_the_desk, session, put_down(session, make_learner()))

        assert refusal(response).startswith("The register opens an hour before")

    @pytest.mark.parametrize("typed", ["", "nobody", "9" * 30, "0", "-1", "\x00"])
    def test_a_booking_that_is_none_of_this_session(self, phone, session, typed):
        answer = phone.post(address(session, "mark/"), {"booking": typed, "came": "yes"})

        assert answer.status_code == 404

    def test_nor_one_of_another_session(self, phone, session):
        other = put_down(make_session_soon(starts_in=MINUTE), make_learner())

        assert self.press(phone, session, other).status_code == 404


class TestFind:
    def test_a_volunteer_finds_who_came_to_this_house_before(self, phone, session, priya):
        before = make_session_soon(starts_in=-7 * 24 * HOUR)
        put_down(before, named("Mary", "Brown"), state=State.ATTENDED)

        assert list(found_in(find(phone, session, " mary "))) == ["Mary"]

    def test_and_who_waits_for_this_session(self, phone, session):
        put_down(session, named("Mary"), state=State.WAITING)

        assert list(found_in(find(phone, session, "Mary"))) == ["Mary"]

    def test_but_browses_nobody_else(self, phone, session):
        elsewhere = make_session_soon(starts_in=-24 * HOUR, room=make_room(venue="Library"))
        put_down(elsewhere, named("Mary"), state=State.ATTENDED)
        cancelled = make_session_soon(starts_in=-24 * HOUR)
        put_down(cancelled, named("Mary"), state=State.CANCELLED, cancelled_at=timezone.now())
        make_card(called="Mary")

        assert found_in(find(phone, session, "Mary")) == {}

    @pytest.mark.parametrize("typed", ["Mar", "Marie", "Brown", "07700", "M"])
    def test_and_only_by_the_whole_first_name(self, phone, session, typed):
        mary = named("Mary", "Brown")
        put_down(session, mary, state=State.WAITING)

        assert found_in(find(phone, session, typed)) == {}

    def test_two_are_told_apart_and_many_are_not_shown(self, phone, session):
        for last in ("Ashe", "Brown", "Cole", "Dunn", "Eden"):
            put_down(session, named("Mary", last), state=State.WAITING)
        assert list(found_in(find(phone, session, "Mary"))) == [
            "Mary A.",
            "Mary B.",
            "Mary C.",
            "Mary D.",
            "Mary E.",
        ]

        put_down(session, named("Mary", "Ford"), state=State.WAITING)
        html = find(phone, session, "Mary")

        assert found_in(html) == {} and "Many people are called" in html

    def test_coordinators_find_anybody_by_whole_names(self, at_the_desk, session):
        named("Mary", "Brown")
        make_volunteer(called="Mary")

        assert list(found_in(find(at_the_desk, session, "marie brown"))) == ["Mary Brown"]

    def test_who_was_found_is_added_with_one_press(self, phone, session):
        booking = put_down(session, named("Mary"), state=State.WAITING)
        who = found_in(find(phone, session, "Mary"))["Mary"]

        phone.post(address(session, "add/"), {"who": who})

        booking.refresh_from_db()
        assert (booking.state, booking.channel) == (State.ATTENDED, "drop-in")

    def test_who_is_on_the_list_is_marked_there(self, phone, session):
        booking = put_down(session, named("Mary"))
        who = found_in(find(phone, session, "Mary"))["Mary"]

        phone.post(address(session, "add/"), {"who": who})

        booking.refresh_from_db()
        assert (booking.state, booking.channel) == (State.ATTENDED, "phone")

    @pytest.mark.parametrize("who", ["", "1", "a:b:c", "\x00"])
    def test_a_made_up_answer_adds_nobody(self, phone, session, who):
        make_learner()

        response = phone.post(address(session, "add/"), {"who": who})

        assert refusal(response) == "That page was old. Find them again."
        assert states(session) == []

    def test_nor_does_one_of_another_session_or_of_somebody_else(
        self, phone, session, priya, coordinator
    ):
        put_down(session, named("Mary"), state=State.WAITING)
        who = found_in(find(phone, session, "Mary"))["Mary"]
        other = make_session_soon(starts_in=MINUTE)
        make_shift(session=other, volunteer=priya)

        phone.post(address(other, "add/"), {"who": who})
        phone.force_login(coordinator)
        phone.post(address(session, "add/"), {"who": who})

        assert (states(session), states(other)) == ([State.WAITING], [])

    def test_the_number_of_a_card_adds_at_once(self, phone, session):
        issued = make_card(called="Mary")

        phone.post(address(session, "who/"), {"who": issued.printed_number})

        assert session.bookings.get().learner == issued.card.person

    def test_a_wrong_number_says_what_to_do_and_keeps_what_was_typed(self, phone, session):
        html = find(phone, session, "1234 5678 9012")

        assert "One of them is different" in html and 'value="1234 5678 9012"' in html

    def test_every_place_taken_in_words(self, phone, session):
        for _ in range(4):
            put_down(session, make_learner())

        response = phone.post(
            address(session, "who/"), {"who": make_card(called="Mary").printed_number}
        )

        assert refusal(response) == "Every place is taken. Ask a coordinator."

    def test_nothing_typed(self, phone, session):
        assert "Type their first name, or the 12 numbers" in find(phone, session, " ")

    @pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
    def test_what_is_no_name_is_refused_in_words(self, phone, session, typed):
        assert "There is a problem" in find(phone, session, typed)


class TestSomebodyNew:
    def send(self, phone, session, called, html=None):
        html = html or find(phone, session, called)
        key = re.search(r'name="key" value="([^"]+)"', html)[1]
        return phone.post(address(session, "add-new/"), {"called": called, "key": key})

    @pytest.mark.parametrize("called", ["Fred", *STRANGE.values()])
    def test_a_first_name_is_enough(self, phone, session, priya, called):
        self.send(phone, session, called)

        booking = session.bookings.get()
        assert booking.learner.first_name == called.strip()
        assert (booking.state, booking.learner.is_learner) == (State.ATTENDED, True)
        assert LookUp.objects.get(person=booking.learner).by == priya.person

    def test_the_same_press_twice_adds_one(self, phone, session):
        html = find(phone, session, "Fred")
        for _ in range(2):
            self.send(phone, session, "Fred", html)

        assert session.bookings.count() == 1
        assert User.objects.filter(first_name="Fred").count() == 1

    def test_without_a_seat_nobody_is_added(self, phone, session):
        for _ in range(4):
            put_down(session, make_learner())

        response = self.send(phone, session, "Fred")

        assert refusal(response) == "Every place is taken. Ask a coordinator."
        assert not User.objects.filter(first_name="Fred").exists()

    @pytest.mark.parametrize("sent", [{}, {"called": "Fred", "key": "x"}, {"called": "x" * 41}])
    def test_what_no_page_of_ours_sends(self, phone, session, sent):
        response = phone.post(address(session, "add-new/"), sent)

        assert response.status_code == 302 and states(session) == []


class TestACardThatIsScanned:
    def test_offers_to_add_them_and_does_not_sign_the_volunteer_out(self, phone, session):
        issued = make_card(called="Mary")

        html = phone.get(link_of(issued), follow=True).content.decode()
        assert "This is <bdi>Mary</bdi>’s card" in html
        who = re.search(r'name="who" value="([^"]+)"', html)[1]
        response = phone.post(address(session, "add/"), {"who": who}, follow=True)

        assert "<bdi>Mary</bdi>" in response.content.decode()
        assert session.bookings.get().state == State.ATTENDED

    def test_without_an_open_register_it_asks_as_ever(self, phone):
        html = phone.get(link_of(make_card(called="Mary")), follow=True).content.decode()

        assert "Are you <bdi>Mary</bdi>?" in html and 'name="who"' not in html

    def test_and_so_it_does_whoever_is_no_staff(self, client, session):
        html = client.get(link_of(make_card(called="Mary")), follow=True).content.decode()

        assert "Are you <bdi>Mary</bdi>?" in html and 'name="who"' not in html


class TestWhoHelps:
    def helper_page(self, session, booking):
        return address(session, f"helper/{booking.pk}/")

    def test_a_press_on_a_name_says_it(self, phone, session):
        booking = put_down(session, named("Mary"))
        shift = session.shifts.get(volunteer__person__first_name="Sam")
        assert "<bdi>Sam</bdi>" in phone.get(self.helper_page(session, booking)).content.decode()

        phone.post(self.helper_page(session, booking), {"shift": shift.pk})

        booking.refresh_from_db()
        assert booking.helper == shift
        assert "Not marked yet<span data-with>, with <bdi>Sam</bdi>" in page(phone, session)

        phone.post(self.helper_page(session, booking), {"shift": ""})
        booking.refresh_from_db()
        assert booking.helper is None

    def test_who_helps_enough_is_not_offered_and_refused_in_words(self, phone, session, priya):
        shift = session.shifts.get(volunteer=priya)
        for _ in range(2):
            helped = put_down(session, make_learner())
            say_who_helps(booking=helped, shift=shift, by=priya.person, now=timezone.now())
        booking = put_down(session, named("Fred"))

        html = phone.get(self.helper_page(session, booking)).content.decode()
        assert "<bdi>Priya</bdi> helps 2 people already." in html
        answer = phone.post(self.helper_page(session, booking), {"shift": shift.pk})

        assert "Priya helps as many people as they can." in answer.content.decode()
        booking.refresh_from_db()
        assert booking.helper is None

    @pytest.mark.parametrize("shift", ["0", "x", "9" * 40])
    def test_somebody_who_is_not_there(self, phone, session, shift):
        booking = put_down(session, named("Mary"))

        answer = phone.post(self.helper_page(session, booking), {"shift": shift})

        assert "They do not help in this session any more." in answer.content.decode()

    def test_who_waits_has_no_helper_yet(self, phone, session):
        booking = put_down(session, named("Mary"), state=State.WAITING)

        assert phone.get(self.helper_page(session, booking)).status_code == 404
