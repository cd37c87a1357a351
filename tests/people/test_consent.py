"""What helps is health data: kept by a consent that is given, and gone when it is taken back."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from lessons.contract.readability import lix
from tests.factories.people import agree, make_learner
from whatthetech.people import consent as consents
from whatthetech.people.consent import (
    NoConsent,
    consent_in_force,
    keep_what_helps,
    record_consent,
    refuse_consent,
    withdraw_consent,
    wording,
)
from whatthetech.people.models import Consent, LookUp, WhatHelps

ABOUT = Consent.About.WHAT_HELPS


@pytest.fixture
def margaret(db):
    return make_learner()


def say_yes(learner, *, by, now, said="Yes, that’s fine, love."):
    return record_consent(
        person=learner.person,
        about=ABOUT,
        words=wording(ABOUT).text,
        said=said,
        how=Consent.How.SPOKEN,
        heard_by=by,
        now=now,
    )


def take_back(learner, *, by, now):
    return withdraw_consent(person=learner.person, about=ABOUT, by=by, now=now)


def actions(learner) -> list[str]:
    rows = ModelLogEntry.objects.for_instance(learner).order_by("pk")
    return [row.action for row in rows if row.action != "people.add_learner"]


def test_the_words_the_answer_who_heard_it_and_when_are_kept(margaret, coordinator, now):
    say_yes(margaret, by=coordinator, now=now)

    kept = Consent.objects.get()
    assert kept.words == wording(ABOUT).text
    assert (kept.said, kept.heard_by, kept.given_at) == (
        "Yes, that’s fine, love.",
        coordinator,
        now,
    )
    assert actions(margaret) == ["people.record_consent"]


def test_the_words_are_short_and_plain():
    for sentence in wording(ABOUT).sentences:
        assert all(len(part.split()) <= 20 for part in sentence.split(". "))
    assert lix(wording(ABOUT).text) <= 30


def test_a_second_yes_is_the_first(margaret, coordinator, now):
    first = say_yes(margaret, by=coordinator, now=now)

    assert say_yes(margaret, by=coordinator, now=now, said="I said yes") == first
    assert Consent.objects.get().said == "Yes, that’s fine, love."


def test_without_consent_nothing_is_kept(margaret, coordinator, now):
    with pytest.raises(NoConsent):
        keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")

    assert not WhatHelps.objects.exists()


def test_with_consent_it_is_kept_and_changed_field_by_field(margaret, coordinator, now):
    agree(margaret)
    keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")
    keep_what_helps(learner=margaret, by=coordinator, now=now, seat_near_door=True)

    helps = WhatHelps.objects.get()
    assert (helps.hearing, helps.seat_near_door) == ("Left ear", True)
    assert helps.consent == consent_in_force(margaret.person, ABOUT)


def test_taken_back_it_is_gone_at_once_and_the_consent_stays_with_its_end(
    margaret, coordinator, now
):
    agree(margaret)
    keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")

    taken = take_back(margaret, by=coordinator, now=now)

    assert not WhatHelps.objects.exists()
    assert Consent.objects.get() == taken and taken.withdrawn_at == now
    assert "Left ear" not in str(list(ModelLogEntry.objects.values()))
    with pytest.raises(NoConsent):
        keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")


def test_only_ones_own_is_taken_back(margaret, coordinator, now):
    other = make_learner(first_name="Mary")
    for learner in (margaret, other):
        agree(learner)
        keep_what_helps(learner=learner, by=coordinator, now=now, hearing="Left ear")

    take_back(margaret, by=coordinator, now=now)

    assert [helps.learner for helps in WhatHelps.objects.all()] == [other]


def test_what_was_not_given_is_not_taken_back(margaret, coordinator, now):
    assert take_back(margaret, by=coordinator, now=now) is None
    assert actions(margaret) == []


def test_after_it_was_taken_back_it_may_be_given_again(margaret, coordinator, now):
    say_yes(margaret, by=coordinator, now=now)
    take_back(margaret, by=coordinator, now=now)
    say_yes(margaret, by=coordinator, now=now)

    assert [given.withdrawn_at for given in Consent.objects.order_by("pk")] == [now, None]


def test_a_no_keeps_nothing_but_that_they_were_asked(margaret, coordinator, now):
    refuse_consent(person=margaret.person, about=ABOUT, by=coordinator, now=now)

    assert not Consent.objects.exists()
    assert actions(margaret) == ["people.refuse_consent"]


def test_a_no_after_a_yes_takes_it_back(margaret, coordinator, now):
    agree(margaret)
    keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Left ear")
    refuse_consent(person=margaret.person, about=ABOUT, by=coordinator, now=now)

    assert consent_in_force(margaret.person, ABOUT) is None
    assert not WhatHelps.objects.exists()


def test_given_on_the_screen_nobody_of_the_staff_is_noted(margaret, now):
    record_consent(
        person=margaret.person,
        about=ABOUT,
        words=wording(ABOUT).text,
        said="",
        how=Consent.How.ON_SCREEN,
        heard_by=None,
        now=now,
    )

    assert Consent.objects.get().heard_by is None
    assert not LookUp.objects.exclude(remark="added").exists()


class TestAtOnce:
    """Real threads: two coordinators, or one who presses twice."""

    def at_once(self, *deeds):
        barrier, refused = Barrier(len(deeds)), []

        def do(deed):
            barrier.wait()
            try:
                deed()
            except Exception as refusal:  # what went wrong in a thread, to be looked at
                refused.append(refusal)
            connection.close()

        threads = [Thread(target=do, args=[deed]) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return refused

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_of_several_yeses_one_is_kept(self, now):
        margaret = make_learner()

        refused = self.at_once(*[lambda: say_yes(margaret, by=None, now=now)] * 4)

        assert refused == []
        assert Consent.objects.count() == 1

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_without_the_lock_the_database_refuses_the_second(self, now, monkeypatch):
        """The control: the threads do meet, and only the lock keeps them apart."""
        margaret = make_learner()
        asked = Barrier(2, timeout=20)

        def nobody_given(person, about):
            asked.wait()

        monkeypatch.setattr(consents, "consent_in_force", nobody_given)
        monkeypatch.setattr(consents, "_hold", lambda person: None)

        refused = self.at_once(*[lambda: say_yes_without_lock(margaret, now)] * 2)

        assert [type(refusal).__name__ for refusal in refused] == ["IntegrityError"]
        assert Consent.objects.count() == 1

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_nothing_is_kept_past_a_consent_taken_back_meanwhile(self, now):
        margaret = make_learner()
        agree(margaret)

        refused = self.at_once(
            lambda: take_back(margaret, by=margaret.person, now=now),
            lambda: keep_what_helps(
                learner=margaret, by=margaret.person, now=now, hearing="Left ear"
            ),
        )

        assert {type(refusal) for refusal in refused} <= {NoConsent}
        assert not WhatHelps.objects.exists()


def say_yes_without_lock(learner, now):
    """`record_consent` as it would be outside its transaction."""
    consents.record_consent.__wrapped__(
        person=learner.person,
        about=ABOUT,
        words="",
        said="",
        how=Consent.How.SPOKEN,
        heard_by=None,
        now=now,
    )
