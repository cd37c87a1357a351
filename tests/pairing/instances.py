"""Made-up instances: small ones at random, larger ones for figures."""

import random
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from whatthetech.pairing.instance import Edge, Instance, Pair, PinRefused

# The same cases on every machine, and no clock.
same_cases = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def make_instance(*edges, capacity=(1,), learners=None, **fields) -> Instance:
    """`edges` as (learner, volunteer) or (learner, volunteer, score)."""
    scored = tuple(Edge(*edge) if len(edge) == 3 else Edge(*edge, 0) for edge in edges)
    for name in ("keep", "pins"):
        fields[name] = frozenset(Pair(*pair) for pair in fields.get(name, ()))
    count = max((edge.learner for edge in scored), default=-1) + 1
    return Instance(learners or count, tuple(capacity), scored, **fields)


def small_instance(draw: random.Random, *, people: int) -> Instance:
    """Scarce more often than not, with few different scores and priorities, so that tiers tie."""
    learners, volunteers = draw.randint(0, people), draw.randint(0, people)
    likely, most = draw.choice([0.2, 0.5, 0.9]), draw.choice([1, 3, 1000])
    possible = [
        Edge(learner, volunteer, draw.randint(0, most))
        for learner in range(learners)
        for volunteer in range(volunteers)
        if draw.random() < likely
    ]
    draw.shuffle(possible)
    priority = [draw.randint(0, draw.choice([1, 9])) for _ in range(learners)]
    capacity = tuple(draw.randint(0, draw.choice([1, 3])) for _ in range(volunteers))
    instance = Instance(
        learners,
        capacity,
        tuple(possible),
        priority=tuple(priority) if draw.random() < 0.7 else (),
        keep=some_pairs(draw, possible, draw.choice([0, 0.3])),
    )
    return with_pins(instance, some_pairs(draw, possible, draw.choice([0, 0, 0.2])))


def some_pairs(draw: random.Random, edges: list[Edge], likely: float) -> frozenset[Pair]:
    return frozenset(Pair(*edge[:2]) for edge in edges if draw.random() < likely)


def with_pins(instance: Instance, wanted: frozenset[Pair]) -> Instance:
    """With as many of these pins as can be made."""
    for pin in sorted(wanted):
        pinned = replace(instance, pins=instance.pins | {pin})
        try:
            pinned.check_pins()
        except PinRefused:
            continue
        instance = pinned
    return instance


@st.composite
def instances(draw, people: int = 6) -> Instance:
    return small_instance(random.Random(draw(st.integers(0, 2**32))), people=people)


def large_instance(learners: int, *, options: tuple[int, int], seed: int = 0) -> Instance:
    """Volunteers with 1 to 4 places, one for every three learners; half of today's pairs exist."""
    draw = random.Random(seed)
    volunteers = max(1, learners // 3)
    edges = tuple(
        Edge(learner, volunteer, draw.randint(0, 1000))
        for learner in range(learners)
        for volunteer in draw.sample(range(volunteers), min(volunteers, draw.randint(*options)))
    )
    keep = {edge.learner: Pair(*edge[:2]) for edge in draw.sample(edges, learners // 2)}
    return Instance(
        learners,
        tuple(draw.randint(1, 4) for _ in range(volunteers)),
        edges,
        priority=tuple(draw.randint(1, 30) for _ in range(learners)),
        keep=frozenset(keep.values()),
    )
