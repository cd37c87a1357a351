"""The lock that every change of a session's seats takes first (docs/adr/0013)."""

from collections.abc import Iterable

from whatthetech.scheduling.models import LearningSession


def lock_session(pk: int) -> LearningSession:
    """The session as it is now; until the transaction ends nobody else changes its seats.

    PostgreSQL locks the row. SQLite needs no row: its transactions are IMMEDIATE, one at a time.
    """
    return LearningSession.objects.select_for_update(of=("self",)).select_related("room").get(pk=pk)


def lock_sessions(pks: Iterable[int]) -> list[LearningSession]:
    """In one order for everybody, so that two who lock the same ones never wait in a ring."""
    return [lock_session(pk) for pk in sorted(pks)]
