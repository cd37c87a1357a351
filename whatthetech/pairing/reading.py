"""An instance from JSON, and a result into it (docs/how-to/pairing.md). A fault is told in one
sentence that names the field.
"""

import json
from typing import Any

from whatthetech.pairing.instance import Edge, Instance, Pair, PinRefused, Result, Unpaired

MOST_PEOPLE = 100_000  # learners, and volunteers
MOST_EDGES = 5_000_000
MOST_POINTS = 1_000_000  # of a score or a priority: one tier alone always fits into 64 bits
NEEDED = ("learners", "volunteers", "capacity", "edges")
OPTIONAL = ("priority", "keep", "pin")


class FileFault(Exception):
    """What is wrong with the file: one sentence that says where."""


def read_instance(text: str | bytes) -> Instance:
    """Raises FileFault."""
    fields = _fields(text)
    learners = _whole(fields["learners"], "learners", MOST_PEOPLE)
    volunteers = _whole(fields["volunteers"], "volunteers", MOST_PEOPLE)
    instance = Instance(
        learners=learners,
        capacity=_wholes(fields["capacity"], "capacity", volunteers, MOST_POINTS, "volunteer"),
        edges=_edges(fields["edges"], learners, volunteers),
        priority=_wholes(fields["priority"], "priority", learners, MOST_POINTS, "learner")
        if "priority" in fields
        else (),
        keep=_pairs(fields.get("keep", []), "keep", learners, volunteers),
        pins=_pairs(fields.get("pin", []), "pin", learners, volunteers),
    )
    try:
        instance.check_pins()
    except PinRefused as refused:
        raise FileFault(f"“pin”: {refused}.") from None
    return instance


def written(result: Result, unpaired: tuple[Unpaired, ...]) -> str:
    """The answer as one JSON object on one line."""
    answer = {
        "pairs": result.pairs,
        "paired": result.paired,
        "score": result.score,
        "kept": result.kept,
        "unpaired": [_explained(one) for one in unpaired],
    }
    return json.dumps(answer)


def _explained(unpaired: Unpaired) -> dict[str, Any]:
    return {
        "learner": unpaired.learner,
        "why": unpaired.why,
        "hall_learners": unpaired.hall_learners,
        "hall_volunteers": unpaired.hall_volunteers,
    }


# --- The object --------------------------------------------------------------------------


def _fields(text: str | bytes) -> dict[str, Any]:
    try:
        fields = _parsed(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except UnicodeDecodeError:
        raise FileFault("The file is not text in UTF-8.") from None
    except RecursionError:
        raise FileFault("The file has lists within lists within lists, too deep to read.") from None
    except json.JSONDecodeError as error:
        raise FileFault(f"The file is not JSON: {error}.") from None
    if not isinstance(fields, dict):
        raise FileFault(f"The file must hold one object, {{…}}, not {_shown(fields)}.")
    for name in fields:
        if name not in NEEDED + OPTIONAL:
            known = ", ".join(NEEDED + OPTIONAL)
            raise FileFault(f"“{_cut(name)}” is no field; the fields are {known}.")
    for name in NEEDED:
        if name not in fields:
            raise FileFault(f"“{name}” is missing.")
    return fields


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than Python reads: its field will refuse it
        return json.loads(text, object_pairs_hook=_once, parse_int=_int_or_digits)


def _int_or_digits(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = {}
    for name, value in pairs:
        if name in fields:
            raise FileFault(f"“{_cut(name)}” stands in the file twice.")
        fields[name] = value
    return fields


# --- Its fields --------------------------------------------------------------------------


def _whole(value: Any, where: str, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:  # a bool is an int, to Python
        raise FileFault(f"“{where}” must be a whole number from 0 to {most}, not {_shown(value)}.")
    return value


def _number(value: Any, where: str, count: int, who: str) -> int:
    """The number of a learner or volunteer, of whom there are so many."""
    if type(value) is int and 0 <= value < count:
        return value
    if count == 0:
        raise FileFault(f"“{where}” names {who} {_shown(value)}, and there are no {who}s.")
    raise FileFault(
        f"“{where}” must be a {who}’s number, from 0 to {count - 1}, not {_shown(value)}."
    )


def _list(value: Any, where: str) -> list:
    if type(value) is not list:
        raise FileFault(f"“{where}” must be a list, not {_shown(value)}.")
    return value


def _wholes(value: Any, where: str, count: int, most: int, who: str) -> tuple[int, ...]:
    numbers = _list(value, where)
    if len(numbers) != count:
        raise FileFault(
            f"“{where}” must have one number for each {who}, {count} in all, not {len(numbers)}."
        )
    return tuple(_whole(one, f"{where}[{at}]", most) for at, one in enumerate(numbers))


def _row(value: Any, where: str, shape: str, length: int) -> list:
    if type(value) is not list or len(value) != length:
        raise FileFault(f"“{where}” must be {shape}, not {_shown(value)}.")
    return value


def _edges(value: Any, learners: int, volunteers: int) -> tuple[Edge, ...]:
    rows = _list(value, "edges")
    if len(rows) > MOST_EDGES:
        raise FileFault(f"“edges” may have {MOST_EDGES} rows at most, not {len(rows)}.")
    edges = {}
    for at, row in enumerate(rows):
        if not _is_edge(row, learners, volunteers):
            _refuse_edge(row, f"edges[{at}]", learners, volunteers)
        edge = Edge(*row)
        if edges.setdefault(edge[:2], edge) is not edge:
            raise FileFault(
                f"“edges[{at}]” names learner {edge.learner} and volunteer {edge.volunteer} again."
            )
    return tuple(edges.values())


def _is_edge(row: Any, learners: int, volunteers: int) -> bool:
    """Asked of every row, so it puts no sentence together."""
    return (
        type(row) is list
        and len(row) == 3
        and type(row[0]) is type(row[1]) is type(row[2]) is int
        and 0 <= row[0] < learners
        and 0 <= row[1] < volunteers
        and 0 <= row[2] <= MOST_POINTS
    )


def _refuse_edge(value: Any, where: str, learners: int, volunteers: int) -> None:
    """Raises FileFault."""
    learner, volunteer, score = _row(value, where, "[learner, volunteer, score]", 3)
    _number(learner, f"{where}[0]", learners, "learner")
    _number(volunteer, f"{where}[1]", volunteers, "volunteer")
    _whole(score, f"{where}[2]", MOST_POINTS)


def _pairs(value: Any, where: str, learners: int, volunteers: int) -> frozenset[Pair]:
    pairs = set()
    for at, row in enumerate(_list(value, where)):
        learner, volunteer = _row(row, f"{where}[{at}]", "[learner, volunteer]", 2)
        pair = Pair(
            _number(learner, f"{where}[{at}][0]", learners, "learner"),
            _number(volunteer, f"{where}[{at}][1]", volunteers, "volunteer"),
        )
        if pair in pairs:
            raise FileFault(
                f"“{where}[{at}]” names learner {learner} and volunteer {volunteer} again."
            )
        pairs.add(pair)
    return frozenset(pairs)


def _shown(value: Any) -> str:
    if isinstance(value, list | dict) and len(value) > 10:
        return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value)}"
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    """Short, and without signs that would turn or break the line."""
    text = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:61]
    )
    return text if len(text) <= 60 else f"{text[:60]}…"
