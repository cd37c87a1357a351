"""Somebody signed in: a learner by their card, a coordinator at the desk."""

from contextlib import contextmanager

from tests.factories.people import link_of, make_card
from whatthetech.people.demonstration import PASSWORD

A_LAPTOP = {"width": 1280, "height": 900}


@contextmanager
def at_the_desk(make_reader):
    """The demonstration coordinator in Wagtail's admin, which needs script."""
    with make_reader(viewport=A_LAPTOP) as desk:
        desk.open("/admin/")
        desk.page.get_by_label("Email").fill("coordinator@example.org")
        desk.page.get_by_label("Password").fill(PASSWORD)
        desk.press("Sign in")
        yield desk


def sign_in_by_link(reader, issued=None, *, device="It is shared or borrowed") -> None:
    """As whoever scans the square on their card."""
    reader.open(link_of(issued or make_card()))
    reader.press("Yes, sign me in")
    reader.press(device)
