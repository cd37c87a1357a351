"""Every address of the site, and what it answers in a word or two."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.world import World

# What an address names by a word, wherever it stands.
WORDS = {
    "<slug:course>": "staying-safe",
    "<slug:lesson>": "find-the-settings",
    "<int:number>": "1",
    "<slug:content_type_app_name>": "lessons",
    "<slug:content_type_model_name>": "lessonpage",
    "<slug:app_name>": "lessons",
    "<slug:app_label>": "lessons",
    "<str:app_label>": "lessons",
    "<slug:model_name>": "helpline",
    "<str:model_name>": "lessonpage",
    "<str:question>": "hearing",
    "<str:action>": "delete",
    "<slug:action_name>": "approve",
    "<str:action_name>": "publish",
    "<str:filter_spec>": "original",
    "<uidb64>": "MQ",
    "<token>": "set-password",
    "(?P<path>.+)": "original_images/nothing.jpg",
    r"(\d+)/(.*)": "1/a.mp3",
    r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/": (
        "<int:page_id>/revisions/compare/earliest...latest/"
    ),
    r"((?:[\w\-]+/)*)": "learn/",
    r".*/": "no-such-page/",
}
NAMES_ONE = re.compile(r"<(?:int|str|uuid):(\w+)>")


def routes() -> list[str]:
    """Every route as Django's resolver has it, without ^ and $, in its order."""
    found = (route.replace("^", "").removesuffix("$") for route in walk(get_resolver()))
    return list(dict.fromkeys(found))


def walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        route = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield route
        else:
            yield from walk(part, route)


def address(route: str, world: World) -> str:
    """The route with one of everything put in, as somebody could type it."""
    on_a_device = "?on=android" if "<slug:lesson>" in route else ""
    for word, stands_for in WORDS.items():
        route = route.replace(word, stands_for)
    route = route.replace("<str:token>", world.token)
    beginning = max((start for start in world.named if route.startswith(start)), key=len)
    return "/" + NAMES_ONE.sub(
        lambda found: str(world.named.get(found[1], world.named[beginning])), route + on_a_device
    )


REFUSED = {"sign-in", "card", "no"}
LED_TO = {"/admin/login/": "sign-in", "/card/sign-in/": "card", "/admin/": "no"}


def answer(route: str, response) -> str:
    """In a word, as the head of the table explains them."""
    if route == "admin/login/" and response.status_code == 302:
        return "on"  # somebody who is signed in already
    if response.status_code in (301, 302):
        path = response["Location"].partition("?")[0].removeprefix("http://testserver")
        return LED_TO.get(path, "on")
    words = {200: "sees", 400: "unasked", 403: "no", 404: "nothing", 405: "post", 500: "fails"}
    return words[response.status_code]
