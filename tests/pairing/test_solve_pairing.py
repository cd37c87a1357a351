"""The command: what it reads, what it writes, and what it says of a file it can't read."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given

from tests.pairing.instances import instances, same_cases
from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.reading import read_instance, written
from whatthetech.pairing.solving import solve

GIVEN = {
    "learners": 5,
    "volunteers": 3,
    "capacity": [1, 1, 1],
    "edges": [[0, 0, 900], [1, 0, 10], [2, 1, 500], [3, 1, 400], [3, 2, 7]],
    "priority": [5, 1, 1, 1, 1],
    "keep": [[3, 1]],
    "pin": [[2, 1]],
}
MOST = 1_000_000


@pytest.fixture
def solved(tmp_path):
    def solve_file(content, **options):
        file = tmp_path / "round.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        written = io.StringIO()
        call_command("solve_pairing", str(file), stdout=written, **options)
        return json.loads(written.getvalue())

    return solve_file


def changed(**fields):
    return GIVEN | fields


# --- What it writes ----------------------------------------------------------------------


def test_it_writes_the_pairs_and_why_anybody_is_left_out(solved):
    assert solved(GIVEN) == {
        "pairs": [[0, 0], [2, 1], [3, 2]],
        "paired": 3,
        "score": 1407,
        "kept": 0,
        "unpaired": [
            {"learner": 1, "why": "contention", "hall_learners": [0, 1], "hall_volunteers": [0]},
            {"learner": 4, "why": "no_candidate", "hall_learners": [], "hall_volunteers": []},
        ],
    }


def test_a_pin_in_the_way_is_told(solved):
    answer = solved(changed(edges=[[0, 0, 1], [1, 0, 2]], priority=[1] * 5, keep=[], pin=[[0, 0]]))

    blocked = {"learner": 1, "why": "pin", "hall_learners": [], "hall_volunteers": []}
    assert answer["unpaired"][0] == blocked


def test_what_is_optional_may_be_left_out(solved):
    needed = {name: GIVEN[name] for name in ("learners", "volunteers", "capacity", "edges")}

    assert solved(needed)["paired"] == 3
    assert solved(needed) == solved(needed | {"priority": [1] * 5, "keep": [], "pin": []})


def test_a_round_of_nobody_is_solved(solved):
    assert solved({"learners": 0, "volunteers": 0, "capacity": [], "edges": []}) == {
        "pairs": [],
        "paired": 0,
        "score": 0,
        "kept": 0,
        "unpaired": [],
    }


def test_the_seed_may_be_chosen(solved):
    edges = [[learner, volunteer, 1] for learner in range(5) for volunteer in range(3)]
    equal = {"learners": 5, "volunteers": 3, "capacity": [2, 2, 2], "edges": edges}

    assert solved(equal) == solved(equal, seed=0)
    assert len({json.dumps(solved(equal, seed=seed)) for seed in range(-3, 9)}) > 5


@same_cases
@given(instances())
def test_what_is_written_of_any_instance_is_json(instance):
    text = json.dumps(
        {
            "learners": instance.learners,
            "volunteers": instance.volunteers,
            "capacity": instance.capacity,
            "edges": instance.edges,
            "keep": sorted(instance.keep),
            "pin": sorted(instance.pins),
        }
        | ({"priority": instance.priority} if instance.priority else {})
    )

    assert read_instance(text) == instance
    result = solve(instance)
    assert json.loads(written(result, explain_unpaired(instance, result)))["score"] == result.score


def run(typed: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "solve_pairing", "-"]
    return subprocess.run(  # noqa: S603
        command,
        cwd=settings.BASE_DIR,
        input=typed,
        capture_output=True,
        text=True,
        env=os.environ | environment,
    )


def test_it_reads_standard_input_and_ends_with_1_where_it_must():
    good, bad = run(json.dumps(GIVEN)), run("{")

    assert (good.returncode, json.loads(good.stdout)["paired"]) == (0, 3)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("CommandError: The file is not JSON: ")
    assert "Traceback" not in bad.stderr


def test_it_needs_no_setting_of_the_site(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    answer = run(json.dumps(GIVEN), DEBUG="false")

    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["paired"] == 3


# --- What it refuses ---------------------------------------------------------------------

DEEP, LONG = "[" * 100_000, "9" * 5000
REFUSED = {
    "no json": ("{learners", "The file is not JSON: Expecting property name"),
    "empty": ("", "The file is not JSON: "),
    "no text": (b"\xff\xfe\x00", "The file is not text in UTF-8."),
    "too deep": (DEEP, "too deep to read"),
    "a list": ([1, 2], "must hold one object, {…}, not [1, 2]."),
    "unknown field": (
        changed(volunters=3),
        "“volunters” is no field; the fields are learners, volunteers, capacity, edges,"
        " priority, keep, pin.",
    ),
    "missing field": ({"learners": 1}, "“volunteers” is missing."),
    "field twice": ('{"learners": 1, "learners": 2}', "“learners” stands in the file twice."),
    "learners as text": (
        changed(learners="5"),
        '“learners” must be a whole number from 0 to 100000, not "5".',
    ),
    "learners true": (changed(learners=True), "“learners” must be a whole number"),
    "learners negative": (changed(learners=-1), "“learners” must be a whole number"),
    "learners null": (changed(learners=None), "not null."),
    "too many volunteers": (changed(volunteers=100_001), "“volunteers” must be a whole number"),
    "capacity no list": (changed(capacity=3), "“capacity” must be a list, not 3."),
    "capacity too short": (
        changed(capacity=[1, 1]),
        "“capacity” must have one number for each volunteer, 3 in all, not 2.",
    ),
    "capacity negative": (
        changed(capacity=[1, -1, 1]),
        f"“capacity[1]” must be a whole number from 0 to {MOST}, not -1.",
    ),
    "capacity a float": (changed(capacity=[1, 1.0, 1]), "“capacity[1]” must be a whole number"),
    "capacity endless": (
        '{"learners":1,"volunteers":1,"capacity":[Infinity],"edges":[]}',
        "“capacity[0]” must be a whole number from 0 to 1000000, not Infinity.",
    ),
    "edges an object": (changed(edges={"0": 1}), "“edges” must be a list, not "),
    "edge no row": (changed(edges=[7]), "“edges[0]” must be [learner, volunteer, score], not 7."),
    "edge too short": (changed(edges=[[0, 0]]), "“edges[0]” must be [learner, volunteer, score]"),
    "edge too long": (changed(edges=[[0, 0, 1, 1]]), "“edges[0]” must be"),
    "learner of an edge": (
        changed(edges=[[0, 0, 1], [5, 0, 1]]),
        "“edges[1][0]” must be a learner’s number, from 0 to 4, not 5.",
    ),
    "volunteer of an edge": (changed(edges=[[0, -1, 1]]), "“edges[0][1]” must be a volunteer’s"),
    "score not a number": (
        json.dumps(changed(edges=[[0, 0, float("nan")]])),
        f"“edges[0][2]” must be a whole number from 0 to {MOST}, not NaN.",
    ),
    "score negative": (changed(edges=[[0, 0, -1]]), "“edges[0][2]” must be a whole number"),
    "score too large": (changed(edges=[[0, 0, MOST + 1]]), "“edges[0][2]” must be a whole"),
    "score far too long": (
        json.dumps(GIVEN).replace("900", LONG),
        '“edges[0][2]” must be a whole number from 0 to 1000000, not "99999',
    ),
    "edge twice": (
        changed(edges=[[0, 0, 1], [0, 0, 2]]),
        "“edges[1]” names learner 0 and volunteer 0 again.",
    ),
    "priority too long": (changed(priority=[1] * 6), "“priority” must have one number for each"),
    "priority a float": (changed(priority=[1, 1, 1.5, 1, 1]), "“priority[2]” must be a whole"),
    "priority null": (changed(priority=None), "“priority” must be a list, not null."),
    "keep of three": (changed(keep=[[0, 0, 0]]), "“keep[0]” must be [learner, volunteer], not"),
    "keep unknown": (changed(keep=[[0, 3]]), "“keep[0][1]” must be a volunteer’s number"),
    "keep twice": (changed(keep=[[0, 0], [0, 0]]), "“keep[1]” names learner 0 and volunteer 0"),
    "pin no edge": (
        changed(pin=[[4, 0]]),
        "“pin”: learner 4 and volunteer 0 are not among the edges, so they can’t be pinned.",
    ),
    "pins of a learner": (changed(pin=[[3, 1], [3, 2]]), "“pin”: learner 3 is pinned to more"),
    "pins beyond capacity": (
        changed(pin=[[2, 1], [3, 1]]),
        "“pin”: volunteer 1 has 2 pins and a capacity of 1.",
    ),
    "nobody to name": (
        {"learners": 0, "volunteers": 1, "capacity": [1], "edges": [[0, 0, 1]]},
        "“edges[0][0]” names learner 0, and there are no learners.",
    ),
    "odd name": (
        '{"\\u0000\\u202e\\ud800<script>👵": 1}',
        "“���<script>👵” is no field; the fields are learners",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_malformed_file_gets_one_sentence_that_names_the_field(solved, fault):
    content, sentence = REFUSED[fault]

    with pytest.raises(CommandError) as refused:
        solved(content)

    told = str(refused.value)
    assert sentence in told
    assert len(told) < 250 and "\n" not in told and told.endswith(".")


@pytest.mark.parametrize("name", ["no-such-file.json", ".", "nul\0byte"])
def test_a_file_that_is_not_there_is_said(name):
    with pytest.raises(CommandError, match=r"can’t be read: .+\."):
        call_command("solve_pairing", name)


def test_a_byte_order_mark_is_no_fault(solved):
    assert solved(b"\xef\xbb\xbf" + json.dumps(GIVEN).encode())["paired"] == 3
