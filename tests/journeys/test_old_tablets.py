"""N3, N4: what an old iPad can't read stands only where something it can read stands too."""

import re
from itertools import pairwise
from pathlib import Path

import django_htmx
import esprima
import pytest
import tinycss2
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
# Staff write and check lessons in Wagtail's editor, which asks for newer browsers than this.
STYLESHEETS = [file for file in STATIC.glob("**/*.css") if not file.name.startswith("admin")]
SCRIPTS = [file for file in STATIC.glob("**/*.js") if not file.name.startswith("admin")]
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"


def named(files):
    return pytest.mark.parametrize("file", files, ids=lambda file: file.name)


# --- Stylesheets: N4 -------------------------------------------------------------------

TOO_NEW_PROPERTIES = {
    "aspect-ratio",
    "inset",
    "accent-color",
    "text-wrap",
    "container",
    "content-visibility",
}
TOO_NEW_VALUES = ("clamp(", "color-mix(", "oklch(", "oklab(", "light-dark(")
TOO_NEW_UNITS = {"dvh", "dvw", "svh", "svw", "lvh", "lvw", "cqw", "cqh", "cqi", "cqb", "lh", "rlh"}
TOO_NEW_SELECTORS = (
    ":has(",
    ":is(",
    ":where(",
    ":popover-open",
    "::backdrop",
    "dialog",
    "[popover",
)
TOO_NEW_RULES = {"layer", "container", "property", "scope", "starting-style", "view-transition"}
# A newer property, and the older one that must stand before it in the same rule.
FALLBACKS = {
    "padding-inline": r"padding(-left|-right)?",
    "padding-block": r"padding(-top|-bottom)?",
    "margin-inline": r"margin(-left|-right)?",
    "margin-block": r"margin(-top|-bottom)?",
    "border-inline": r"border(-left|-right)?",
    "border-block": r"border(-top|-bottom)?",
    "inset-inline": r"left|right",
    "inset-block": r"top|bottom",
    "inline-size": r"width",
    "block-size": r"height",
    "gap": r"grid-gap",
    "row-gap": r"grid-row-gap",
    "column-gap": r"grid-column-gap",
}


def too_new_in(css: str) -> list[str]:
    """What Safari 12 can't read and nothing stands in for."""
    return [found for rule in parsed(css) for found in faults_of_rule(rule)]


def parsed(css) -> list:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def faults_of_rule(rule) -> list[str]:
    if rule.type == "error":
        return [f"cannot be read: {rule.message}"]
    if rule.type == "at-rule":
        return faults_of_at_rule(rule)
    return faults_of_selector(rule) + faults_of_block(rule)


def faults_of_at_rule(rule) -> list[str]:
    name = rule.at_keyword.lower()
    if name in TOO_NEW_RULES:
        return [f"@{name}"]
    if name == "media":
        within = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        return [found for one in within for found in faults_of_rule(one)]
    return []  # @supports asks before it uses; @font-face and @page are old


def faults_of_selector(rule) -> list[str]:
    selectors = [part.strip() for part in tinycss2.serialize(rule.prelude).split(",")]
    found = [f"{new} in {one}" for one in selectors for new in TOO_NEW_SELECTORS if new in one]
    if any(":focus-visible" in one for one in selectors):
        # In one list with :focus, an old browser drops both.
        found.append(f":focus-visible, with no rule for :focus: {', '.join(selectors)}")
    return found


def faults_of_block(rule) -> list[str]:
    where = tinycss2.serialize(rule.prelude).strip()
    found, before = [], {}
    for part in tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    ):
        if part.type != "declaration":
            found.append(f"a rule in a rule, in {where}")
            continue
        value = tinycss2.serialize(part.value).strip()
        found += [f"{fault} in {where}" for fault in faults_of(part.lower_name, value, before)]
        before[part.lower_name] = value
    if before.get("display") in ("flex", "inline-flex") and {"gap", "row-gap", "column-gap"} & set(
        before
    ):
        found.append(f"gap between flex items in {where}")
    return found


def faults_of(name: str, value: str, before: dict) -> list[str]:
    found = [name] if name in TOO_NEW_PROPERTIES else []
    found += [f"{new}…)" for new in TOO_NEW_VALUES if new in value]
    found += [unit for unit in re.findall(r"\d([a-z]+)", value) if unit in TOO_NEW_UNITS]
    for newer, older in FALLBACKS.items():
        is_newer = name == newer or (name.startswith(f"{newer}-") and "inline" in newer)
        if is_newer and not any(re.fullmatch(older + r"(-\w+)?", known) for known in before):
            found.append(f"{name} with no older property before it")
    if (
        name == "text-align"
        and value in ("start", "end")
        and before.get(name) not in ("left", "right")
    ):
        found.append(f"text-align: {value} with no older value before it")
    return found


