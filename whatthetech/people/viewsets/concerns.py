"""Concerns, for safeguarding leads alone: a list and one to read. Nothing of it can be taken out.

There is no form to add, change, copy or delete one, and no history with its words: what leads do
with a concern are deeds of their own (admin_views/concerns.py).
"""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from whatthetech.people.admin_views.concerns import WhatWasDoneForm
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LEADS, Concern, LookUp
from whatthetech.people.raising_concerns import REMARK

ADDRESSES = {"index", "index_results", "inspect"}
TAKEN_AWAY = (
    "add_url_name",
    "copy_url_name",
    "edit_url_name",
    "delete_url_name",
    "history_url_name",
    "usage_url_name",
)


class LeadsOnly:
    """Besides Wagtail's own permission: nobody else comes in by a permission given by mistake."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_in(LEADS) or request.GET.get("export"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def to_the_minute(at) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")


def state_in_words(concern: Concern) -> str:
    if concern.read_at is None:
        return "waits to be read"
    return "something was done" if concern.what_was_done else "read; nothing noted yet"


class ConcernList(LeadsOnly, generic.IndexView):
    """What nobody has read comes first, the oldest of that before the others."""

    def get_base_queryset(self):
        concerns = Concern.objects.select_related("learner", "written_by")
        return concerns.order_by(models.F("read_at").asc(nulls_first=True), "written_at", "pk")


class ReadConcern(LeadsOnly, generic.InspectView):
    """Whoever opens it is noted as having looked at the person."""

    page_title = "Concern"

    def get(self, request, *args, **kwargs):
        note_look_up(
            by=request.user,
            deed=LookUp.Deed.VIEWED,
            now=timezone.now(),
            person=self.object.learner,
            remark=REMARK,
        )
        return super().get(request, *args, **kwargs)

    def get_fields_context(self):
        return []

    def get_context_data(self, **kwargs):
        form = WhatWasDoneForm(initial={"words": self.object.what_was_done})
        return super().get_context_data(concern=self.object, form=form, **kwargs)


class ConcernViewSet(ModelViewSet):
    model = Concern
    name = "concerns"
    url_prefix = "desk/concerns"
    icon = "warning"
    menu_label = "Concerns"
    menu_order = 50
    menu_hook = "register_people_menu_item"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = ["what_was_done"]  # Wagtail asks for some; no address leads to a form
    search_backend_name = None
    list_per_page = 50
    index_view_class = ConcernList
    inspect_view_class = ReadConcern
    inspect_template_name = "people/desk/concern.html"
    list_display = [
        TitleColumn(
            "written_at",
            label="Written",
            accessor=lambda one: to_the_minute(one.written_at),
            get_url=lambda one: reverse("concerns:inspect", args=[one.pk]),
        ),
        Column("learner", label="About", accessor=lambda one: bidi(one.learner)),
        Column("written_by", label="By", accessor=lambda one: bidi(one.written_by or "erased")),
        Column("state", label="State", accessor=state_in_words),
    ]

    def get_urlpatterns(self):
        return [one for one in super().get_urlpatterns() if one.name in ADDRESSES]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**dict.fromkeys(TAKEN_AWAY), **kwargs)


def bidi(whom) -> str:
    return format_html("<bdi>{}</bdi>", whom)
