"""A round is found again from what it stored, and not from what somebody changed."""

import json

import pytest
from django.core.management import call_command

from tests.factories.pairing import NOW, make_helper, make_thursdays, make_wanting, who_has_whom
from whatthetech.pairing.models import Round
from whatthetech.pairing.rounds import propose_round, swap
from whatthetech.pairing.stored import DigestDiffers, InputsForgotten, replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(coordinator):
    term = make_thursdays()
    for name in ("Ann", "Bea", "Cem", "Dan"):
        make_wanting(called=name)
    for name in ("Nadia", "Tom"):
        make_helper(called=name, places=2)
    made = propose_round(term=term, by=coordinator, now=NOW)
    return Round.objects.get(pk=made.pk)


def stored(round) -> set:
    return set(round.pairs.values_list("learner", "volunteer"))


def test_a_replay_gives_the_same_pairs(round):
    assert set(replay(round)) == stored(round)
    assert replay(round) == replay(round)


def test_it_gives_them_whatever_changed_since(round):
    before = set(replay(round))
    make_wanting(called="Later")
    make_helper(called="Late")
    people = [pair.learner.learner_profile for pair in round.pairs.all()]
    for profile in people:
        profile.helper_must_be = "woman"
        profile.save()

    assert set(replay(round)) == before


def test_a_swap_replays_too(round, coordinator):
    one, other = round.pairs.filter(volunteer__person__first_name="Nadia")[0].learner, None
    other = round.pairs.filter(volunteer__person__first_name="Tom")[0].learner
    before = who_has_whom(round.pairs)

    swap(round=round, learner_a=one, learner_b=other, by=coordinator, now=NOW)

    round = Round.objects.get(pk=round.pk)
    assert set(replay(round)) == stored(round)
    assert who_has_whom(round.pairs) != before


@pytest.mark.parametrize("column", ["seed", "inputs", "weights", "solver"])
def test_what_was_changed_since_is_not_replayed(round, column):
    if column == "inputs":
        round.inputs["file"]["capacity"][0] += 1
    elif column == "weights":
        round.weights["known"] += 1
    else:
        setattr(round, column, 5 if column == "seed" else "another")

    with pytest.raises(DigestDiffers):
        replay(round)


def test_what_is_forgotten_is_not_replayed(round):
    round.inputs = {}

    with pytest.raises(InputsForgotten):
        replay(round)


def test_the_command_reads_the_stored_file(round, tmp_path, capsys):
    file = tmp_path / "round.json"
    file.write_text(json.dumps(round.inputs["file"]), encoding="utf-8")

    call_command("solve_pairing", str(file), seed=round.seed)

    pairs = json.loads(capsys.readouterr().out)["pairs"]
    keys = round.inputs["learners"], round.inputs["volunteers"]
    assert {(keys[0][one], keys[1][other]) for one, other in pairs} == stored(round)


def test_the_seed_is_drawn_where_none_is_given(round):
    assert 0 <= round.seed < 2**31
