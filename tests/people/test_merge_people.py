"""Two records become one: nothing is lost, and for a day it can be taken back."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models

from lessons.models import KeptPlace
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card
from tests.factories.records import (
    keep_place,
    make_known_learner,
    make_learner_with_everything,
    make_volunteer_with_everything,
    make_what_helps,
)
from whatthetech.people import merging_rows
from whatthetech.people.cards import find_by_number, issue_card
from whatthetech.people.merging import (
    UNDOABLE_FOR,
    AlreadyMerged,
    AlreadyUndone,
    BothVolunteers,
    CannotMerge,
    LaterMergeFirst,
    NotALearner,
    SamePerson,
    TooLate,
    merge_people,
    preview_merge,
    undo_merge,
)
from whatthetech.people.models import (
    Availability,
    Device,
    LearnerProfile,
    LookUp,
    Merge,
    User,
    VolunteerProfile,
    WhatHelps,
)

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(days=9), NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def every_row() -> dict[str, list]:
    """All that people's rooms hold, but for the merges and who looked."""
    kept = [
        *apps.get_app_config("people").get_models(include_auto_created=True),
        *apps.get_app_config("scheduling").get_models(include_auto_created=True),
        *apps.get_app_config("wagtailcore").get_models(include_auto_created=True),
        KeptPlace,
    ]
    rows = {
        model._meta.label: sorted(model._base_manager.values_list(), key=str)
        for model in kept
        if model not in (Merge, LookUp)
    }
    others = LookUp.objects.exclude(deed__contains="merged")
    return rows | {"look-ups": sorted(others.values_list(), key=str)}


@pytest.fixture
def lessons():
    course = make_course()
    return [make_lesson(course=course, slug=f"lesson-{number}") for number in range(3)]


@pytest.fixture
def margaret(lessons, coordinator):
    """All that can be held of somebody."""
    return make_learner_with_everything(
        lesson=lessons[0], by=coordinator, now=EARLIER, first_name="Margaret", last_name="Smith"
    )


@pytest.fixture
def peggy(lessons, coordinator):
    """The same person, told to us again on another day: nearly everything differs."""
    person = make_learner_with_everything(
        lesson=lessons[1],
        by=coordinator,
        now=NOW,
        first_name="Peggy",
        last_name="Smyth",
        telephone="07700 900 222",
        email="peggy@example.org",
    )
    profile = person.learner_profile
    profile.address, profile.contact_name = "2 Other Road", "Tom Smith"
    profile.notes, profile.helper_must_be = "Likes mornings", "man"
    profile.save()
    profile.devices.set(Device.objects.filter(code="iphone"))
    Availability.objects.create(person=person, weekday=2, part="evening")
    keep_place(person, lessons[0], 5, now=NOW)  # further than Margaret
    return person


def merge(kept, gone, *, by, now=NOW):
    made = merge_people(kept=kept, gone=gone, by=by, now=now)
    for person in (kept, gone):
        person.refresh_from_db()
    return made


