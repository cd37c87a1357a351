"""Pairs one instance, as `manage.py solve_pairing` reads it, by a package from PyPI.

Run by `tests.bench.beside` in an environment that holds this package alone: both call
themselves `matching`. Writes how many it paired, their score and the seconds of the processor.
"""

import json
import sys
import threading
import time

PAIRED = 1_000_000
DEEP = 1_000_000  # calls and bytes × 500: `matching` copies its whole game by recursion


def by_mentor_match(asked: dict) -> list[tuple[int, int]]:
    """One mentor for each place; a mentor has one mentee a round. Munkres in pure Python.

    It maximises the sum of scores: a pair counts so much that the most pairs come first.
    """
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules.rule import Disqualify, Generic

    scores = {(learner, volunteer): score for learner, volunteer, score in asked["edges"]}
    places = [at for at, count in enumerate(asked["capacity"]) for _ in range(count)]

    class Scored(Generic):
        def __init__(self):
            super().__init__({True: 0, False: 0}, lambda match: True)

        def apply(self, match) -> int:
            return PAIRED + scores[match.mentee.number, match.mentor.number]

    class Learner(Mentee):
        number: int

    class Volunteer(Mentor):
        number: int

    def may_not_be(match) -> bool:
        return (match.mentee.number, match.mentor.number) not in scores

    learners = [Learner(grade=0, email=f"l{at}") for at in range(asked["learners"])]
    mentors = [Volunteer(grade=0, email=f"v{at}") for at in range(len(places))]
    for number, learner in enumerate(learners):
        learner.number = number
    for mentor, number in zip(mentors, places, strict=True):
        mentor.number = number

    class Rules(list):
        """Each match takes its rules off the list: it gets one of its own."""

        def __iter__(self):
            return iter((Scored(), Disqualify(may_not_be)))

    process_data(mentors, learners, [Rules([True])])
    return [(one.number, mentor.number) for mentor in mentors for one in mentor.mentees]


def by_matching(asked: dict) -> list[tuple[int, int]]:
    """Stable, as hospitals and residents are: both sides want the higher score."""
    from matching.games import HospitalResident

    learners, volunteers = {}, {}
    for learner, volunteer, score in asked["edges"]:
        learners.setdefault(learner, []).append((-score, volunteer))
        volunteers.setdefault(volunteer, []).append((-score, learner))
    game = HospitalResident.create_from_dictionaries(
        {f"l{at}": [f"v{other}" for _, other in sorted(wants)] for at, wants in learners.items()},
        {f"v{at}": [f"l{other}" for _, other in sorted(wants)] for at, wants in volunteers.items()},
        {f"v{at}": asked["capacity"][at] for at in volunteers},
    )
    return [
        (int(learner.name[1:]), int(volunteer.name[1:]))
        for volunteer, paired in game.solve().items()
        for learner in paired
    ]


def answer() -> None:
    asked = json.load(sys.stdin)
    solve = {"mentor-match": by_mentor_match, "matching": by_matching}[sys.argv[1]]
    begun = time.process_time()
    pairs = solve(asked)
    seconds = time.process_time() - begun
    scores = {(learner, volunteer): score for learner, volunteer, score in asked["edges"]}
    score = sum(scores[pair] for pair in pairs)
    sys.stdout.write(json.dumps({"paired": len(pairs), "score": score, "seconds": seconds}))


if __name__ == "__main__":
    sys.setrecursionlimit(DEEP)
    threading.stack_size(500 * DEEP)
    threading.Thread(target=answer).start()
