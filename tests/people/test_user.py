"""One table of people: an email is optional, an address is one person's, keys are large."""

import io

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models, transaction

from whatthetech.people.demonstration import PASSWORD, PEOPLE
from whatthetech.people.models import LearnerProfile, User, VolunteerProfile

# --- An email, or none -------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("nothing", [None, ""])
def test_several_people_may_have_no_email(nothing):
    for name in ("Mary", "John", "Halima"):
        User.objects.create_user(nothing, first_name=name)

    assert list(User.objects.values_list("email", flat=True)) == [None, None, None]


@pytest.mark.django_db
def test_an_email_is_one_persons():
    User.objects.create_user("mary@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("mary@example.org")

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_form_that_leaves_the_email_empty_makes_no_clash():
    User.objects.create_user(first_name="Mary")
    john = User(first_name="John", last_name="Brown", email="")
    john.set_unusable_password()

    john.full_clean()
    john.save()

    assert john.email is None


@pytest.mark.django_db
def test_a_taken_email_is_told_in_a_form():
    User.objects.create_user("mary@example.org")

    with pytest.raises(ValidationError) as told:
        User(email="mary@example.org", password="!").full_clean()

    assert list(told.value.message_dict) == ["email"]


@pytest.mark.django_db
def test_the_host_of_an_email_is_kept_in_small_letters():
    assert User.objects.create_user("Mary@EXAMPLE.ORG").email == "Mary@example.org"


# --- Signing in is optional --------------------------------------------------------------


@pytest.mark.django_db
def test_a_person_without_a_password_cannot_sign_in_by_one():
    mary = User.objects.create_user("mary@example.org")

    assert not mary.has_usable_password()
    assert authenticate(username="mary@example.org", password="") is None


@pytest.mark.django_db
def test_a_person_with_a_password_signs_in_by_email():
    mary = User.objects.create_user("mary@example.org", "a long password")

    assert authenticate(username="mary@example.org", password="a long password") == mary
    assert not mary.is_staff
    assert not mary.is_superuser


@pytest.mark.django_db
def test_the_first_person_of_a_new_site_may_do_everything(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long password")

    call_command("createsuperuser", email="sam@example.org", interactive=False, verbosity=0)

    sam = User.objects.get()
    assert (sam.email, sam.is_staff, sam.is_superuser) == ("sam@example.org", True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"first_name": "Mary", "last_name": "Brown"}, "Mary Brown"),
        ({"first_name": "Mary"}, "Mary"),
        ({"email": "mary@example.org"}, "mary@example.org"),
    ],
)
def test_a_person_is_shown_by_name_and_else_by_email(fields, shown):
    assert str(User.objects.create_user(**fields)) == shown


@pytest.mark.django_db
def test_a_person_with_neither_is_shown_by_number():
    nobody = User.objects.create_user()

    assert str(nobody) == f"Person {nobody.pk}"


# --- Keys --------------------------------------------------------------------------------


OWN_MODELS = [
    model
    for room in ("people", "lessons")
    for model in apps.get_app_config(room).get_models(include_auto_created=True)
]


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_a_key_of_our_own_has_64_bits(model):
    key = model._meta.pk
    if key.remote_field:  # a page's or a task's row: the key is Wagtail's own
        assert not key.remote_field.model.__module__.startswith(("lessons", "whatthetech"))
    else:
        assert isinstance(key, models.BigAutoField)


# --- The demonstration people ------------------------------------------------------------


@pytest.mark.django_db
def test_demonstration_people_are_refused_where_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="password is public"):
        call_command("load_demonstration")

    assert not User.objects.exists()


@pytest.mark.django_db
def test_demonstration_people_can_sign_in_each_in_their_group(settings):
    settings.DEBUG = True

    call_command("load_demonstration", stdout=io.StringIO())

    for person in PEOPLE:
        user = authenticate(username=person.email, password=PASSWORD)
        assert list(user.groups.values_list("name", flat=True)) == [person.group]
    assert User.objects.filter(groups__name="Coordinators").count() == 1
    assert len(PEOPLE) == 3
    assert LearnerProfile.objects.count() == 40
    assert VolunteerProfile.objects.count() == 25 + 1  # and Priya


@pytest.mark.django_db
def test_loading_them_again_keeps_what_was_changed(settings):
    settings.DEBUG = True
    call_command("load_demonstration", stdout=io.StringIO())
    priya = User.objects.get(email="volunteer@example.org")
    priya.set_password("her own password")
    priya.save()
    everybody = User.objects.count()

    call_command("load_demonstration", stdout=io.StringIO())

    assert User.objects.count() == everybody
    assert authenticate(username=priya.email, password="her own password") == priya


@pytest.mark.django_db
def test_each_persons_group_is_there_from_the_first_migration():
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {"Volunteers", "Coordinators", "Safeguarding leads"}


def test_where_to_look_names_every_demonstration_person_and_the_addresses(settings):
    settings.SITE_ADDRESS = "http://127.0.0.1:8001"
    printed = io.StringIO()

    call_command("where_to_look", stdout=printed)

    lines = printed.getvalue().splitlines()
    for person in PEOPLE:
        [line] = [line for line in lines if person.email in line]
        assert PASSWORD in line
        assert person.does in line
    assert "http://127.0.0.1:8001/ " in printed.getvalue()
    assert "http://127.0.0.1:8001/learn/staying-safe/spot-and-report-a-scam/" in printed.getvalue()
    assert "http://127.0.0.1:8001/admin/" in printed.getvalue()
