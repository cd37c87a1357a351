"""Pages a second, as a ratio to a plain Django view on the same server in the same minute.

The three take turns, and the ratio is that of one round: what else the machine does then
slows all of them.
"""

import re
import shutil
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.bench.served_site import FIRST_STEP, Site

ROUNDS, SECONDS, CONNECTIONS = 9, 1, 8
# A query that the page cache doesn't know goes past it: the plain view isn't looked up there, and
# the step is made anew.
ADDRESSES = {
    "plain view": "/bench/plain/?past=cache",
    "step, from the cache": FIRST_STEP,
    "step, made anew": FIRST_STEP + "&past=cache",
}
GOALS = {"step, from the cache": 1.5, "step, made anew": 0.2}


@dataclass(frozen=True)
class Turn:
    a_second: float
    processor: float | None  # seconds of the server's processes for one page


def figures(site: Site) -> list[str]:
    for address in ADDRESSES.values():
        load(site.address + address)  # both workers have read all their code
    rounds = [
        {name: take_turn(site, address) for name, address in ADDRESSES.items()}
        for _ in range(ROUNDS)
    ]
    return [
        "",
        f"Pages a second, median of {ROUNDS} rounds, asked by {'wrk' if _wrk() else 'Python'}",
        f"{'':22}{'a second':>10}{'ratio':>8}{'goal':>6}{'processor ms':>14}{'ratio':>8}",
        *(_row(name, rounds) for name in ADDRESSES),
    ]


def take_turn(site: Site, address: str) -> Turn:
    before = processor_seconds(site)
    pages = load(site.address + address)
    after = processor_seconds(site)
    return Turn(pages / SECONDS, (after - before) / pages if before is not None else None)


def _row(name: str, rounds: list[dict[str, Turn]]) -> str:
    plain = [turns["plain view"] for turns in rounds]
    turns = [turns[name] for turns in rounds]
    faster = median(turn.a_second / other.a_second for turn, other in zip(turns, plain, strict=True))
    row = f"{name:22}{median(turn.a_second for turn in turns):10.0f}{faster:8.2f}{GOALS.get(name, ''):>6}"
    if turns[0].processor is None:
        return row
    cost, plain_cost = (median(turn.processor for turn in some) for some in (turns, plain))
    return f"{row}{cost * 1000:14.2f}{plain_cost / cost:8.2f}"


def processor_seconds(site: Site) -> float | None:
    """What the workers have used so far; None where there is no /proc to tell."""
    process = Path(f"/proc/{site.server.pid}")
    if not process.exists():
        return None
    workers = (process / f"task/{site.server.pid}/children").read_text().split()
    ticks = 0
    for worker in workers:
        after_name = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])  # in its own code, and in the kernel
    return ticks / 100


# --- Asking ----------------------------------------------------------------------------------


def load(address: str) -> int:
    """Ask for the page as often as can be, on eight connections; how often it came."""
    return load_by_wrk(address) if _wrk() else load_by_python(address)


def _wrk() -> str | None:
    return shutil.which("wrk")


def load_by_wrk(address: str) -> int:
    """wrk takes a tenth of the processor that Python takes, and leaves the rest to the server."""
    wrk = [_wrk(), f"-c{CONNECTIONS}", "-t1", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip"]
    told = subprocess.run([*wrk, address], check=True, capture_output=True, text=True).stdout  # noqa: S603
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(told)
    return int(re.search(r"(\d+) requests in", told)[1])


def load_by_python(address: str) -> int:
    return sum(_processes().map(_ask, repeat(address, CONNECTIONS)))


@cache
def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(CONNECTIONS, mp_context=get_context("spawn"))


def _ask(address: str) -> int:
    """One connection, kept alive."""
    parts = urlsplit(address)
    connection, count = HTTPConnection(parts.netloc), 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        path = f"{parts.path}?{parts.query}"
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        count += 1
    return count
