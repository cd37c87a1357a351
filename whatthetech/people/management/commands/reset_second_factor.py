from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from whatthetech.people.models import User
from whatthetech.people.second_factor import has_second_factor, reset_second_factor


class Command(BaseCommand):
    help = "Takes away a lost second factor, by email address. Make sure first who asks for it."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError("Nobody here has this email address.")
        if not has_second_factor(person):
            raise CommandError("This person has no second factor: nothing to take away.")
        reset_second_factor(person=person, by=None, now=timezone.now())
        self.stdout.write("It is gone. They sign in by password and set up a new one.")
