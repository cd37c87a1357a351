"""axe-core and our own audit, on one page in every state that a reader may put it in."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
AUDIT = (Path(__file__).parent / "audit.js").read_text()
# By tag, since several of these rules are off until their tag is named.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async ({ tags, off }) => {
  const { violations, incomplete } = await axe.run({
    runOnly: { type: 'tag', values: tags }, preload: false,
    rules: Object.fromEntries(off.map(rule => [rule, { enabled: false }])),
    resultTypes: ['violations', 'incomplete'] });
  return [...violations, ...incomplete].flatMap(rule =>
    rule.nodes.map(node => [rule.id, node.target.join(' '), node.failureSummary || '']));
}"""
# What axe asks a person to look at, and has been looked at: rule and the start of its target.
LOOKED_AT: set[tuple[str, str]] = set()

SPACED_OUT = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
# A page's own policy forbids a style element; a stylesheet made by script is let in.
PUT_STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""

PUT_ATTRIBUTES = """attributes => Object.entries(attributes).forEach(([name, value]) =>
  value === null ? document.documentElement.removeAttribute(name)
                 : document.documentElement.setAttribute(name, value))"""
ARABIC = ("ar", "rtl")


@dataclass(frozen=True, kw_only=True)
class State:
    """How the page is seen. What the server writes into <html> is written there by script."""

    name: str
    width: int = 360
    height: int = 740
    words: int = 22
    page: str | None = None  # "dark": chosen on the page; else as the device is set
    colours: str = "light"  # how the device is set
    forced: bool = False
    contrast: str = "no-preference"
    style: str = ""
    language: tuple[str, str] | None = None  # and its direction; else the page's own
    with_axe: bool = False

    def put_on(self, page) -> None:
        page.set_viewport_size({"width": self.width, "height": self.height})
        page.emulate_media(
            color_scheme=self.colours,
            forced_colors="active" if self.forced else "none",
            contrast=self.contrast,
        )
        page.evaluate(PUT_STYLE, self.style)
        attributes = {"data-words": str(self.words), "data-page": self.page}
        if self.language:
            attributes |= dict(zip(("lang", "dir"), self.language, strict=True))
        page.evaluate(PUT_ATTRIBUTES, attributes)


STATES = (
    State(name="22 px on a phone", with_axe=True),
    State(name="22 px on a small phone", width=320),
    State(name="22 px on a laptop", width=1280, height=900),
    State(name="22 px on a laptop, dark", width=1280, height=900, colours="dark", with_axe=True),
    State(name="22 px on a phone, dark chosen", page="dark"),
    State(name="28 px on a phone", words=28),
    State(name="36 px on a tablet", words=36, width=768, height=1024),
    State(name="44 px on a small phone", words=44, width=320, with_axe=True),
    State(name="44 px on a phone, dark chosen", words=44, page="dark", with_axe=True),
    State(name="44 px on a laptop", words=44, width=1280, height=900),
    State(name="44 px on a laptop, dark", words=44, width=1280, height=900, colours="dark"),
    State(name="four times as large", width=320, height=256),
    State(name="spaced out", width=320, style=SPACED_OUT),
    State(name="44 px, spaced out", words=44, width=320, style=SPACED_OUT),
    State(name="more contrast", contrast="more", with_axe=True),
    State(name="more contrast, dark", contrast="more", colours="dark"),
    State(name="forced colours", forced=True, with_axe=True),
    State(name="forced colours, dark", forced=True, colours="dark"),
    # Last, since the page's own language is not put back.
    State(name="from right to left", language=ARABIC, with_axe=True),
    State(name="44 px, from right to left", words=44, width=320, language=ARABIC),
)


def findings_on(page, states=STATES) -> dict[str, list[str]]:
    """Everything found on the page, by rule: what and where, with the states it was found in."""
    found = defaultdict(lambda: defaultdict(list))
    page.evaluate(AXE)
    for state in states:
        state.put_on(page)
        for rule, what in [*audit(page, state), *(run_axe(page, state) if state.with_axe else [])]:
            found[rule][what].append(state.name)
    return {
        rule: [f"{what} [{'; '.join(names)}]" for what, names in whats.items()]
        for rule, whats in found.items()
    }


def audit(page, state) -> list[tuple[str, str]]:
    options = {
        "size": state.words,
        "forced": state.forced,
        "measures_lines": not state.style and not state.language,
    }
    return [tuple(pair) for pair in page.evaluate(AUDIT, options)]


def run_axe(page, state) -> list[tuple[str, str]]:
    """Violations, and what axe could not decide and nobody has looked at."""
    # Of forced colours axe sees the background and the page's own letters: C1 measures both.
    off = ["color-contrast", "color-contrast-enhanced"] if state.forced else []
    return [
        ("axe", f"{rule} at {target}: {why}")
        for rule, target, why in page.evaluate(RUN_AXE, {"tags": AXE_TAGS, "off": off})
        if (rule, target) not in LOOKED_AT
    ]
