from django.conf import settings
from django.core.management.base import BaseCommand

from whatthetech.people.demonstration import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Prints where to look, and how to sign in as each demonstration person."

    def handle(self, **options):
        address = settings.SITE_ADDRESS
        self.stdout.write(
            f"\n  Learner      {address}/                no account needed\n"
            f"  A lesson     {address}/learn/staying-safe/spot-and-report-a-scam/\n"
            f"  Editor       {address}/admin/\n"
        )
        for person in PEOPLE:
            self.stdout.write(f"    {person.email:26} {PASSWORD}   {person.does}")
        self.stdout.write("\n  Stop with Ctrl-C.\n")