class TestNothingIsLost:
    def test_every_word_of_the_record_that_goes_stands_in_the_kept_one(
        self, margaret, peggy, coordinator
    ):
        merge(margaret, peggy, by=coordinator)

        profile = LearnerProfile.objects.get(person=margaret)
        for word in (
            "Peggy",
            "Smyth",
            "07700 900 222",
            "peggy@example.org",
            "2 Other Road",
            "Tom Smith",
            "Likes mornings",
            "man",
        ):
            assert word in profile.notes
        assert profile.notes.startswith("Rings on Mondays\nFrom the record merged on 21 November")

    def test_what_the_kept_record_has_stays(self, margaret, peggy, coordinator):
        merge(margaret, peggy, by=coordinator)

        assert str(margaret) == "Margaret Smith"
        assert margaret.learner_profile.address == "1 Made-up Road, W12"

    def test_blank_ones_are_filled(self, margaret, coordinator):
        kept = make_known_learner(first_name="Margaret", last_name="", telephone="")

        merge(kept, margaret, by=coordinator)

        assert (kept.last_name, kept.email, kept.known_as) == ("Smith", "mary@example.org", "Molly")
        assert kept.telephone_digits == "442079460001"
        profile = LearnerProfile.objects.get(person=kept)
        assert (profile.contact_name, profile.contact_relation) == ("Anne Brown", "daughter")
        assert profile.language.code == "so" and profile.needs_step_free
        assert kept.date_joined == EARLIER

    def test_somebody_to_contact_is_never_mixed_of_two(self, margaret, coordinator):
        kept = make_known_learner(contact_name="Joe")

        merge(kept, margaret, by=coordinator)

        profile = LearnerProfile.objects.get(person=kept)
        assert (profile.contact_name, profile.contact_telephone) == ("Joe", "")
        assert "someone to contact: Anne Brown, daughter, 07700 900001" in profile.notes

    def test_lists_are_joined_and_rows_move(self, margaret, peggy, coordinator):
        merge(margaret, peggy, by=coordinator)

        profile = LearnerProfile.objects.get(person=margaret)
        assert {device.code for device in profile.devices.all()} == {"android", "iphone"}
        assert profile.goal_lessons.count() == 2
        assert [str(free) for free in margaret.availability.all()] == [
            "Monday morning",
            "Wednesday evening",
        ]
        assert margaret.complaints.count() == 2
        assert margaret.look_ups.filter(deed=LookUp.Deed.VIEWED).count() == 2

    def test_of_two_places_in_a_lesson_the_further_stays(
        self, margaret, peggy, lessons, coordinator
    ):
        keep_place(margaret, lessons[1], 0, now=EARLIER)  # finished: further than any step

        merge(margaret, peggy, by=coordinator)

        steps = lessons[0].steps_on("android")
        kept = {place.lesson_id: place for place in margaret.kept_places.all()}
        assert kept[lessons[0].pk].step == steps[4].id[:8]
        assert (kept[lessons[1].pk].step, kept[lessons[1].pk].done_at) == ("done", EARLIER)
        assert len(kept) == 2

    def test_a_differing_number_in_another_spacing_is_the_same(self, coordinator):
        kept = make_known_learner(telephone="020 7946 0001")
        gone = make_known_learner(telephone="+44 20 79460001", last_name="Brown")

        assert preview_merge(kept=kept, gone=gone, now=NOW).both_have == ()

    def test_a_staff_member_without_a_learners_part_gets_it_whole(self, margaret, volunteer):
        merge(volunteer, margaret, by=volunteer)

        profile = LearnerProfile.objects.get(person=volunteer)
        assert profile.goals_in_own_words == "See my grandson"
        assert "Their first name: Margaret" in profile.notes
        assert "Rings on Mondays" in profile.notes

    def test_a_learners_path_as_a_volunteer_moves(self, margaret, coordinator):
        kept = make_known_learner()
        make_volunteer_with_everything(margaret, by=coordinator)

        merge(kept, margaret, by=coordinator)

        assert VolunteerProfile.objects.get().person == kept


class TestHealth:
    def test_what_helps_comes_with_its_consent(self, coordinator):
        kept, gone = make_known_learner(), make_known_learner()
        helps = make_what_helps(gone, hearing="Left ear")

        merge(kept, gone, by=coordinator)

        helps.refresh_from_db()
        assert (helps.learner.person, helps.consent.person) == (kept, kept)

    def test_two_are_joined_under_the_later_consent_and_never_in_the_notes(self, coordinator):
        kept, gone = make_known_learner(), make_known_learner()
        make_what_helps(kept, given_at=EARLIER, hearing="Left ear", pace="Slow")
        make_what_helps(gone, given_at=NOW, hearing="Hearing aid", sight="Low")

        merge(kept, gone, by=coordinator)

        helps = WhatHelps.objects.get(learner__person=kept)
        assert (helps.hearing, helps.sight) == ("Left ear; Hearing aid", "Low")
        assert (helps.consent.given_at, helps.consent.withdrawn_at) == (NOW, None)
        assert kept.consents.count() == 2
        assert "Hearing aid" not in LearnerProfile.objects.get(person=kept).notes

    def test_what_is_too_long_to_join_is_shortened_first(self, coordinator):
        kept, gone = make_known_learner(), make_known_learner()
        make_what_helps(kept, hearing="a" * 150)
        make_what_helps(gone, hearing="b" * 150)

        with pytest.raises(CannotMerge, match="Shorten one"):
            merge(kept, gone, by=coordinator)

        assert User.objects.filter(is_active=False).count() == 0


