from django.core.management.base import BaseCommand
from django.utils import timezone

from whatthetech.people.expiry import warn_of_endings
from whatthetech.scheduling.waiting_list import lapse_offers, settle_by_the_clock


class Command(BaseCommand):
    help = "Does what is due by the clock. Run it every ten minutes; twice at once does no harm."

    def handle(self, **options):
        now = timezone.now()
        self.stdout.write(f"{len(warn_of_endings(now=now))} warnings of what ends soon")
        self.stdout.write(f"{len(lapse_offers(now=now))} offers of a seat not answered in time")
        self.stdout.write(f"{len(settle_by_the_clock(now=now))} freed seats offered")
