"""Pairs learners with volunteers from a file, for whoever wants to replay or compare."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.flow import TooLarge
from whatthetech.pairing.reading import FileFault, read_instance, written
from whatthetech.pairing.solving import solve


class Command(BaseCommand):
    help = (
        "Reads one JSON object (docs/how-to/pairing.md), pairs its learners with its volunteers"
        " as the desk does, and writes the pairs and why anybody is left out, as JSON."
    )
    requires_system_checks = []  # it needs no site and no database

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="a file, or - for standard input")
        parser.add_argument(
            "--seed", type=int, default=0, help="of the tie-break; the same seed, the same pairs"
        )

    def handle(self, *, file, seed, **options):
        try:
            instance = read_instance(_content(file))
            result = solve(instance, seed=seed)
            unpaired = explain_unpaired(instance, result)
        except (FileFault, TooLarge) as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(written(result, unpaired))


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{file} can’t be read: {reason}.") from None
