"""The rules of the house, kept by program: what is named is there, what is there is named."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from wagtail.models import get_page_models

from lessons import urls

HOUSE = Path(settings.BASE_DIR)
ROOMS = ("lessons", "whatthetech", "tests")
TEMPLATES = HOUSE / "templates"
DOCUMENTS = [HOUSE / "README.md", HOUSE / "CHANGELOG.md", *sorted(HOUSE.glob("docs/**/*.md"))]


def relative(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (HOUSE / room).rglob("*.py"))


def syntax(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


# --- Settings ----------------------------------------------------------------------------


def settings_read() -> set[str]:
    """The names that whatthetech/settings.py asks whatthetech.environment for."""
    return {
        call.args[0].value
        for call in syntax(HOUSE / "whatthetech/settings.py")
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", "") == "environment"
        and isinstance(call.args[0], ast.Constant)
    }


def settings_explained() -> set[str]:
    text = (HOUSE / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.MULTILINE))


def test_every_setting_that_is_read_is_explained_and_no_other():
    assert {"SECRET_KEY", "DATABASE_URL", "CHECKED_FOR_DAYS"} <= settings_read()

    assert settings_explained() == settings_read()


# --- Commands ----------------------------------------------------------------------------


def own_commands() -> dict[str, str]:
    """{command: app} of the commands that we wrote."""
    rooms = ("lessons", "people", "pairing", "whatthetech")
    own = {apps.get_app_config(label).name for label in rooms}
    return {name: app for name, app in get_commands().items() if app in own}


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_every_command_says_what_it_does(name):
    command = load_command_class(own_commands()[name], name)

    assert command.help.endswith(".")


# --- Templates ---------------------------------------------------------------------------

ANSWERS_OF_DJANGO = {"403.html", "403_csrf.html", "404.html", "500.html"}
NAMED_IN_TEMPLATE = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"']+)["']""")
NOT_HTML = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
INLINE = re.compile(
    r"<style|<script(?![^>]*\ssrc=)|\sstyle\s*=|\son[a-z:-]+\s*=|\shx-on|javascript:"
)


def templates() -> dict[str, str]:
    """{name as a view gives it: text}"""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


def named_templates() -> set[str]:
    """Those that a template, a view, a tag, a panel or a page type names."""
    in_templates = {
        name for text in templates().values() for name in NAMED_IN_TEMPLATE.findall(text)
    }
    in_python = {
        node.value
        for path in modules("lessons", "whatthetech")
        for node in syntax(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(".html")
    }
    of_pages = {page.template for page in get_page_models() if not page._meta.abstract}
    return in_templates | in_python | of_pages | ANSWERS_OF_DJANGO


def test_every_template_is_used():
    assert sorted(set(templates()) - named_templates()) == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_has_no_inline_style_or_script(name):
    found = INLINE.findall(NOT_HTML.sub("", templates()[name]))

    assert found == [], f"{name}: put it into static/css/ or static/js/"


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>",
        "<script>go()</script>",
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_the_rule_on_inline_style_and_script_finds_it(html):
    assert INLINE.search(html)


# --- Addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_an_address_is_named_like_its_view(pattern):
    assert pattern.callback.__name__ == pattern.name


# --- Names -------------------------------------------------------------------------------

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers"}


def test_no_module_has_a_name_that_says_nothing():
    paths = modules(*ROOMS)

    said_nothing = [
        relative(path) for path in paths if SAYS_NOTHING & {path.stem, *path.parent.parts}
    ]
    assert said_nothing == []


# --- Documents ---------------------------------------------------------------------------

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
OF_THE_HOUSE = re.compile(r"(?:lessons|whatthetech|templates|static|tests|docs)/[\w./-]*")


def links_in(document: Path) -> set[Path]:
    """The files that a document links to."""
    links = LINK.findall(document.read_text(encoding="utf-8"))
    local = (link.partition("#")[0] for link in links if "://" not in link)
    return {(document.parent / link).resolve() for link in local if link}


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_what_a_document_links_to_is_there(document):
    assert [relative(path) for path in links_in(document) if not path.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_path_that_a_document_names_is_there(document):
    named = {
        name
        for code in CODE.findall(document.read_text(encoding="utf-8"))
        for name in OF_THE_HOUSE.findall(code)
        if code.startswith(name)
    }

    assert sorted(name for name in named if not (HOUSE / name).exists()) == []


def test_a_name_that_the_glossary_gives_stands_in_the_code():
    code = "".join(path.read_text(encoding="utf-8") for path in modules("lessons", "whatthetech"))
    given = CODE.findall((HOUSE / "docs/glossary.md").read_text(encoding="utf-8"))

    names = {name.partition(".")[2] or name for name in given if re.fullmatch(r"[\w.]+", name)}
    assert {"LessonPage", "front"} <= names
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []


def test_every_how_to_and_decision_is_linked_from_the_first_documents():
    linked = links_in(HOUSE / "README.md") | links_in(HOUSE / "docs/architecture.md")

    written = [*HOUSE.glob("docs/how-to/*.md"), *HOUSE.glob("docs/adr/*.md")]
    assert sorted(relative(path) for path in written if path.resolve() not in linked) == []


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted(HOUSE.glob("docs/adr/*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
