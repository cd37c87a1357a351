"""No log line, error page or address holds a name, an email, a telephone or a card's number."""

import io
import logging
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import path, reverse

from tests.factories.people import make_card
from tests.factories.records import make_known_learner
from whatthetech import urls
from whatthetech.log_line import LogLine
from whatthetech.people.models import User

pytestmark = pytest.mark.django_db

PERSONAL = ("Mary", "Brown", "7946", "mary@example.org", "Made-up Road")


def crash(request, pk):
    """Fails while it handles a person, with all of theirs in its variables."""
    person = User.objects.get(pk=pk)
    name, address = person.get_full_name(), person.learner_profile.address
    raise RuntimeError(f"This could not be done to person {person.pk}") from (
        ValueError(len(name + address))
    )


def crash_in_the_database(request, pk):
    """Fails in the database, whose words hold the row."""
    User.objects.create(email=User.objects.get(pk=pk).email)


urlpatterns = [
    path("crash/<int:pk>/", crash),
    path("crash-in-the-database/<int:pk>/", crash_in_the_database),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500


@contextmanager
def log_as_written(level=logging.DEBUG):
    """What the site's own handler would write, to the last line of a traceback."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    given = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(LogLine(given["fmt"], style=given["style"]))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@pytest.fixture
def mary():
    return make_known_learner(email="mary@example.org", address="1 Made-up Road, W12")


@pytest.fixture
def careless():
    """A browser to which the error page is shown, as on a real site."""
    return Client(raise_request_exception=False)


def personal_in(text: str) -> list[str]:
    return [word for word in PERSONAL if word in text]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("where", ["crash", "crash-in-the-database"])
@pytest.mark.parametrize("by_card", [True, False])
def test_a_crash_while_handling_a_person_names_nobody(careless, mary, where, by_card):
    if by_card:
        careless.force_login(mary)

    with log_as_written() as written, transaction.atomic():
        response = careless.get(f"/{where}/{mary.pk}/")
        transaction.set_rollback(True)

    log = written.getvalue()
    assert response.status_code == 500
    assert "Traceback" in log and f"/{where}/{mary.pk}/" in log  # else nothing was tried
    assert personal_in(log) == []
    assert personal_in(response.content.decode()) == []


def test_what_the_database_says_of_a_row_would_name_them_if_it_were_not_hidden():
    """The control. SQLite names columns only; PostgreSQL the values too."""
    said = (
        "duplicate key value violates unique constraint\n"
        "DETAIL:  Key (email)=(mary@example.org) already exists.\n"
        "DETAIL:  Failing row contains (7, Mary (Molly), Brown, 1 Made-up Road\nW12, null)."
    )
    record = logging.LogRecord("db", logging.ERROR, "", 1, said, (), None)

    line = LogLine("{message}", style="{").format(record)

    assert personal_in(said) != [] and personal_in(line) == []
    assert "Key (email)=([row]) already exists." in line
    assert "Failing row contains ([row])." in line


@pytest.mark.parametrize("said", ["mary@example.org", "<mary@example.org>", "to=mary@example.org,"])
def test_an_email_address_is_hidden_wherever_it_stands(said):
    record = logging.LogRecord("x", logging.INFO, "", 1, f"Sent {said} today", (), None)

    assert "mary" not in LogLine("{message}", style="{").format(record)


@pytest.mark.parametrize("password", ["not the password", ""])
def test_a_failed_sign_in_of_staff_is_logged_without_who_it_was(client, coordinator, password):
    with log_as_written() as written:
        client.post(
            reverse("wagtailadmin_login"), {"username": coordinator.email, "password": password}
        )

    log = written.getvalue()
    assert coordinator.email not in log and "not the password" not in log
    assert "Sam" not in log


def test_a_number_that_opens_nothing_is_not_logged(client):
    issued = make_card()

    with log_as_written() as written:
        for typed in (issued.printed_number[:-1] + "x", "1234 5678 9012", "Mary Brown"):
            client.post("/card/sign-in/", {"number": typed})
        client.get("/card/q/not-a-token/")
        client.get(f"/card/q/{issued.token}/wrong/")
        logging.getLogger("django.request").warning("Not Found: /card/q/%s/", issued.token)

    log = written.getvalue()
    assert "/card/q/[link]" in log
    assert issued.token not in log and "5678" not in log and issued.number[:8] not in log
    assert personal_in(log) == []


def test_the_error_page_says_nothing_of_whom_it_was_about(careless, mary):
    careless.force_login(mary)

    page = careless.get(f"/learn/{mary.first_name}/").content.decode()

    assert personal_in(page.replace(f"/learn/{mary.first_name}/", "")) == []


def test_no_address_of_ours_takes_a_name_an_email_or_a_telephone():
    """Rows are named by number, cards by a token."""
    from django.urls import get_resolver

    ours = [
        str(found.pattern)
        for name in ("people", "desk")
        for found in get_resolver(
            f"whatthetech.people.{'admin_' * (name == 'desk')}urls"
        ).url_patterns
    ]

    assert len(ours) > 10
    taken = {part for pattern in ours for part in pattern.split("/") if part.startswith("<")}
    assert taken <= {
        "<int:pk>",
        "<str:token>",
        "<int:decision_pk>",
        "<int:stuck_pk>",
        "<str:question>",
    }


def test_two_with_one_email_are_refused_by_the_database(mary):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=mary.email)
