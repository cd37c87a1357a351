"""Our pairing beside packages from PyPI on the same edges: who finishes, and how many they pair.

They know neither priorities nor pairs to keep, so neither is asked of ours. Each runs in an
environment of its own that uv makes, since both call themselves `matching`.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.pairing import CANDIDATES, LEARNERS, seconds_of
from tests.pairing.instances import large_instance
from whatthetech.pairing.instance import Instance
from whatthetech.pairing.solving import solve

PACKAGES = {"mentor-match": "mentor-match==7.0.1", "matching": "matching==1.4.3"}
WAIT_SECONDS = 60  # then it is told as not finished, and larger ones are not tried
PROGRAM = Path(__file__).with_name("other_solvers.py")


@dataclass(frozen=True)
class Told:
    paired: int
    score: int
    seconds: float


def figures() -> list[str]:
    return [
        "",
        "Pairing beside other packages: paired, score, seconds of the processor",
        f"{'learners':>9}{'ours':>24}" + "".join(f"{name:>24}" for name in PACKAGES),
        *_rows(),
    ]


def _rows() -> list[str]:
    rows, gave_up = [], set()
    for learners in LEARNERS:
        instance = replace(
            large_instance(learners, options=CANDIDATES), priority=(), keep=frozenset()
        )
        told = [_ours(instance)]
        for name in PACKAGES:
            told.append(None if name in gave_up else _theirs(name, instance))
            if told[-1] is None:
                gave_up.add(name)
        rows.append(f"{learners:9}" + "".join(f"{_in_words(one):>24}" for one in told))
    return rows


def _in_words(told: Told | None) -> str:
    if told is None:
        return "not finished"
    return f"{told.paired}, {told.score}, {told.seconds:.2f}"


def _ours(instance: Instance) -> Told:
    seconds, result = seconds_of(lambda: solve(instance))
    return Told(result.paired, result.score, seconds)


def _theirs(name: str, instance: Instance) -> Told | None:
    """None: it did not come here, stopped, or took longer than we wait."""
    uv = shutil.which("uv") or ".tools/bin/uv"
    made = [uv, "run", "--quiet", "--isolated", "--no-project", "--python", sys.executable]
    asked = json.dumps(
        {
            "learners": instance.learners,
            "volunteers": len(instance.capacity),
            "capacity": list(instance.capacity),
            "edges": [list(edge) for edge in instance.edges],
        }
    )
    try:
        run = subprocess.run(  # noqa: S603
            [*made, "--with", PACKAGES[name], "python", str(PROGRAM), name],
            input=asked,
            capture_output=True,
            check=True,
            text=True,
            timeout=WAIT_SECONDS,
        )
        return Told(**json.loads(run.stdout))
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
