"""What helps somebody, asked at the desk and on their own screen, by the same deeds."""

import pytest

from tests.factories.people import agree, make_card, make_learner, sign_in
from whatthetech.people.consent import QUESTIONS, consent_in_force, keep_what_helps, wording
from whatthetech.people.models import Consent, LookUp, WhatHelps

pytestmark = pytest.mark.django_db

ABOUT = Consent.About.WHAT_HELPS
ME = "/me/what-helps/"
ODD = ("\u202eeniw", "😀", "<script>alert(1)</script>", "{{ 7 }}")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def margaret():
    return make_learner()


def at(learner, where="") -> str:
    return f"/admin/desk/people/{learner.person_id}/what-helps/{where}"


class TestAtTheDesk:
    def test_the_fields_open_only_after_a_yes(self, desk, margaret):
        assert desk.get(at(margaret))["Location"] == at(margaret, "ask/")
        assert desk.post(at(margaret), {"hearing": "Left ear"})["Location"] == at(margaret, "ask/")
        assert not WhatHelps.objects.exists()

    def test_the_words_are_there_to_be_read(self, desk, margaret):
        shown = desk.get(at(margaret, "ask/")).content.decode()

        assert all(sentence in shown for sentence in wording(ABOUT).sentences)

    def test_a_yes_is_recorded_with_what_was_said(self, desk, coordinator, margaret):
        answer = {"answer": "yes", "said": "Yes, that’s fine."}
        assert desk.post(at(margaret, "ask/"), answer)["Location"] == at(margaret)

        given = consent_in_force(margaret.person, ABOUT)
        assert (given.said, given.how, given.heard_by) == (
            "Yes, that’s fine.",
            "spoken",
            coordinator,
        )
        assert LookUp.objects.filter(by=coordinator, deed="changed").count() == 1

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ("", "Type what they answered, in their own words."),
            ("x" * 401, "Make this shorter: 400 letters at most."),
            ("a\x00b", "Type this again, in letters and numbers."),
        ],
    )
    def test_a_yes_without_words_is_not_recorded(self, desk, margaret, said, sentence):
        shown = desk.post(at(margaret, "ask/"), {"answer": "yes", "said": said}).content.decode()

        assert sentence in shown
        assert not Consent.objects.exists()

    def test_a_no_keeps_nothing(self, desk, margaret):
        desk.post(at(margaret, "ask/"), {"answer": "no", "said": "I would rather not"})

        assert not Consent.objects.exists()
        assert desk.get(at(margaret))["Location"] == at(margaret, "ask/")

    def test_what_helps_is_written_down_and_shown_again(self, desk, margaret):
        agree(margaret)
        desk.post(at(margaret), {"hearing": "Left ear", "seat_near_door": "on"})

        helps = WhatHelps.objects.get()
        assert (helps.hearing, helps.seat_near_door) == ("Left ear", True)
        assert "Left ear" in desk.get(at(margaret)).content.decode()

    @pytest.mark.parametrize("odd", ODD)
    def test_odd_words_are_kept_and_escaped(self, desk, margaret, odd):
        agree(margaret)
        desk.post(at(margaret), dict.fromkeys(("hearing", "sight", "pace", "other"), odd))

        assert WhatHelps.objects.get().other == odd
        assert "<script>alert" not in desk.get(at(margaret)).content.decode()

    def test_too_many_words_are_refused_with_a_sentence(self, desk, margaret):
        agree(margaret)
        shown = desk.post(at(margaret), {"hearing": "x" * 201}).content.decode()

        assert "Make this shorter: 200 letters at most." in shown

    def test_taken_back_it_is_deleted_and_asked_for_anew(self, desk, margaret):
        agree(margaret)
        desk.post(at(margaret), {"hearing": "Left ear"})
        desk.post(at(margaret, "withdraw/"))

        assert not WhatHelps.objects.exists()
        assert desk.get(at(margaret))["Location"] == at(margaret, "ask/")

    def test_opening_the_page_takes_nothing_back(self, desk, margaret):
        agree(margaret)

        assert desk.get(at(margaret, "withdraw/")).status_code == 405
        assert consent_in_force(margaret.person, ABOUT)


