"""What a first view of one step brings over the network, into a browser that has nothing yet."""

from collections import Counter

from tests.bench.served_site import FIRST_STEP, Site
from tests.conftest import chromium

MOST_REQUESTS = 12
MOST_KB = {  # compressed, as they travel; ACCESSIBILITY.md N2
    "HTML": 15,
    "CSS": 12,
    "JavaScript": 25,
    "fonts": 26,
    "picture": 60,
}
KINDS = {
    "document": "HTML",
    "stylesheet": "CSS",
    "script": "JavaScript",
    "font": "fonts",
}


def figures(site: Site) -> list[str]:
    browser = chromium()
    if browser is None:
        return ["", "First view of a step: skipped, no Chromium (sudo apt install chromium)"]
    asked, sent = first_view(browser, site.address + FIRST_STEP)
    kinds = [*MOST_KB, *sorted(set(sent) - set(MOST_KB))]
    return [
        "",
        f"First view of a step: {FIRST_STEP}",
        f"{'':14}{'requests':>9}{'KB':>8}{'at most':>9}",
        *(_row(kind, asked[kind], sent[kind], MOST_KB.get(kind)) for kind in kinds),
        _row("in all", asked.total(), sent.total(), sum(MOST_KB.values())),
        _verdict(asked.total(), sent),
    ]


def first_view(browser: str, address: str) -> tuple[Counter, Counter]:
    """Requests and bytes of bodies as they travelled, each by kind."""
    from playwright.sync_api import sync_playwright

    asked, sent, requests = Counter(), Counter(), []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = launched.new_page(viewport={"width": 360, "height": 740})
        page.on("requestfinished", lambda request: requests.append(request))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for request in requests:
            kind = _kind(request)
            asked[kind] += 1
            sent[kind] += max(0, request.sizes()["responseBodySize"])  # below 0: from its cache
        launched.close()
    return asked, sent


def _kind(request) -> str:
    if request.resource_type == "image" and "/media/" in request.url:
        return "picture"
    return KINDS.get(request.resource_type, "small pictures")


def _row(kind: str, requests: int, size: int, most: int | None) -> str:
    return f"{kind:14}{requests:9}{size / 1024:8.1f}{most or '':>9}"


def _verdict(requests: int, sent: Counter) -> str:
    over = [kind for kind, most in MOST_KB.items() if sent[kind] > most * 1024]
    over += ["requests"] if requests > MOST_REQUESTS else []
    kept = f"every budget kept, and {MOST_REQUESTS} requests at most"
    return f"OVER BUDGET: {', '.join(over)}" if over else kept
