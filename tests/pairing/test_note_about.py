"""What pairing must know of somebody beside their record, noted at the desk."""

import pytest

from tests.factories.pairing import make_helper, make_thursdays, make_wanting
from tests.factories.scheduling import make_room
from tests.pairing.pages import ODD, address, page, propose, send, words
from whatthetech.pairing.models import AboutLearner, AboutVolunteer, Interpreter, OutOfReach
from whatthetech.people.models import LookUp

pytestmark = pytest.mark.django_db


def ticked(html: str) -> int:
    """How many boxes of the form are."""
    return html.partition('class="desk-hours"')[2].count(" checked")


class TestVolunteer:
    def about(self, **changed):
        return {"sessions_before": "4", "learners_a_week": "2", "learners_in_all": "3"} | changed

    def test_all_of_it_is_kept_and_stands_there_again(self, desk):
        nadia, far = make_helper(sessions_before=0), make_room(venue="Far away").venue

        shown = send(
            desk,
            "note_about_volunteer",
            nadia.pk,
            **self.about(turns_18_on="2027-03-01", good_with_sight="on", out_of_reach=[far.pk]),
            interests=["gardens", "cooking"],
            needs_step_free="on",
        )

        assert "Kept. The next proposal counts with it." in shown
        about = AboutVolunteer.objects.get(volunteer=nadia)
        noted = (about.sessions_before, about.learners_a_week, about.learners_in_all)
        assert noted == (4, 2, 3)
        assert about.turns_18_on.isoformat() == "2027-03-01" and about.good_with_sight
        assert about.needs_step_free and about.interests == ["cooking", "gardens"]
        assert OutOfReach.objects.get().venue == far
        again = page(desk, "note_about_volunteer", nadia.pk)
        assert 'value="2027-03-01"' in again and ticked(again) == 5

    def test_what_is_taken_back_is_gone(self, desk):
        nadia, far = make_helper(), make_room(venue="Far away").venue
        send(desk, "note_about_volunteer", nadia.pk, **self.about(out_of_reach=[far.pk]))

        send(desk, "note_about_volunteer", nadia.pk, sessions_before="", learners_in_all="")

        about = AboutVolunteer.objects.get(volunteer=nadia)
        assert (about.sessions_before, about.learners_in_all) == (0, None)
        assert not OutOfReach.objects.exists()

    def test_two_for_whom_all_is_new_are_put_together_once_one_has_helped_before(self, desk):
        term, mary = make_thursdays(), make_wanting()
        nadia = make_helper(sessions_before=0)
        assert not propose(desk, term).pairs.exists()

        send(desk, "note_about_volunteer", nadia.pk, **self.about())

        assert propose(desk, term).pairs.get().learner == mary

    @pytest.mark.parametrize("odd", ["many", "1.5", *ODD])
    def test_what_is_no_number_gets_a_sentence_and_loses_nothing(self, desk, odd):
        nadia = make_helper(sessions_before=7)

        shown = words(
            desk.post(
                address("note_about_volunteer", nadia.pk), self.about(sessions_before=odd)
            ).content.decode()
        )

        assert "Type a whole number, such as 4." in shown
        assert AboutVolunteer.objects.get(volunteer=nadia).sessions_before == 7

    @pytest.mark.parametrize("odd", ["yesterday", "0001-01-01", "\x00"])
    def test_a_day_that_is_none_gets_a_sentence(self, desk, odd):
        nadia = make_helper(sessions_before=7)

        answer = desk.post(address("note_about_volunteer", nadia.pk), self.about(turns_18_on=odd))

        assert answer.status_code == 200
        assert AboutVolunteer.objects.get(volunteer=nadia).sessions_before == 7


class TestLearner:
    def test_all_of_it_is_kept_and_noted(self, desk):
        make_thursdays()
        mary, far = make_wanting(), make_room(venue="Far away").venue

        said = {
            "agreed": "yes",
            "came_before": "on",
            "has_interpreter": "on",
            "interests": ["music"],
        }
        send(desk, "note_about_learner", mary.pk, **said, out_of_reach=[far.pk])

        about = AboutLearner.objects.get(learner=mary)
        assert about.agreed is True and about.came_before and about.interests == ["music"]
        assert Interpreter.objects.get().is_live and OutOfReach.objects.get().person == mary
        remarks = set(LookUp.objects.filter(person=mary).values_list("remark", flat=True))
        assert {"interpreter booked", "a venue out of reach"} <= remarks
        assert ticked(page(desk, "note_about_learner", mary.pk)) == 5

    def test_whoever_says_no_is_paired_with_nobody(self, desk):
        term, mary = make_thursdays(), make_wanting()
        make_helper()

        send(desk, "note_about_learner", mary.pk, agreed="no")

        assert not propose(desk, term).pairs.exists()
        send(desk, "note_about_learner", mary.pk, agreed="")
        assert AboutLearner.objects.get().agreed is None
        assert propose(desk, term).pairs.get().learner == mary

    def test_without_a_term_there_is_no_interpreter_to_book(self, desk):
        mary = make_wanting()

        assert "interpreter" not in words(page(desk, "note_about_learner", mary.pk))
        send(desk, "note_about_learner", mary.pk, has_interpreter="on")
        assert not Interpreter.objects.exists()

    @pytest.mark.parametrize("odd", ODD)
    def test_what_is_not_on_the_page_gets_a_sentence(self, desk, odd):
        mary = make_wanting()

        answer = desk.post(
            address("note_about_learner", mary.pk),
            {"agreed": odd, "out_of_reach": [odd], "interests": [odd]},
        )

        assert answer.status_code == 200 and not AboutLearner.objects.exists()


def test_the_call_page_and_the_volunteers_record_lead_there(desk):
    mary, nadia = make_wanting(), make_helper()

    assert (
        address("note_about_learner", mary.pk)
        in desk.get(f"/admin/desk/call/{mary.pk}/").content.decode()
    )
    assert (
        address("note_about_volunteer", nadia.pk)
        in desk.get(f"/admin/desk/volunteers/inspect/{nadia.pk}/").content.decode()
    )
