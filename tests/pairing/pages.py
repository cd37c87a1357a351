"""The desk's pages about pairing, as a browser asks for them."""

import re
from html import unescape

from django.urls import reverse

from whatthetech.pairing.models import Round

ODD = ("\x00", "\u202eeniw", "😀", "x" * 5000, "<script>alert(1)</script>", "%", "-1", "9" * 40)


def address(name: str, *args) -> str:
    return reverse(f"pairing_desk:{name}", args=args)


def page(browser, name: str, *args, **query) -> str:
    response = browser.get(address(name, *args), query)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """Without tags, a space for each gap."""
    html = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(browser, name: str, *args, **data) -> str:
    """What is read in the end, after the redirect."""
    response = browser.post(address(name, *args), data, follow=True)
    assert response.status_code == 200
    return words(response.content.decode())


def propose(browser, term, **data) -> Round:
    """By a press at the desk."""
    before = set(Round.objects.values_list("pk", flat=True))
    send(browser, "propose_round", term=term.pk, **{"role": "primary"} | data)
    return Round.objects.exclude(pk__in=before).get()