class TestCards:
    def test_of_two_live_cards_the_one_used_last_stays(self, coordinator):
        ours, theirs = make_card(now=EARLIER), make_card(now=EARLIER)
        kept, gone = ours.card.person, theirs.card.person
        gone.cards.update(last_used_at=NOW)

        story = preview_merge(kept=kept, gone=gone, now=LATER)
        merge(kept, gone, by=coordinator, now=LATER)

        assert find_by_number(ours.number, now=LATER) is None
        assert find_by_number(theirs.number, now=LATER).person == kept
        assert story.card == "The card last used on 21 November 2026 stays. The other card ends."

    def test_taking_it_back_brings_both_back(self, coordinator):
        ours, theirs = make_card(now=EARLIER), make_card(now=NOW)
        made = merge(ours.card.person, theirs.card.person, by=coordinator)

        undo_merge(merge=made, by=coordinator, now=LATER)

        for issued in (ours, theirs):
            assert find_by_number(issued.number, now=LATER).person == issued.card.person

    def test_a_card_made_since_the_merge_stays(self, coordinator):
        ours, theirs = make_card(now=EARLIER), make_card(now=NOW)
        kept = ours.card.person
        made = merge(kept, theirs.card.person, by=coordinator)
        new = issue_card(person=kept, by=coordinator, now=NOW + timedelta(minutes=1))

        undo_merge(merge=made, by=coordinator, now=LATER)

        assert find_by_number(new.number, now=LATER).person == kept
        assert find_by_number(ours.number, now=LATER) is None

    def test_staff_have_no_card(self, coordinator, volunteer):
        issued = make_card(now=EARLIER)

        merge(volunteer, issued.card.person, by=coordinator)

        assert find_by_number(issued.number, now=NOW) is None


class TestTakingBack:
    def test_merge_then_undo_is_exactly_as_before(self, margaret, peggy, coordinator):
        make_volunteer_with_everything(peggy, by=coordinator)
        before = every_row()
        made = merge(margaret, peggy, by=coordinator)
        assert every_row() != before

        undo_merge(merge=made, by=coordinator, now=LATER)

        assert every_row() == before

    def test_the_other_way_round_too(self, margaret, peggy, coordinator):
        before = every_row()

        made = merge(peggy, margaret, by=coordinator)
        undo_merge(merge=made, by=coordinator, now=LATER)

        assert every_row() == before

    def test_with_somebody_who_has_nearly_nothing(self, margaret, coordinator, volunteer):
        bare = make_card(called="").card.person
        for kept, gone in ((bare, margaret), (margaret, bare), (volunteer, margaret)):
            before = every_row()

            made = merge(kept, gone, by=coordinator)
            undo_merge(merge=made, by=coordinator, now=LATER)

            assert every_row() == before

    def test_what_was_changed_since_stays(self, margaret, peggy, lessons, coordinator):
        made = merge(margaret, peggy, by=coordinator)
        margaret.learner_profile.notes = "Written after the merge"
        margaret.learner_profile.save()
        keep_place(margaret, lessons[2], 1, now=LATER)

        undo_merge(merge=made, by=coordinator, now=LATER)

        profile = LearnerProfile.objects.get(person=margaret)
        assert profile.notes == "Written after the merge"
        assert KeptPlace.objects.get(lesson=lessons[2]).person == margaret

    def test_for_a_day(self, margaret, peggy, coordinator):
        made = merge(margaret, peggy, by=coordinator)

        with pytest.raises(TooLate):
            undo_merge(merge=made, by=coordinator, now=NOW + UNDOABLE_FOR)
        undo_merge(merge=made, by=coordinator, now=NOW + UNDOABLE_FOR - timedelta(seconds=1))

    def test_once(self, margaret, peggy, coordinator):
        made = merge(margaret, peggy, by=coordinator)
        undo_merge(merge=made, by=coordinator, now=LATER)

        with pytest.raises(AlreadyUndone):
            undo_merge(merge=made, by=coordinator, now=LATER)

    def test_a_later_merge_of_the_same_is_taken_back_first(self, margaret, peggy, coordinator):
        third = make_known_learner(first_name="Meg", now=EARLIER)
        before = every_row()
        first = merge(margaret, third, by=coordinator)
        second = merge(peggy, margaret, by=coordinator, now=LATER)

        with pytest.raises(LaterMergeFirst):
            undo_merge(merge=first, by=coordinator, now=LATER)
        undo_merge(merge=second, by=coordinator, now=LATER)
        undo_merge(merge=first, by=coordinator, now=LATER)

        assert every_row() == before


