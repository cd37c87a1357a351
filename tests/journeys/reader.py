"""Somebody at a phone: presses what is named on the page, and reads what comes."""

from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, expect

A_SMALL_PHONE = {"width": 360, "height": 740}

SETTLED = """() =>
  document.readyState === 'complete'
  && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')
  && [...document.images].every(image => image.complete)"""


class Watch:
    """Notes whatever goes wrong on any page of a context, and whatever leaves for another host."""

    TELL_OF_VIOLATIONS = """addEventListener('securitypolicyviolation', event =>
      console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`))"""

    def __init__(self, context: BrowserContext, address: str):
        self.troubles: list[str] = []
        self.requests: list[tuple[str, str, str]] = []  # method, address, what asked for it
        self.under_way: set = set()  # requests that are not answered yet
        self.expected: set[str] = set()  # words of a trouble that belongs to the journey
        self.address = address
        self._host = urlsplit(address).netloc
        context.add_init_script(self.TELL_OF_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note("error in a script", error.error))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("requestfinished", lambda request: self.under_way.discard(request))

    def _note(self, what: str, detail) -> None:
        trouble = f"{what}: {detail}"
        if not any(words in trouble for words in self.expected):
            self.troubles.append(trouble)

    def _console(self, message) -> None:
        said_by_response_too = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not said_by_response_too:
            self._note(f"console {message.type}", message.text)

    def _request(self, request) -> None:
        self.under_way.add(request)
        self.requests.append((request.method, request.url, request.resource_type))
        parts = urlsplit(request.url)
        if parts.scheme not in ("blob", "data") and parts.netloc != self._host:
            self._note("left for another host", request.url)

    def _failed(self, request) -> None:
        self.under_way.discard(request)
        # A reader who goes on before the last picture has come breaks it off: no fault.
        if request.failure != "net::ERR_ABORTED":
            self._note("request failed", f"{request.url} {request.failure}")

    def _response(self, response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}", response.url)


@contextmanager
def reading(browser: Browser, address: str, *, with_script: bool = True, **device):
    """A `Reader` on a device of their own. At the end, nothing may have gone wrong on it."""
    context = browser.new_context(
        **{"base_url": address, "viewport": A_SMALL_PHONE, "locale": "en-GB", **device},
        java_script_enabled=with_script,
    )
    try:
        reader = Reader(context, watch=Watch(context, address), with_script=with_script)
        yield reader
        reader.settle()
    finally:
        context.close()
    assert reader.watch.troubles == []


class Reader:
    """A person with one device. `press` takes the words on a link or a button, all of them.

    `document` is the last page that came whole, as the server answered it.
    """

    def __init__(self, context: BrowserContext, *, watch: Watch, with_script: bool):
        self.context = context
        self.watch = watch
        self.with_script = with_script
        self.page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("response", self._keep_document)

    def _keep_document(self, response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.document = response

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.settle()

    def sign_in_as(self, email: str) -> None:
        """By a session of theirs on this device, as if they had typed their password before."""
        person = get_user_model().objects.get(email=email)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "whatthetech.people.backends.PersonBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookie = {"name": "sessionid", "value": session.session_key, "url": self.watch.address}
        self.context.add_cookies([cookie])

    def find(self, name: str, within: str = "body"):
        """The one link or button of this name."""
        part = self.page.locator(within)
        link, button = (
            part.get_by_role(role, name=name, exact=True) for role in ("link", "button")
        )
        return link.or_(button)

    def press(self, name: str, within: str = "body") -> None:
        self.find(name, within).click()
        self.settle()

    def choose(self, name: str) -> None:
        """Choose the answer of this name."""
        self.page.get_by_label(name, exact=True).check()

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def go_back(self, *, to: str) -> None:
        """The browser's own Back, to the page with this heading."""
        self.page.go_back()
        expect(self.page.locator("h1")).to_have_text(to)
        self.settle()

    def settle(self) -> None:
        """Wait until the page, its pictures and, with script, a swap have all come."""
        self.page.wait_for_load_state("load")
        if self.with_script:
            self.page.wait_for_function(SETTLED)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """For what no page says of itself."""
        for _ in range(300):
            if is_so():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("It never came to be so")

    def offers(self, name: str) -> bool:
        return self.find(name).count() > 0

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def place(self) -> str:
        """“Step 3 of 7”, as the page says it."""
        words = self.page.locator(".step-place").inner_text()
        return words.splitlines()[-1].strip()

    @property
    def focused(self) -> str:
        """The words of what has the focus."""
        return self.page.evaluate("document.activeElement.innerText.trim().replace(/\\s+/g, ' ')")

    @property
    def path(self) -> str:
        """The address after the host, with its query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def words(self) -> str:
        """All the words of the page, as they are seen."""
        return self.page.locator("main").inner_text()
