"""The cache in front of Django: fast, never stale, never somebody else's."""

import json
from contextlib import contextmanager
from runpy import run_module
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from lessons.models import (
    CoursePage,
    GlossaryTerm,
    HelpLine,
    HomePage,
    InformationPage,
    Picture,
    SafetyWarning,
)
from lessons.page_cache import GENERATION, PageCache, begin_generation
from lessons.pictures import make_renditions
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.pictures import jpeg

pytestmark = pytest.mark.django_db

application = PageCache(get_wsgi_application())


@pytest.fixture(autouse=True)
def one_connection():
    """A request must not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Answer:
    def __init__(self, address, *, cookie="", method="GET", **headers):
        path, _, query = address.partition("?")
        environ = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": method,
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": cookie,
            "SERVER_NAME": "localhost",
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        with CaptureQueriesContext(connection) as queries:
            body = application(environ, self._start)
            self.body = b"".join(body)
        self.queries = len(queries)

    def _start(self, status, headers, exc_info=None):
        self.status = int(status.split()[0])
        self.headers = dict(headers)

    @property
    def text(self):
        return self.body.decode()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Runs what waits for the end of the transaction, as it does outside a test."""

    @contextmanager
    def committed():
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return committed


@pytest.fixture
def step():
    lesson = make_lesson(course=make_course(), steps=[make_step(name="one", tags=["money"])])
    about_us = InformationPage(title="About us", slug="about-us", body="<p>Who we are.</p>")
    HomePage.objects.get().add_child(instance=about_us)
    return lesson.address("show_step", 1, track="android")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/learn/",
        "/learn/staying-safe/",
        "/learn/staying-safe/find-the-settings/",
        "/learn/staying-safe/find-the-settings/1/?on=android",
        "/learn/staying-safe/find-the-settings/1/stuck/?on=android",
        "/learn/staying-safe/find-the-settings/1/picture/?on=android",
        "/learn/staying-safe/find-the-settings/done/?on=android",
        "/learn/staying-safe/find-the-settings/print/?on=android",
        "/words/",
        "/site-map/",
        "/about-us/",
    ],
)
def test_a_public_page_is_served_without_a_query_the_second_time(step, address):
    first, second = Answer(address), Answer(address)

    assert first.status == second.status == 200
    assert first.queries > 0
    assert second.queries == 0
    assert second.body == first.body
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    ["/learn/carry-on/", "/display/", "/learn/search/?q=a", "/health/ready", "/admin/login/"],
)
def test_what_is_not_the_same_for_everybody_is_never_kept(step, address):
    Answer(address)

    again = Answer(address)

    assert again.headers["Cache-Control"] != "public, max-age=0, must-revalidate"
    assert (
        "max-age=0" in again.headers["Cache-Control"]
        or "no-cache" in again.headers["Cache-Control"]
        or "private" in again.headers["Cache-Control"]
    )


def test_each_display_and_device_has_its_own_page(step):
    plain = Answer(step)
    large = Answer(step, cookie="display=44-dark")
    front = Answer("/learn/staying-safe/find-the-settings/", cookie="device=windows")

    assert 'data-words="22"' in plain.text
    assert 'data-words="44" data-page="dark"' in large.text
    assert front.text != Answer("/learn/staying-safe/find-the-settings/").text


def test_a_made_up_cookie_makes_no_page_of_its_own(step):
    Answer(step)

    assert Answer(step, cookie="display=99-pink; device=toaster; other=x").queries == 0


@pytest.mark.parametrize("address", ["?on=android&x=1", "?utm_source=a", "?on=android&on2=b"])
def test_a_query_we_do_not_know_is_not_kept(step, address):
    Answer(step.partition("?")[0] + address)

    assert Answer(step.partition("?")[0] + address).queries > 0


def test_a_page_that_is_not_there_is_not_kept(step):
    assert Answer("/learn/nothing/").status == 404
    assert Answer("/learn/nothing/").queries > 0


def test_the_etag_spares_a_second_sending(step):
    etag = Answer(step).headers["ETag"]

    again = Answer(step, if_none_match=etag)

    assert (again.status, again.body) == (304, b"")
    assert Answer(step, if_none_match='W/"other"').status == 200


def test_compressed_where_the_browser_takes_it(step):
    import gzip

    plain = Answer(step)
    zipped = Answer(step, accept_encoding="gzip, br")

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert int(zipped.headers["Content-Length"]) == len(zipped.body)


def test_head_has_the_headers_and_no_body(step):
    length = Answer(step).headers["Content-Length"]

    head = Answer(step, method="HEAD")

    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", length)


def test_publishing_shows_at_once(step, commits):
    from lessons.models import LessonPage

    Answer(step)
    lesson = LessonPage.objects.get()
    lesson.title = "A new name"
    with commits():
        lesson.save_revision().publish()

    assert "A new name" in Answer(step).text


