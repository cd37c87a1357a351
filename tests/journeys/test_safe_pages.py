"""Nothing from elsewhere and nothing inline, on every kind of page (DESIGN.md, decision 6)."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.pages import LEARNER_PAGES, PHONE, SCAM

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", LEARNER_PAGES, ids=lambda page: page.name)
def test_a_page_asks_only_this_site_for_anything_and_keeps_its_strict_policy(make_reader, page):
    with make_reader() as reader:
        page.be_opened_by(reader)

        policy = reader.document.header_value("content-security-policy")
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
        hosts = {urlsplit(address).netloc for _method, address, _kind in reader.watch.requests}
        assert hosts == {urlsplit(reader.watch.address).netloc}


def test_no_page_sets_a_cookie_by_itself_but_for_ones_place_and_device(reader):
    for path in ("/", "/learn/", SCAM, "/learn/search/?q=videos", "/words/"):
        reader.open(path)
    assert reader.context.cookies() == []

    reader.open(SCAM + "1/" + PHONE)
    kept = {cookie["name"]: cookie for cookie in reader.context.cookies()}
    assert set(kept) == {"place", "device"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in kept.values())


# --- The watch that every journey is under can fail --------------------------------------


@pytest.mark.parametrize(
    ("planted", "trouble"),
    [
        ("<p style='color: red'>inline</p>", "Content-Security-Policy: style-src-attr inline"),
        ("<img src='http://elsewhere.example/x.gif'>", "left for another host: http://elsewhere"),
        ("<img src='/media/no-such-picture.jpg'>", "status 404"),
    ],
    ids=["inline style", "another host", "a lost picture"],
)
def test_the_watch_sees(make_reader, planted, trouble):
    with make_reader() as reader:
        reader.open("/words/")
        reader.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", planted)
        reader.wait_until(lambda: any(trouble in one for one in reader.watch.troubles))
        reader.watch.expected.add("")  # whatever else comes of it, later too
        reader.watch.troubles.clear()


def test_the_watch_sees_an_error_in_a_script(make_reader):
    with make_reader() as reader:
        reader.context.add_init_script("addEventListener('load', () => nothingOfThisName())")
        reader.open("/words/")
        seen = list(reader.watch.troubles)
        reader.watch.troubles.clear()

    assert any("nothingOfThisName" in trouble for trouble in seen)
