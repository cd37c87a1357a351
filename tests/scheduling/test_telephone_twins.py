"""Phone parity: whatever a learner can do on a screen, the desk does for them by the same deed.

The addresses of learners are walked: a new one that changes something fails here until it has
its twin. Which deeds a view calls is read from the view itself, so that nobody has to say so.
"""

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType

import pytest

from whatthetech.people.access import COORDINATORS, EVERYBODY, LEARNERS, SIGNED_IN
from whatthetech.scheduling import admin_urls, booking, bringing, urls, waiting_list

TWINS = {  # what a learner presses: what is pressed for them while they are on the line
    "book": "book_place",
    "bring_somebody": "book_pair",
    "cancel_booking": "cancel_booking",
    "undo_cancel": "undo_cancel",
    "accept_offer": "accept_offer",
    "decline_offer": "decline_offer",
}
BOOKED_AT_ONCE = {  # only asks to be rung, and changes no session: on the telephone they are booked
    "ask_for_seat": "book_place"
}
ROOM = "whatthetech.scheduling."
VIEWS = (f"{ROOM}views.", f"{ROOM}admin_views.")


def views_of(patterns) -> dict[str, Callable]:
    return {pattern.name: pattern.callback for pattern in patterns}


def methods_of(view: Callable) -> set[str]:
    """Which it accepts. A view that does not say may accept all."""
    while view:
        said = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if said:
            return set(said)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "POST"}


def learners_deeds() -> dict[str, Callable]:
    """{name: view} of whatever a learner or a visitor may send."""
    return {
        name: view
        for name, view in views_of(urls.urlpatterns).items()
        if view.access in (LEARNERS, SIGNED_IN, EVERYBODY) and "POST" in methods_of(view)
    }


def deeds_of(view: Callable) -> set[Callable]:
    """Those of this room that it may call, itself or by a function of a view's module.

    A deed says by whom, and when: `by` and `now`.
    """
    found, to_read, have_read = set(), [inspect.unwrap(view)], set()
    while to_read:
        reading = to_read.pop()
        have_read.add(reading)
        for function in _functions_in(reading):
            if function.__module__.startswith(VIEWS):
                inner = inspect.unwrap(function)
                to_read += [inner] if inner not in have_read else []
            elif {"by", "now"} <= set(inspect.signature(function).parameters):
                found.add(function)
    return found


def _functions_in(function: FunctionType) -> Iterator[Callable]:
    names = set(_names_in(function.__code__))
    for name in names & set(function.__globals__):
        value = function.__globals__[name]
        if isinstance(value, ModuleType) and value.__name__.startswith(ROOM):
            for inner in names & set(vars(value)):
                if _is_ours(vars(value)[inner]):
                    yield vars(value)[inner]
        elif _is_ours(value):
            yield value


def _is_ours(value) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith(ROOM)


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names_in(inner)


def test_whatever_a_learner_can_send_has_its_twin_at_the_desk():
    assert set(learners_deeds()) == set(TWINS) | set(BOOKED_AT_ONCE)


@pytest.mark.parametrize("name", TWINS | BOOKED_AT_ONCE)
def test_the_twin_is_the_desks_and_is_pressed(name):
    twin = views_of(admin_urls.urlpatterns)[(TWINS | BOOKED_AT_ONCE)[name]]

    assert twin.access == COORDINATORS
    assert "POST" in methods_of(twin)


@pytest.mark.parametrize("name", TWINS)
def test_both_call_the_same_deed(name):
    learners = deeds_of(learners_deeds()[name])

    assert learners
    assert learners <= deeds_of(views_of(admin_urls.urlpatterns)[TWINS[name]])


@pytest.mark.parametrize("name", BOOKED_AT_ONCE)
def test_who_only_asks_to_be_rung_is_booked_on_the_telephone(name):
    assert deeds_of(learners_deeds()[name]) == set()
    assert booking.book_place in deeds_of(views_of(admin_urls.urlpatterns)[BOOKED_AT_ONCE[name]])


def test_what_is_read_from_the_views_is_what_they_call():
    desk = views_of(admin_urls.urlpatterns)

    assert deeds_of(desk["book_place"]) == {booking.book_place}
    assert deeds_of(desk["book_pair"]) == {booking.book_pair, bringing.bring_somebody}
    assert deeds_of(desk["decline_offer"]) == {waiting_list.decline_offer}
    assert deeds_of(desk["read_aloud"]) == set()
    assert methods_of(desk["read_aloud"]) == {"GET", "HEAD"}
    assert not deeds_of(learners_deeds()["book"]) <= deeds_of(desk["cancel_booking"])
