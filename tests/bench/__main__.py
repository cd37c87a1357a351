"""Prints every figure; docs/how-to/benchmarks.md says what each one means."""

import os
import sys
from tempfile import TemporaryDirectory

from tests.bench import bookings, page_weight, pairing, speed
from tests.bench.served_site import prepare, served


def main() -> None:
    with TemporaryDirectory(prefix="whatthetech-bench-") as folder:
        say("Preparing the starter course as it is really served …")
        prepare(folder)
        with served() as site:
            say(*page_weight.figures(site))
            say(*speed.figures(site))
        say(*queries_in(folder))
        say(*bookings.figures(folder))
    say(*pairing.figures())


def queries_in(folder: str) -> list[str]:
    """Counted in this process, in a library of its own."""
    import django

    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/counted.sqlite3"
    os.environ["CACHE_URL"] = f"file://{folder}/counted"
    django.setup()

    from tests.bench import finding, queries, sessions

    return [*queries.figures(), *finding.figures(), *sessions.figures()]


def say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
