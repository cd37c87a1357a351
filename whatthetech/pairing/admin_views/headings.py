"""What Wagtail's base template wants to know of a page about pairing."""

from django.urls import reverse

from whatthetech.pairing.models import Round
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.wording import in_words
from whatthetech.scheduling.times import wall_time_of

ROUNDS = ("Pairing", "pairing_desk:rounds")


def headings(title: str, *, round: Round | None = None, is_first: bool = False) -> dict:
    """`round`: the page belongs to it. `is_first`: it is the list of rounds itself."""
    links = trail(title) if is_first else trail(title, ROUNDS)
    if round:
        address = reverse("pairing_desk:round", args=[round.pk])
        links.insert(-1, {"url": address, "label": name_of(round)})
    return {"header_title": title, "header_icon": "link", "breadcrumbs_items": links}


def name_of(round: Round) -> str:
    """“Proposal of 21 November 2026, 15:43”."""
    made = wall_time_of(round.made_at)
    what = "Proposal" if round.state == Round.State.DRAFT else "Round"
    return f"{what} of {in_words(made.date())}, {made:%H:%M}"