class TestWhoMayBeMerged:
    def test_nobody_with_themselves(self, margaret, coordinator):
        with pytest.raises(SamePerson):
            merge(margaret, margaret, by=coordinator)

    def test_staff_never_go_into_another_record(self, margaret, volunteer, coordinator):
        with pytest.raises(NotALearner):
            merge(margaret, volunteer, by=coordinator)

    def test_nobody_twice(self, margaret, peggy, coordinator):
        merge(margaret, peggy, by=coordinator)

        for kept, gone in ((margaret, peggy), (peggy, margaret)):
            with pytest.raises(AlreadyMerged):
                merge(kept, gone, by=coordinator)

    def test_two_paths_to_being_cleared_stay_two(self, margaret, peggy, coordinator):
        for person in (margaret, peggy):
            VolunteerProfile.objects.create(person=person)

        with pytest.raises(BothVolunteers):
            merge(margaret, peggy, by=coordinator)

    def test_the_merge_and_its_undoing_are_noted(self, margaret, peggy, coordinator):
        made = merge(margaret, peggy, by=coordinator)
        undo_merge(merge=made, by=coordinator, now=LATER)

        noted = LookUp.objects.filter(by=coordinator, deed__contains="merged")
        assert [(look.deed, look.person) for look in noted] == [
            ("unmerged", margaret),
            ("merged", margaret),
        ]


class TestPreview:
    def test_it_changes_nothing(self, margaret, peggy):
        before = every_row()

        preview_merge(kept=margaret, gone=peggy, now=NOW)

        assert every_row() == before
        assert not Merge.objects.exists()

    def test_it_says_what_moves_and_where_both_have_something(self, margaret, peggy):
        preview = preview_merge(kept=margaret, gone=peggy, now=NOW)

        assert ("address", "1 Made-up Road, W12", "2 Other Road") in preview.both_have
        assert "1 complaint" in preview.moves
        assert any(said.startswith("2 lessons begun") for said in preview.moves)
        assert "what helps them, joined to what the kept record says" in preview.moves


class TestEveryRelation:
    def test_each_one_to_a_person_is_handled_by_name(self):
        assert set(merging_rows.relations_to_a_person()) <= merging_rows.HANDLED

    def test_one_that_nobody_handled_would_be_found(self):
        person = models.ForeignKey(get_user_model(), models.CASCADE, related_name="+")
        Meta = type("Meta", (), {"app_label": "lessons"})
        fields = {"__module__": "lessons.models", "person": person, "Meta": Meta}
        try:
            type("TriedOutBooking", (models.Model,), fields)

            found = set(merging_rows.relations_to_a_person()) - merging_rows.HANDLED
            assert found == {"lessons.TriedOutBooking.person"}
        finally:
            del apps.all_models["lessons"]["triedoutbooking"]
            apps.clear_cache()

    def test_each_is_in_one_set_only(self):
        sets = (
            merging_rows.MOVED,
            set(merging_rows.MOVED_UNLESS_THERE),
            merging_rows.BY_RULE,
            merging_rows.STAYS,
        )
        assert sum(map(len, sets)) == len(merging_rows.HANDLED)


def at_once(deed, times: int) -> list:
    """What each of so many threads came to: what it returned, or the exception."""
    barrier, came_to = Barrier(times), []

    def run():
        barrier.wait()
        try:
            came_to.append(deed())
        except CannotMerge as refusal:
            came_to.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_to


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    def pair(self):
        return make_known_learner(first_name="Margaret"), make_known_learner(first_name="Peggy")

    def test_of_several_who_merge_the_same_two_one_does(self, coordinator):
        kept, gone = self.pair()

        came_to = at_once(
            lambda: merge_people(kept=kept, gone=gone, by=coordinator, now=NOW), times=4
        )

        assert len([one for one in came_to if isinstance(one, Merge)]) == 1
        assert [type(one) for one in came_to].count(AlreadyMerged) == 3
        assert Merge.objects.count() == 1

    def test_each_into_the_other_at_once_makes_one_merge(self, coordinator):
        pair = [self.pair()]
        both = [(pair[0][0], pair[0][1]), (pair[0][1], pair[0][0])]

        came_to = at_once(
            lambda: merge_people(
                **dict(zip(("kept", "gone"), both.pop(), strict=True)), by=coordinator, now=NOW
            ),
            times=2,
        )

        assert sorted(type(one).__name__ for one in came_to) == ["AlreadyMerged", "Merge"]

    def test_without_a_look_under_the_lock_there_would_be_several(self, coordinator, monkeypatch):
        """The control: all four come as far as to merge."""
        kept, gone = self.pair()
        monkeypatch.setattr("whatthetech.people.merging._may_merge", lambda kept, gone: None)

        came_to = at_once(
            lambda: merge_people(kept=kept, gone=gone, by=coordinator, now=NOW), times=4
        )

        assert len([one for one in came_to if isinstance(one, Merge)]) == 4