class TestOnTheirOwnScreen:
    @pytest.fixture
    def mary(self, client):
        issued = make_card(called="Mary")
        sign_in(client, issued)
        return issued.card.person

    def test_nothing_is_asked_before_they_agreed(self, client, mary):
        shown = client.get(ME).content.decode()

        assert all(sentence in shown for sentence in wording(ABOUT).sentences)
        assert client.get(f"{ME}hearing/")["Location"] == ME
        assert client.post(f"{ME}hearing/", {"hearing": "Left ear"})["Location"] == ME
        assert not WhatHelps.objects.exists()

    def test_a_yes_on_the_screen_is_the_same_consent(self, client, mary):
        assert client.post(ME, {"answer": "yes"})["Location"] == f"{ME}hearing/"

        given = consent_in_force(mary, ABOUT)
        assert (given.how, given.heard_by, given.words) == ("on screen", None, wording(ABOUT).text)

    def test_a_no_leads_back_and_keeps_nothing(self, client, mary):
        assert client.post(ME, {"answer": "no"})["Location"] == "/me/"
        assert not Consent.objects.exists()

    def test_one_question_leads_to_the_next(self, client, mary):
        client.post(ME, {"answer": "yes"})
        answers = ("Left ear", "Big words", "Slowly", "true", "A cup of tea")
        places = [f"{ME}{question}/" for question in QUESTIONS]

        for place, answer, question in zip(places, answers, QUESTIONS, strict=True):
            client.get(place)
            led_to = client.post(place, {question: answer})["Location"]
            after = QUESTIONS.index(question) + 1
            assert led_to == (places[after] if after < len(places) else ME)

        helps = WhatHelps.objects.get()
        assert tuple(str(getattr(helps, question)) for question in QUESTIONS) == (
            "Left ear",
            "Big words",
            "Slowly",
            "True",
            "A cup of tea",
        )

    def test_a_card_that_was_found_shows_no_health(self, client, mary, now):
        client.post(ME, {"answer": "yes"})
        keep_what_helps(learner=mary.learner_profile, by=mary, now=now, hearing="Left ear")

        for address in (ME, f"{ME}hearing/", "/me/"):
            assert "Left ear" not in client.get(address).content.decode()
        assert "We have this written down." in client.get(ME).content.decode()

    def test_an_empty_answer_leaves_what_is_written(self, client, mary, now):
        client.post(ME, {"answer": "yes"})
        keep_what_helps(learner=mary.learner_profile, by=mary, now=now, hearing="Left ear")

        assert client.post(f"{ME}hearing/", {"hearing": " "})["Location"] == f"{ME}sight/"
        assert WhatHelps.objects.get().hearing == "Left ear"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("x" * 201, "Make this shorter: 200 letters at most."),
            ("a\x00", "Type this again, in letters and numbers."),
        ],
    )
    def test_what_cannot_be_kept_says_what_to_do(self, client, mary, typed, sentence):
        client.post(ME, {"answer": "yes"})
        shown = client.post(f"{ME}hearing/", {"hearing": typed}).content.decode()

        assert f"Error: {sentence}" in shown and "There is a problem" in shown

    def test_taking_it_back_asks_once_more(self, client, mary, now):
        client.post(ME, {"answer": "yes"})
        keep_what_helps(learner=mary.learner_profile, by=mary, now=now, hearing="Left ear")

        assert "Yes, delete all of it" in client.get(f"{ME}stop/").content.decode()
        client.post(f"{ME}stop/", {"answer": "no"})
        assert WhatHelps.objects.exists()

        client.post(f"{ME}stop/", {"answer": "yes"})
        assert not WhatHelps.objects.exists()
        assert consent_in_force(mary, ABOUT) is None

    def test_a_question_that_there_is_not_is_not_here(self, client, mary):
        assert client.get(f"{ME}consent/").status_code == 404

    def test_what_the_desk_recorded_is_theirs_to_take_back(self, client, mary):
        agree(mary.learner_profile)

        assert "You agreed on" in client.get(ME).content.decode()
