"""Somebody at a phone: presses what is named on the page, and reads what comes."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, expect

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
        self.requests: list[str] = []
        self.expected_statuses: set[int] = set()
        self._host = urlsplit(address).netloc
        context.add_init_script(self.TELL_OF_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note("error in a script", error.error))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _note(self, what: str, detail) -> None:
        self.troubles.append(f"{what}: {detail}")

    def _console(self, message) -> None:
        said_by_response_too = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not said_by_response_too:
            self._note(f"console {message.type}", message.text)

    def _request(self, request) -> None:
        self.requests.append(f"{request.method} {request.url}")
        if urlsplit(request.url).netloc != self._host:
            self._note("left for another host", request.url)

    def _failed(self, request) -> None:
        # A reader who goes on before the last picture has come breaks it off: no fault.
        if request.failure != "net::ERR_ABORTED":
            self._note("request failed", f"{request.url} {request.failure}")

    def _response(self, response) -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self._note(f"status {response.status}", response.url)


class Reader:
    """A person with one device. `press` takes the words on a link or a button, all of them."""

    def __init__(self, context: BrowserContext, *, watch: Watch, with_script: bool):
        self.context = context
        self.watch = watch
        self.with_script = with_script
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.settle()

    def find(self, name: str, within: str = "body"):
        """The one link or button of this name."""
        part = self.page.locator(within)
        link, button = (part.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
        return link.or_(button)

    def press(self, name: str, within: str = "body") -> None:
        self.find(name, within).click()
        self.settle()

    def settle(self) -> None:
        """Wait until the page, its pictures and, with script, a swap have all come."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function(SETTLED)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text, exact=False).first).to_be_visible()

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
    def path(self) -> str:
        """The address after the host, with its query."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def words(self) -> str:
        """All the words of the page, as they are seen."""
        return self.page.locator("main").inner_text()
