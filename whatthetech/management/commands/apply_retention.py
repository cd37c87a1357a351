from django.core.management.base import BaseCommand
from django.utils import timezone

from whatthetech.forgetting import find_out_of_date, forget_out_of_date


class Command(BaseCommand):
    help = (
        "Shows what whatthetech/retention.py says is to be erased by now. With --apply, erases it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="Erase it, for good.")

    def handle(self, *, apply: bool, **options):
        now = timezone.now()
        if not apply:
            return self._show(now)
        for kind in forget_out_of_date(now=now):
            waits = f", {kind.left} must wait (an open complaint)" if kind.left else ""
            self.stdout.write(f"{kind.forgotten:6}  {kind.what}{waits}")
            self.stdout.flush()
        return None

    def _show(self, now) -> None:
        found = find_out_of_date(now=now)
        width = max(len(kind.what) for kind in found)
        for kind in found:
            self.stdout.write(f"{kind.found:6}  {kind.what:{width}}  kept for: {kind.why}")
        self.stdout.write("Nothing was erased: this was a look only. Erase with --apply.")
