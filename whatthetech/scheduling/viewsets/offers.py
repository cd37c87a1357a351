"""The list of offers: who was offered a freed seat, how they were told, what they said."""

import django_filters
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn

from whatthetech.people.models import Channel
from whatthetech.scheduling.models import Offer
from whatthetech.scheduling.viewsets.lists import (
    ListAboutBookings,
    OfBookingsViewSet,
    SessionFilters,
    of_booking,
    on_the_clock,
    when_of,
)
from whatthetech.scheduling.words import by_when

OPEN = "open"


class OfferFilters(SessionFilters):
    session = "booking__session__"

    answer = django_filters.ChoiceFilter(
        label="Answer", choices=[(OPEN, "Not answered yet"), *Offer.Answer.choices], method="said"
    )
    reach_by = django_filters.ChoiceFilter(label="Told by", choices=Channel.choices)

    class Meta:
        model = Offer
        fields = ["reach_by"]

    def said(self, offers, name, answer):
        return offers.open() if answer == OPEN else offers.filter(answer=answer)


def answer_in_words(offer) -> str:
    return offer.get_answer_display() or "not answered yet"


def until(offer) -> str:
    return by_when(offer.held_until, today=timezone.localdate())


class OfferList(ListAboutBookings):
    page_title = "Offers"
    exported = {
        **ListAboutBookings.exported_of_booking,
        "Told by": lambda offer: offer.get_reach_by_display(),
        "Offered": lambda offer: on_the_clock(offer.made_at),
        "Held until": lambda offer: on_the_clock(offer.held_until),
        "Rung in vain": lambda offer: offer.attempted,
        "Answer": answer_in_words,
        "Answered": lambda offer: on_the_clock(offer.answered_at),
    }

    def get_base_queryset(self):
        """The latest first."""
        offers = Offer.objects.with_attempts().order_by("-made_at", "-pk")
        return offers.select_related("booking__session__room__venue", "booking__learner")

    @cached_property
    def columns(self):
        return [
            self.learner_column,
            Column("when", label="Session", accessor=of_booking(when_of)),
            Column("reach_by", label="Told by", accessor="get_reach_by_display"),
            DateColumn("made_at", label="Offered", sort_key="made_at"),
            Column("held_until", label="Held until", accessor=until, sort_key="held_until"),
            Column("attempted", label="Rung in vain"),
            Column("answer", label="Answer", accessor=answer_in_words, sort_key="answer"),
        ]


class OfferViewSet(OfBookingsViewSet):
    model = Offer
    name = "offers"
    url_prefix = "desk/offer-list"
    icon = "mail"
    menu_label = "Offers"
    menu_order = 74
    index_view_class = OfferList
    filterset_class = OfferFilters
    search_fields = [
        "booking__learner__first_name",
        "booking__learner__last_name",
        "booking__learner__known_as",
    ]
    form_fields = ["reach_by"]  # Wagtail asks for some; there is no form here
