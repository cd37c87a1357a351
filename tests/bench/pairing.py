"""How long a pairing takes, from 50 learners to 10,000, beside OR-Tools alone on the same edges."""

import random
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from statistics import median

import numpy as np
from ortools.graph.python import min_cost_flow

from tests.pairing.instances import large_instance
from whatthetech.pairing.building import build_instance
from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.instance import Instance
from whatthetech.pairing.solving import solve
from whatthetech.pairing.wishes import Circumstances, LearnerWish, Meeting, VolunteerOffer

LEARNERS, CANDIDATES, ROUNDS = (50, 500, 2_000, 5_000, 10_000), (10, 30), 3
LANGUAGES, TOPICS = ("en", "so", "ar", "pt"), ("calls", "scams", "photos", "maps", "letters")


@dataclass(frozen=True)
class Figures:
    learners: int
    pairs: int
    edges: int
    built_edges: int
    build: float  # seconds, each the median of the rounds
    bare: float
    solve: float
    explain: float
    megabytes: float  # by which the process grew, solver and all


def figures() -> list[str]:
    return [
        "",
        f"Pairing, {CANDIDATES[0]} to {CANDIDATES[1]} candidates each, seconds",
        f"{'learners':>9}{'edges':>9}{'paired':>8}{'OR-Tools':>10}{'solve':>8}{'ratio':>7}"
        f"{'explain':>9}{'MB':>6}{'build':>8}{'of edges':>10}",
        *(_row(in_a_process_of_its_own(learners)) for learners in LEARNERS),
    ]


def _row(told: Figures) -> str:
    return (
        f"{told.learners:9}{told.edges:9}{told.pairs:8}{told.bare:10.3f}{told.solve:8.3f}"
        f"{told.solve / told.bare:7.1f}{told.explain:9.3f}{told.megabytes:6.0f}"
        f"{told.build:8.3f}{told.built_edges:10}"
    )


def in_a_process_of_its_own(learners: int) -> Figures:
    """So that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(measure, learners).result()


def measure(learners: int) -> Figures:
    before = _megabytes()
    instance = large_instance(learners, options=CANDIDATES)
    solve(large_instance(5, options=(1, 1)))  # OR-Tools is imported
    rounds = []
    for _ in range(ROUNDS):
        fresh = replace(instance)  # remembers nothing of the round before
        bare, _ = seconds_of(lambda: solve_bare(instance))
        solved, result = seconds_of(lambda fresh=fresh: solve(fresh))
        told, _ = seconds_of(lambda fresh=fresh, result=result: explain_unpaired(fresh, result))
        rounds.append((bare, solved, told))
    bare, solved, told = (median(column) for column in zip(*rounds, strict=True))
    grown = _megabytes() - before
    people = made_up_people(learners)
    build, built = seconds_of(lambda: build_instance(*people))
    return Figures(
        learners,
        result.paired,
        len(instance.edges),
        len(built.edges),
        build=build,
        bare=bare,
        solve=solved,
        explain=told,
        megabytes=grown,
    )


def seconds_of(deed) -> tuple[float, object]:
    """Of the processor, so that other programs don't count."""
    begun = time.process_time()
    done = deed()
    return time.process_time() - begun, done


def _megabytes() -> float:
    """The most this process has ever had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform != "darwin" else 1024 * 1024)


def solve_bare(instance: Instance) -> None:
    """As many pairs as can be and the highest score: no priority, no pairs kept, no even load."""
    n, m, count = instance.learners, instance.volunteers, len(instance.edges)
    learner, volunteer, score = np.array(instance.edges, dtype=np.int64).T
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([learner, np.arange(n), np.arange(n, n + m)]),
        np.concatenate([volunteer + n, np.full(n + m, n + m)]),
        np.concatenate([np.ones(count + n, dtype=np.int64), np.array(instance.capacity)]),
        np.concatenate([-score, np.full(n, 1000 * n), np.zeros(m, dtype=np.int64)]),
    )
    supply = np.concatenate([np.ones(n), np.zeros(m), [-n]]).astype(np.int64)
    solver.set_nodes_supplies(np.arange(n + m + 1), supply)
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("OR-Tools found no pairing.")


def made_up_people(learners: int) -> tuple[list, list, Circumstances]:
    """Weekly sessions, each with 40 volunteers of whom about half suit a learner who comes."""
    draw, volunteers = random.Random(1), learners // 3
    series = max(1, volunteers // 40)
    begins = date(2026, 11, 26).toordinal()
    meetings = {
        number: Meeting(number, date.fromordinal(begins + 7 * (number % 6)))
        for number in range(6 * series)
    }

    def some(things) -> frozenset:
        return frozenset(draw.sample(things, 2))

    def weeks() -> frozenset[int]:
        first = 6 * draw.randrange(series)
        return frozenset(range(first, first + 6))

    wishes = [
        LearnerWish(at, weeks(), languages=some(LANGUAGES), goals=some(TOPICS))
        for at in range(learners)
    ]
    offers = [
        VolunteerOffer(
            at,
            frozenset(draw.sample(sorted(weeks()), 5)),
            cleared_until={"group": date(2027, 6, 30)},
            languages=some(LANGUAGES),
            topics=some(TOPICS),
        )
        for at in range(volunteers)
    ]
    return wishes, offers, Circumstances(meetings=meetings)