def test_unpublishing_hides_at_once(step, commits):
    from lessons.models import LessonPage

    Answer(step)
    with commits():
        LessonPage.objects.get().unpublish()

    assert Answer(step).status == 404


def change_number(telephone):
    line = HelpLine.load()
    line.telephone = telephone
    line.save()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            lambda: SafetyWarning.objects.create(
                name="money", title="Stop before you pay", text="<p>Ask.</p>", tag="money"
            ),
            "Stop before you pay",
        ),
        (
            lambda: GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth."),
            "A wheel with teeth.",
        ),
        (lambda: change_number("020 7946 0000"), "020 7946 0000"),
    ],
    ids=["warning", "word", "help line"],
)
def test_a_change_of_what_pages_share_shows_on_every_page_at_once(step, commits, change, shown):
    assert shown not in Answer(step).text

    with commits():
        change()

    assert shown in Answer(step).text


def test_a_page_made_before_a_change_is_not_served_after_it(step, commits):
    """A slow reader's page, begun before the change, is stored under the older generation."""
    from lessons import page_cache

    environ = {
        "PATH_INFO": step.partition("?")[0],
        "QUERY_STRING": "on=android",
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": "localhost",
    }
    setup_testing_defaults(environ)
    begun_before = page_cache.cache_key(environ)
    with commits():
        change_number("020 7946 0000")

    assert page_cache.cache_key(environ) != begun_before


# --- Generations -----------------------------------------------------------------------------


def changed_elsewhere(title: str) -> None:
    """As another process changes it: this one is told nothing but the new generation."""
    from lessons.models import LessonPage

    LessonPage.objects.update(title=title)


def test_a_cache_that_has_dropped_the_generation_brings_nothing_old_back(step):
    cache.delete(GENERATION)
    Answer(step)
    changed_elsewhere("A new name")
    assert "A new name" not in Answer(step).text

    cache.delete(GENERATION)

    assert "A new name" in Answer(step).text


def test_a_start_forgets_what_an_older_site_has_kept(step):
    Answer(step)
    changed_elsewhere("A new name")

    run_module("whatthetech.wsgi")

    assert "A new name" in Answer(step).text


class TestRemembered:
    """What pages are made of, kept in the process; `x=1` goes past the kept pages."""

    @pytest.fixture(autouse=True)
    def generation(self):
        return begin_generation()

    def test_the_lesson_is_read_once_in_a_generation(self, step):
        first, second = (Answer(f"{step}&x=1").queries for _ in range(2))

        assert first > 4
        assert second == 1  # the warnings of this step

    def test_it_is_forgotten_when_another_process_begins_a_generation(self, step):
        Answer(f"{step}&x=1")
        changed_elsewhere("A new name")
        assert "A new name" not in Answer(f"{step}&x=1").text

        begin_generation()

        assert "A new name" in Answer(f"{step}&x=1").text

    def test_publishing_shows_at_once(self, step, commits):
        from lessons.models import LessonPage

        Answer(f"{step}&x=1")
        lesson = LessonPage.objects.get()
        lesson.steps = json.dumps([make_step(name="one", action="<p>Tap the blue cog.</p>")])
        with commits():
            lesson.save_revision().publish()

        assert "Tap the blue cog." in Answer(f"{step}&x=1").text

    def test_unpublishing_hides_at_once(self, step, commits):
        from lessons.models import LessonPage

        Answer(f"{step}&x=1")
        with commits():
            LessonPage.objects.get().unpublish()

        assert Answer(f"{step}&x=1").status == 404

    def test_a_new_word_is_found_at_once(self, step, commits):
        Answer(f"{step}&x=1")
        with commits():
            GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")

        assert "A wheel with teeth." in Answer(f"{step}&x=1").text

    def test_a_page_that_is_not_there_is_not_remembered(self, step, commits):
        address = "/learn/staying-safe/new/1/?on=android&x=1"
        assert Answer(address).status == 404

        make_lesson(course=CoursePage.objects.get(), slug="new")

        assert Answer(address).status == 200

    def test_nothing_is_remembered_while_there_is_no_generation(self, step, client):
        cache.delete(GENERATION)
        client.get(step)

        changed_elsewhere("A new name")

        assert "A new name" in client.get(step).content.decode()


def test_sizes_made_late_reach_the_readers(commits):
    """Somebody may read a lesson while the sizes of its photograph are being made."""
    file = ContentFile(jpeg(), name="cog.jpg")
    picture = Picture.objects.create(title="A grey cog", file=file, nobody_in_it=True)
    lesson = make_lesson(course=make_course(), steps=[make_step(picture=picture)])
    address = lesson.address("show_step", 1, track="android")
    assert "<picture>" not in Answer(address).text

    with commits():
        make_renditions([picture])

    assert "<picture>" in Answer(address).text
