"""What worries a helper goes to the safeguarding lead, and to nobody else."""

import json
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.db.models import ProtectedError, QuerySet
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories.people import make_card, sign_in
from tests.factories.records import make_known_learner
from whatthetech import retention
from whatthetech.forgetting import forget_out_of_date
from whatthetech.people.copying import copy_as_data, copy_in_words
from whatthetech.people.erasing import ConcernIsKept, erase_person
from whatthetech.people.merging import merge_people, preview_merge
from whatthetech.people.models import Concern, LookUp, User
from whatthetech.people.raising_concerns import (
    keep_concern,
    let_concern_go,
    note_what_was_done,
    raise_concern,
    read_concern,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
WORDS = "A nephew keeps her bank card"
LIST = "/admin/desk/concerns/"


@pytest.fixture
def mary():
    return make_known_learner()


@pytest.fixture
def concern(mary, volunteer):
    return raise_concern(learner=mary, words=WORDS, by=volunteer, now=NOW, about="Thursday")


def one(concern) -> str:
    return reverse("concerns:inspect", args=[concern.pk])


# --- Raising it ---------------------------------------------------------------------------


def test_every_lead_is_told_that_one_waits_and_not_a_word_of_it(
    mary, volunteer, lead, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        raise_concern(learner=mary, words=WORDS, by=volunteer, now=NOW, about="Thursday")

    (message,) = mail.outbox
    assert message.to == [lead.email]
    told = message.subject + message.body
    assert f"http://localhost{LIST}" in told
    assert not [word for word in ("nephew", "Mary", "Brown", "Priya", "Thursday") if word in told]


def test_pressed_twice_it_is_one_and_said_again_tomorrow_another(concern, mary, volunteer):
    said = {"learner": mary, "words": WORDS, "by": volunteer, "about": "Thursday"}

    assert raise_concern(**said, now=NOW + timedelta(minutes=1)) == concern
    assert raise_concern(**said, now=NOW + timedelta(days=1)) != concern


def press_at_once(deed, mary, volunteer) -> int:
    """How many concerns four presses at once come to."""
    barrier = Barrier(4)

    def press():
        barrier.wait()
        deed(learner=mary, words=WORDS, by=volunteer, now=NOW)
        connection.close()

    presses = [Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    return Concern.objects.count()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_presses_at_once_make_one(mary, volunteer):
    assert press_at_once(raise_concern, mary, volunteer) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_they_would_make_several(mary, volunteer, monkeypatch):
    """The control: no transaction, no lock, and all have looked before one of them writes."""
    find, all_have_looked = Concern.objects.filter, Barrier(4, timeout=20)

    def find_slowly(**said):
        found = list(find(**said))
        all_have_looked.wait()
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    monkeypatch.setattr(Concern.objects, "filter", find_slowly)

    assert press_at_once(raise_concern.__wrapped__, mary, volunteer) == 4


# --- Who may see it: tests/access/ asks every address as everybody ---------------------------


def test_the_list_says_of_whom_and_by_whom_and_no_word_of_it(client, lead, concern):
    client.force_login(lead)

    page = client.get(LIST).content.decode()

    assert "Mary Brown" in page and "Priya" in page and "waits to be read" in page
    assert WORDS not in page


@pytest.mark.parametrize("who", ["volunteer", "coordinator"])
def test_staff_who_are_no_lead_have_no_list_no_page_and_no_deed(request, client, concern, who):
    client.force_login(request.getfixturevalue(who))

    for path in (LIST, one(concern)):
        assert client.get(path).status_code in (302, 403)
    for name in ("read_concern", "note_what_was_done", "let_concern_go", "keep_concern"):
        path = reverse(f"desk:{name}", args=[concern.pk])
        assert client.post(path, {"words": "x"}).status_code in (302, 403)
    assert Concern.objects.get().read_at is None
    assert "oncern" not in client.get("/admin/").content.decode()


def test_nothing_of_it_is_taken_out_and_no_form_changes_it(client, lead, concern):
    client.force_login(lead)

    for kind in ("csv", "xlsx"):
        assert client.get(f"{LIST}?export={kind}").status_code in (302, 403)
    for gone in ("new/", f"edit/{concern.pk}/", f"delete/{concern.pk}/", f"history/{concern.pk}/"):
        assert client.get(LIST + gone).status_code == 404


def test_it_is_not_in_the_copy_of_ones_own_data_and_the_policy_says_why(concern, mary):
    everything = json.dumps(copy_as_data(mary, now=NOW)) + str(copy_in_words(mary))

    assert WORDS not in everything and "oncern" not in everything
    assert not any(part.in_copy for part in retention.POLICY["people.Concern"])


def test_the_history_of_records_holds_no_word_of_it(client, lead, concern):
    client.force_login(lead)
    client.post(reverse("desk:note_what_was_done", args=[concern.pk]), {"words": "Rang the bank"})

    entries = ModelLogEntry.objects.values_list("label", "data")
    assert WORDS not in str(list(entries)) and "Rang the bank" not in str(list(entries))


# --- What a lead does ---------------------------------------------------------------------


def test_opening_it_is_noted_as_a_look_at_the_person(client, lead, concern, mary):
    client.force_login(lead)

    assert WORDS in client.get(one(concern)).content.decode()
    look = LookUp.objects.get(by=lead)
    assert (look.deed, look.person, look.remark) == ("viewed", mary, "a concern")


def test_a_lead_reads_it_and_notes_what_was_done(client, lead, concern):
    client.force_login(lead)
    client.post(reverse("desk:read_concern", args=[concern.pk]))
    page = client.post(
        reverse("desk:note_what_was_done", args=[concern.pk]),
        {"words": "Rang the bank <script>alert(1)</script>"},
        follow=True,
    ).content.decode()

    kept = Concern.objects.get()
    assert (kept.read_by, kept.what_was_done[:13]) == (lead, "Rang the bank")
    assert "Rang the bank &lt;script&gt;" in page and "<script>alert" not in page
    assert "something was done" in client.get(LIST).content.decode()


@pytest.mark.parametrize("words", ["", " ", "a\x00b", "x" * 4001])
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(client, lead, concern, words):
    client.force_login(lead)

    page = client.post(
        reverse("desk:note_what_was_done", args=[concern.pk]), {"words": words}
    ).content.decode()

    assert WORDS in page and Concern.objects.get().what_was_done == ""
    assert words.strip().replace("\x00", "") == "" or words.strip()[:50].split("\x00")[0] in page


def test_who_read_it_first_stands_there_for_good(concern, lead, coordinator):
    read_concern(concern=concern, by=lead, now=NOW)
    read_concern(concern=concern, by=coordinator, now=NOW + timedelta(days=1))
    note_what_was_done(concern=concern, words="Seen to", by=coordinator, now=NOW)

    assert (Concern.objects.get().read_by, Concern.objects.get().read_at) == (lead, NOW)


def test_the_first_page_of_the_admin_says_how_many_wait(client, lead, concern):
    client.force_login(lead)
    assert "1 concern waits to be read" in client.get("/admin/").content.decode()

    read_concern(concern=concern, by=lead, now=NOW)
    assert "to be read" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(
    client, lead, volunteer, rows, django_assert_num_queries
):
    for number in range(rows):
        learner = make_known_learner(first_name=f"Ann{number}")
        raise_concern(learner=learner, words=WORDS, by=volunteer, now=NOW)
    client.force_login(lead)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


QUERIES = 11


# --- As long as it is kept ----------------------------------------------------------------


def test_nobody_is_erased_while_a_concern_is_kept_and_nobody_is_told_of_it(
    client, coordinator, concern, mary
):
    with pytest.raises(ConcernIsKept) as refusal:
        erase_person(person=mary, by=coordinator, now=NOW)
    assert "oncern" not in str(refusal.value)

    client.force_login(coordinator)
    page = client.post(
        reverse("desk:erase_person", args=[mary.pk]), {"why": "they asked"}
    ).content.decode()
    assert "This record can’t be erased here. Ask the safeguarding lead." in page
    assert User.objects.filter(pk=mary.pk).exists()


def test_who_removes_themselves_is_asked_to_ring(client, volunteer):
    issued = make_card(called="John")
    raise_concern(learner=issued.card.person, words=WORDS, by=volunteer, now=NOW)
    sign_in(client, issued)

    page = client.post("/me/data/remove/").content.decode()

    assert "Ring us about it" in page and "oncern" not in page and "lead" not in page
    assert User.objects.filter(pk=issued.card.person_id).exists()


def test_the_time_of_a_record_may_be_over_and_the_concern_keeps_it(volunteer):
    long_ago = NOW - timedelta(days=3 * 365)
    quiet = make_card(called="John", now=long_ago).card.person
    User.objects.filter(pk=quiet.pk).update(date_joined=long_ago, last_login=long_ago)
    raise_concern(learner=quiet, words=WORDS, by=volunteer, now=long_ago)

    told = {row.what: row for row in forget_out_of_date(now=NOW)}

    assert told["learners"].left == 1 and User.objects.filter(pk=quiet.pk).exists()


def test_a_lead_lets_it_go_and_then_it_goes_with_the_record(client, lead, concern, mary):
    client.force_login(lead)
    client.post(reverse("desk:let_concern_go", args=[concern.pk]))
    assert Concern.objects.get().may_go_by == lead

    erase_person(person=mary, by=lead, now=NOW)

    assert not Concern.objects.exists() and not User.objects.filter(pk=mary.pk).exists()


def test_that_is_taken_back_until_the_record_is_erased(concern, lead, mary):
    let_concern_go(concern=concern, by=lead, now=NOW)
    keep_concern(concern=concern, by=lead, now=NOW)

    with pytest.raises(ConcernIsKept):
        erase_person(person=mary, by=lead, now=NOW)


def test_a_row_of_a_person_cannot_be_deleted_from_under_it(concern, mary):
    with pytest.raises(ProtectedError):
        mary.delete()


def test_it_comes_along_when_two_records_are_one_and_the_preview_says_no_word(
    concern, mary, coordinator
):
    other = make_known_learner(first_name="Molly")

    story = preview_merge(kept=other, gone=mary, now=NOW)
    assert "oncern" not in str(story)
    merge_people(kept=other, gone=mary, by=coordinator, now=NOW)

    assert Concern.objects.get().learner == other
    later = raise_concern(
        learner=User.objects.get(pk=mary.pk), words="More", by=coordinator, now=NOW
    )
    assert later.learner == other
