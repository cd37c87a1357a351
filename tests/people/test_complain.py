"""A complaint: on the site, or spoken and written down at the desk; answered in 30 days."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import make_card, sign_in
from tests.factories.records import make_known_learner
from whatthetech.people.complaining import complain
from whatthetech.people.models import Complaint, LookUp
from whatthetech.people.viewsets.complaints import answered_by_when

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
ADDRESS = "/me/complaint/"
ODD = [
    "<script>alert('x')</script>",
    "مرحبا، لقد تأخرتم",
    "\u202eolleh",
    "🧓🏽📞 too late",
    "'; DROP TABLE people_complaint; --",
    "a" * 4000,
    "{{ settings.SECRET_KEY }}",
]


@pytest.fixture
def mary(client):
    issued = make_card(called="Mary")
    sign_in(client, issued)
    return issued.card.person


def test_the_words_are_shown_before_they_are_sent(client, mary):
    page = client.post(ADDRESS, {"words": "You rang too late"}).content.decode()

    assert "Is this what you want to tell us?" in page and "You rang too late" in page
    assert not Complaint.objects.exists()


def test_then_they_are_sent_and_it_says_by_when_we_answer(client, mary):
    response = client.post(ADDRESS, {"words": "You rang too late", "sure": "yes"}, follow=True)

    complaint = Complaint.objects.get()
    assert (complaint.person, complaint.how, complaint.from_whom) == (mary, "site", "Mary")
    assert complaint.acknowledge_by == timezone.localdate() + timedelta(days=30)
    assert f"{complaint.acknowledge_by:%B %Y}" in response.content.decode()


def test_they_can_be_changed_and_stand_there_still(client, mary):
    page = client.post(ADDRESS, {"words": "You rang too late", "sure": "no"}).content.decode()

    assert ">\nYou rang too late</textarea>" in page
    assert not Complaint.objects.exists()


def test_without_words_it_says_what_to_do(client, mary):
    page = client.post(ADDRESS, {"words": " ", "sure": "yes"}).content.decode()

    assert "Write what went wrong, or ring us and tell us." in page
    assert "<title>Error: " in page


@pytest.mark.parametrize("words", ["a" * 4001, "a\x00b"])
def test_what_cannot_be_kept_is_refused_in_words_and_not_lost(client, mary, words):
    page = client.post(ADDRESS, {"words": words, "sure": "yes"}).content.decode()

    assert "There is a problem" in page and "Write it" in page
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_as_they_are_and_do_nothing(client, mary, coordinator, words):
    page = client.post(ADDRESS, {"words": words}).content.decode()
    client.post(ADDRESS, {"words": words, "sure": "yes"})

    complaint = Complaint.objects.get()
    client.force_login(coordinator)
    desk = client.get(reverse("complaints:edit", args=[complaint.pk])).content.decode()
    assert complaint.words == words
    assert "<script>alert(" not in page + desk


def test_pressed_twice_it_is_one_complaint(client, mary):
    for _ in range(2):
        client.post(ADDRESS, {"words": "You rang too late", "sure": "yes"})

    assert Complaint.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(("locked", "made"), [(True, 1), (False, 4)])
def test_sent_several_times_at_once_it_is_one(monkeypatch, locked, made):
    """Real threads. The control: where nobody looks for the one before, there are four."""
    mary, barrier = make_known_learner(), Barrier(4)
    if not locked:
        monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda self: None)

    def send():
        barrier.wait()
        complain(person=mary, words="?", how=Complaint.How.SITE, by=None, now=NOW)
        connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Complaint.objects.count() == made


def test_the_confirmation_of_somebody_who_sent_nothing_leads_to_the_form(client, mary):
    assert client.get("/me/complaint/sent/")["Location"] == ADDRESS


def test_visitors_and_staff_are_led_elsewhere(client, volunteer):
    assert client.post(ADDRESS, {"words": "?", "sure": "yes"})["Location"] == "/card/sign-in/"
    client.force_login(volunteer)

    assert client.post(ADDRESS, {"words": "?", "sure": "yes"})["Location"] == "/me/"
    assert not Complaint.objects.exists()


class TestAtTheDesk:
    @pytest.fixture
    def desk(self, client, coordinator):
        client.force_login(coordinator)
        return client

    def take(self, desk, **changed):
        said = {
            "how": "telephone",
            "received_on": timezone.localdate().isoformat(),
            "words": "You rang too late",
            "from_whom": "Mrs Brown",
        }
        return desk.post(reverse("complaints:add"), said | changed)

    def test_a_spoken_one_is_written_down_by_the_same_deed(self, desk, coordinator):
        self.take(desk)

        complaint = Complaint.objects.get()
        assert (complaint.how, complaint.taken_by) == ("telephone", coordinator)

    def test_from_a_persons_page_it_is_theirs(self, desk):
        mary = make_known_learner()
        page = desk.get(reverse("complaints:add") + f"?person={mary.pk}").content.decode()
        self.take(desk, person=mary.pk, from_whom="")

        assert f'name="person" value="{mary.pk}"' in page
        assert Complaint.objects.get().from_whom == "Mary Brown"

    def test_it_cannot_come_tomorrow(self, desk):
        tomorrow = timezone.localdate() + timedelta(days=1)
        page = self.take(desk, received_on=tomorrow.isoformat()).content.decode()

        assert "Choose today, or a day that has been." in page
        assert not Complaint.objects.exists()

    def answer(self, desk, complaint, **said):
        return desk.post(reverse("complaints:edit", args=[complaint.pk]), said)

    def test_it_is_acknowledged_and_closed(self, desk, coordinator):
        mary, today = make_known_learner(), timezone.localdate()
        complaint = complain(
            person=mary, words="?", how=Complaint.How.SITE, by=None, now=timezone.now()
        )

        self.answer(
            desk,
            complaint,
            from_whom="Mary",
            acknowledged_on=today.isoformat(),
            outcome="We ring earlier now.",
            closed_on=today.isoformat(),
            words="something else",
        )

        complaint.refresh_from_db()
        assert (complaint.acknowledged_on, complaint.closed_on) == (today, today)
        assert complaint.words == "?"  # nobody rewrites what was said
        noted = LookUp.objects.filter(person=mary, by=coordinator)
        assert [look.deed for look in noted] == ["changed"]

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({"closed_on": 0, "outcome": "Done"}, "Say when you told them"),
            ({"closed_on": 0, "acknowledged_on": 0}, "Write what we did and told them"),
            ({"acknowledged_on": -9}, "Choose a day after the complaint came."),
            ({"acknowledged_on": 1}, "Choose today, or a day that has been."),
        ],
    )
    def test_what_is_missing_is_said(self, desk, said, told):
        complaint = Complaint.objects.create(
            how="letter", received_on=timezone.localdate() - timedelta(days=3), words="?"
        )
        days = {
            name: (timezone.localdate() + timedelta(days=value)).isoformat()
            if isinstance(value, int)
            else value
            for name, value in said.items()
        }

        assert told in self.answer(desk, complaint, **days).content.decode()
        complaint.refresh_from_db()
        assert complaint.closed_on is None

    @pytest.mark.parametrize(
        ("days_ago", "words"),
        [
            (0, "30 days left to acknowledge it"),
            (29, "1 day left to acknowledge it"),
            (30, "Today is the last day to acknowledge it"),
            (31, "Overdue by 1 day: acknowledge it today"),
            (45, "Overdue by 15 days: acknowledge it today"),
        ],
    )
    def test_the_list_says_how_many_days_are_left(self, desk, days_ago, words):
        came = timezone.localdate() - timedelta(days=days_ago)
        complaint = Complaint.objects.create(how="letter", received_on=came, words="?")

        assert answered_by_when(complaint) == words
        assert words in desk.get(reverse("complaints:index")).content.decode()

    @pytest.mark.parametrize(
        ("state", "shown"),
        [
            ("open", {"new", "old", "told"}),
            ("overdue", {"old"}),
            ("waiting", {"new", "old"}),
            ("closed", {"done"}),
        ],
    )
    def test_the_list_is_filtered(self, desk, state, shown):
        today = timezone.localdate()
        old = today - timedelta(days=31)
        for name, day, more in (
            ("new", today, {}),
            ("old", old, {}),
            ("told", old, {"acknowledged_on": today}),
            ("done", old, {"acknowledged_on": today, "closed_on": today}),
        ):
            Complaint.objects.create(
                how="letter", received_on=day, words="?", from_whom=f"{name}-one", **more
            )

        page = desk.get(reverse("complaints:index") + f"?state={state}").content.decode()

        assert {name for name in ("new", "old", "told", "done") if f"{name}-one" in page} == shown

    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_longer_list_asks_no_more_of_the_database(
        self, desk, rows, django_assert_num_queries
    ):
        for _ in range(rows):
            complain(
                person=make_known_learner(), words="?", how=Complaint.How.SITE, by=None, now=NOW
            )
        desk.get(reverse("complaints:index"))

        with django_assert_num_queries(QUERIES):
            desk.get(reverse("complaints:index"))

    def test_a_lead_reads_and_changes_nothing(self, client, lead):
        complaint = Complaint.objects.create(
            how="letter", received_on=timezone.localdate(), words="You rang too late"
        )
        client.force_login(lead)

        assert client.get(reverse("complaints:index")).status_code == 200
        page = client.get(reverse("complaints:inspect", args=[complaint.pk])).content.decode()
        assert "You rang too late" in page
        for name, arguments in (("add", []), ("edit", [complaint.pk]), ("delete", [complaint.pk])):
            answer = client.get(reverse(f"complaints:{name}", args=arguments))
            assert answer.status_code in (302, 403)

    def test_a_volunteer_sees_none(self, client, volunteer):
        client.force_login(volunteer)

        assert client.get(reverse("complaints:index")).status_code in (302, 403)

    def test_reading_a_persons_complaint_is_noted(self, desk, coordinator):
        mary = make_known_learner()
        complaint = complain(person=mary, words="?", how=Complaint.How.SITE, by=None, now=NOW)

        for name in ("edit", "inspect"):
            desk.get(reverse(f"complaints:{name}", args=[complaint.pk]))

        noted = LookUp.objects.filter(person=mary)
        assert [(look.deed, look.remark) for look in noted] == [("viewed", "a complaint")] * 2


QUERIES = 12
