"""Every address of the site, asked by everybody who might ask: the answers stand in one file."""

from pathlib import Path

import pytest
from django.db import transaction

from tests.access.walking import address, answer, routes
from tests.access.world import ASKING, World, make_world

TABLE = Path(__file__).with_name("who_may_see_what.txt")


def lines_of_table() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture
def world(db):
    return make_world()


def ask(world: World, who: str, route: str) -> str:
    """What the address answers, as if it had never been asked: whatever it changed is undone."""
    browser = world.browser(who)
    browser.raise_request_exception = False
    with transaction.atomic():
        said = answer(browser.get(address(route, world)))
        transaction.set_rollback(True)
    return said


def line(world: World, route: str) -> str:
    """As the table has it: an answer for each who asks, nine letters wide, and the address."""
    return "".join(f"{ask(world, who, route):<9}" for who in ASKING) + f"/{route}"


def test_the_table_says_what_every_address_answers_everybody(world):
    """Where they differ: the line as it stands in the table, and as it would have to read."""
    assert lines_of_table() == [line(world, route) for route in routes()]


def test_the_table_would_notice_an_address_open_to_everybody(world):
    opened = ask(world, "visitor", "learn/search/")
    closed = ask(world, "visitor", "admin/users/")

    assert (opened, closed) == ("sees", "sign-in")
