"""Settings from the environment: read as meant, or refused with the mend."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from whatthetech import environment


@pytest.fixture(autouse=True)
def environment_put_back():
    was = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(was)


@pytest.fixture
def write_file(tmp_path):
    def write(content: str):
        path = tmp_path / ".env"
        path.write_text(content, encoding="utf-8")
        return path

    return write


# --- One value at a time -----------------------------------------------------------------


def test_text_is_read_without_the_spaces_round_it():
    os.environ["FROM_EMAIL"] = "  lessons@example.org "

    assert environment.text("FROM_EMAIL") == "lessons@example.org"


@pytest.mark.parametrize("given", [None, "", "   "])
def test_text_left_out_or_empty_is_the_default(given):
    give("FROM_EMAIL", given)

    assert environment.text("FROM_EMAIL", default="lessons@localhost") == "lessons@localhost"


@pytest.mark.parametrize("given", [None, "", "   "])
def test_text_that_must_be_there_is_asked_for_by_name(given):
    give("SECRET_KEY", given)

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.text("SECRET_KEY")

    assert str(refusal.value) == "Set SECRET_KEY: see .env.example for what it means."


@pytest.mark.parametrize(
    ("given", "meant"),
    [("1", True), ("true", True), ("Yes", True), (" ON ", True), ("0", False), ("No", False)],
)
def test_a_switch_knows_every_usual_word(given, meant):
    os.environ["HTTPS"] = given

    assert environment.switch("HTTPS", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_a_switch_left_empty_is_the_default(default):
    os.environ["HTTPS"] = ""

    assert environment.switch("HTTPS", default=default) is default


def test_a_switch_set_to_another_word_is_refused_and_not_taken_for_off():
    os.environ["DEBUG"] = "flase"

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.switch("DEBUG", default=False)

    assert str(refusal.value) == "DEBUG is 'flase': set it to true or false."


def test_a_number_is_read_and_may_be_left_out():
    os.environ["EMAIL_PORT"] = " 25 "

    assert environment.number("EMAIL_PORT", default=587) == 25
    os.environ["EMAIL_PORT"] = ""
    assert environment.number("EMAIL_PORT", default=587) == 587


@pytest.mark.parametrize("given", ["half a year", "1.5", "-1", "0", "1e3"])
def test_a_number_that_is_none_or_too_small_is_refused_with_the_least(given):
    os.environ["CHECKED_FOR_DAYS"] = given

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.number("CHECKED_FOR_DAYS", default=180, least=1)

    expected = f"CHECKED_FOR_DAYS is {given!r}: set it to a whole number from 1."
    assert str(refusal.value) == expected


def test_words_are_parted_by_commas_and_empty_ones_left_out():
    os.environ["ALLOWED_HOSTS"] = "lessons.example.org, , www.example.org,"

    assert environment.words("ALLOWED_HOSTS") == ["lessons.example.org", "www.example.org"]


def test_words_left_empty_are_the_default():
    os.environ["ALLOWED_HOSTS"] = ""

    assert environment.words("ALLOWED_HOSTS", default="localhost,127.0.0.1") == [
        "localhost",
        "127.0.0.1",
    ]


def give(name: str, value: str | None) -> None:
    os.environ.pop(name, None)
    if value is not None:
        os.environ[name] = value


# --- The file ------------------------------------------------------------------------------


def test_the_file_gives_what_the_environment_has_not(write_file):
    give("EMAIL_HOST", None)
    path = write_file("# Email\n\n  EMAIL_HOST = 'mail.example.org'  \n#EMAIL_PORT=25\n")
    os.environ.pop("EMAIL_PORT", None)

    environment.load_file(path)

    assert os.environ["EMAIL_HOST"] == "mail.example.org"
    assert "EMAIL_PORT" not in os.environ


def test_what_the_environment_holds_wins_over_the_file(write_file):
    os.environ["EMAIL_HOST"] = "mail.example.org"

    environment.load_file(write_file("EMAIL_HOST=another.example.org\n"))

    assert os.environ["EMAIL_HOST"] == "mail.example.org"


def test_a_value_may_hold_equals_signs_and_number_signs(write_file):
    give("SECRET_KEY", None)

    environment.load_file(write_file("SECRET_KEY=a#b=c$d(e)\n"))

    assert os.environ["SECRET_KEY"] == "a#b=c$d(e)"


@pytest.mark.parametrize("line", ["SECRET_KEY", "EMAIL HOST=mail.example.org", "=true"])
def test_a_line_of_another_kind_is_named_by_its_number(write_file, line):
    path = write_file(f"# First line\n{line}\n")

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.load_file(path)

    assert str(refusal.value) == f"{path}, line 2: write it as NAME=value."


def test_without_a_file_nothing_is_set(tmp_path):
    before = dict(os.environ)

    environment.load_file(tmp_path / ".env")

    assert dict(os.environ) == before


# --- The site as a whole, begun in a process of its own ---------------------------------------

LONG_KEY = "a-key-for-one-test-only-" * 3


def begin_site(tmp_path, **given) -> subprocess.CompletedProcess:
    """Runs `manage.py check`. What is not given is empty, whatever this machine's .env says."""
    nothing = dict.fromkeys(
        ("DEBUG", "SECRET_KEY", "SITE_ADDRESS", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL"), ""
    )
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=nothing | {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"]} | given,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_without_a_secret_key_the_site_refuses_to_start(tmp_path):
    refused = begin_site(tmp_path)

    assert refused.returncode != 0
    assert "Set SECRET_KEY: see .env.example for what it means." in refused.stderr


def test_with_a_short_secret_key_it_refuses_and_says_how_to_make_one(tmp_path):
    refused = begin_site(tmp_path, SECRET_KEY="short")

    assert refused.returncode != 0
    assert "SECRET_KEY is too short: make one with `make secret-key`." in refused.stderr


def test_with_a_secret_key_it_starts(tmp_path):
    started = begin_site(tmp_path, SECRET_KEY=LONG_KEY)

    assert started.returncode == 0, started.stderr


def test_for_development_no_secret_key_is_needed(tmp_path):
    started = begin_site(tmp_path, DEBUG="true")

    assert started.returncode == 0, started.stderr


def test_a_cache_of_an_unknown_kind_is_refused(tmp_path):
    refused = begin_site(tmp_path, SECRET_KEY=LONG_KEY, CACHE_URL="memcached://localhost")

    assert refused.returncode != 0
    assert "CACHE_URL must begin with file:// or redis://" in refused.stderr
