"""How somebody is signed in by email and password."""

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend

from whatthetech.people.models import User
from whatthetech.people.second_factor import with_second_factor


class WithinLimits(AxesStandaloneBackend):
    """Refuses further passwords after too many wrong ones. Without a request nobody is counted."""

    def authenticate(self, request, **credentials):
        return super().authenticate(request, **credentials) if request else None


class PersonBackend(ModelBackend):
    """Email and password. The query for who is signed in also says what the gate must know."""

    def get_user(self, user_id):
        person = with_second_factor(User.objects.filter(pk=user_id)).first()
        return person if person and self.user_can_authenticate(person) else None
