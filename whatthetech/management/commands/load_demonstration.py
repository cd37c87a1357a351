from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from whatthetech.pairing.demonstration import load_demonstration_round
from whatthetech.people.cards import issue_card
from whatthetech.people.demonstration import load_demonstration
from whatthetech.scheduling.demonstration import load_demonstration_sessions


class Command(BaseCommand):
    help = (
        "Makes the demonstration people and sessions. Refuses where DEBUG is off: their password"
        " is known."
    )

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demonstration people's password is public. Set DEBUG=true to make them,"
                " on a site that nobody else can reach."
            )
        people = load_demonstration()
        self.stdout.write(f"{len(people)} demonstration people")
        sessions = load_demonstration_sessions(now=timezone.now())
        self.stdout.write(f"{len(sessions)} demonstration sessions")
        if made := load_demonstration_round(now=timezone.now()):
            self.stdout.write(f"{made.pairs.count()} demonstration pairs")
        learner = next((person for person in people if person.is_learner), None)
        if learner:  # made now: a card's number is known only while it is made
            issued = issue_card(person=learner, by=None, now=timezone.now())
            self.stdout.write(f"The card of {learner}: {issued.printed_number}")
