from django.core.management.base import BaseCommand
from django.utils import timezone

from whatthetech.people.expiry import warn_of_endings


class Command(BaseCommand):
    help = "Does what is due by the clock. Run it every ten minutes; twice at once does no harm."

    def handle(self, **options):
        warned = warn_of_endings(now=timezone.now())
        self.stdout.write(f"{len(warned)} warnings of what ends soon")