@named(STYLESHEETS)
def test_N4_a_stylesheet_asks_nothing_that_an_old_tablet_lacks(file):
    assert too_new_in(file.read_text()) == []


@pytest.mark.parametrize(
    "css",
    [
        ".row { display: flex; gap: 16px }",
        ".row { display: grid; gap: 16px }",
        ".over { position: absolute; inset: 0 }",
        "h1 { font-size: clamp(1rem, 4vw, 2rem) }",
        "img { aspect-ratio: 4 / 3 }",
        ".card:has(img) { padding: 0 }",
        ".page { min-height: 100dvh }",
        "dialog { padding: 0 }",
        "@layer base { p { margin: 0 } }",
        "@container (min-width: 20em) { p { margin: 0 } }",
        "p { color: color-mix(in srgb, red, blue) }",
        ".card { h2 { margin: 0 } }",
        ".card { &:hover { margin: 0 } }",
        "[popover] { margin: 0 }",
        "li { padding-inline-start: 1em }",
        "li { padding-inline-start: 1em; padding-left: 1em }",
        "p { text-align: start }",
        "a:focus-visible { outline: 4px solid }",
        "a:focus, a:focus-visible { outline: 4px solid }",
        "@media (min-width: 20em) { img { aspect-ratio: 1 } }",
    ],
)
def test_N4_the_check_finds(css):
    assert too_new_in(css)


@pytest.mark.parametrize(
    "css",
    [
        ".row { display: grid; grid-gap: 16px; gap: 16px }",
        "li { padding-left: 1em; padding-inline-start: 1em }",
        "p { text-align: left; text-align: start }",
        "a:focus { outline: 4px solid }",
        "@supports (aspect-ratio: 1) { img { aspect-ratio: 1 } }",
    ],
)
def test_N4_the_check_lets_through(css):
    assert too_new_in(css) == []


def test_both_dark_pages_chosen_and_as_the_device_is_have_the_same_colours():
    css = (STATIC / "css/site.css").read_text()
    chosen = re.search(r'^html\[data-page="dark"\] \{(.+?)\}', css, re.S | re.M)
    by_device = re.search(
        r"\(prefers-color-scheme: dark\) \{\s*html:not\(.+?\) \{(.+?)\}", css, re.S
    )
    assert chosen[1].split() == by_device[1].split()


# --- Scripts: N3 -----------------------------------------------------------------------


@named(SCRIPTS)
def test_N3_our_scripts_are_no_newer_than_ES2017(file):
    esprima.parseScript(file.read_text())


def in_older_words(script: str) -> str:
    """ES2020's `a?.b` and `a ?? b` as ES2017 would write them: `a.b` and `a || b`.

    The meaning is another; what is asked of the parser besides these two stays. So a script
    that esprima, which knows ES2017, reads in these words is no newer than ES2020.
    """
    tokens = esprima.tokenize(script, {"range": True})
    pieces, place = [], 0
    for one, after in pairwise(tokens):
        start = one.range[0]
        if one.value == "?" and after.value in (".", "?") and one.range[1] == after.range[0]:
            stands_for = "||" if after.value == "?" else member_access(script[after.range[1]])
            pieces += [script[place:start], stands_for]
            place = after.range[1]
    return "".join([*pieces, script[place:]])


def member_access(following: str) -> str:
    return "" if following in "[(" else "."


def test_N3_htmx_is_no_newer_than_ES2020():
    script = HTMX.read_text()
    with pytest.raises(esprima.Error):
        esprima.parseScript(script)
    esprima.parseScript(in_older_words(script))


@pytest.mark.parametrize(
    "script", ["a?.b?.[0]?.(1) ?? 2", "let x = a ? .5 : 1; const y = '?.' + /a??/.source.length"]
)
def test_N3_what_is_older_than_2021_is_let_through(script):
    esprima.parseScript(in_older_words(script))


@pytest.mark.parametrize(
    "script",
    ["a ??= b", "a ||= b", "class A { #b = 1 }", "class A { static { } }", "let a = 1_000"],
)
def test_N3_what_is_newer_than_2020_is_found(script):
    with pytest.raises(esprima.Error):
        esprima.parseScript(in_older_words(script))
