"""Registers with Wagtail what viewsets.py and admin_views/ define."""

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from lessons import admin_urls
from lessons.admin_views import (
    checking,
    exchanging,
    menus,
    reporting_unchecked,
    sending_on,
    showing_stuck_map,
)
from lessons.viewsets import GlossaryTermViewSet, SafetyWarningViewSet

register_snippet(GlossaryTermViewSet)
register_snippet(SafetyWarningViewSet)

hooks.register("construct_main_menu", menus.in_our_words)
hooks.register("construct_help_menu", menus.without_news_of_wagtail)

hooks.register("construct_wagtail_userbar", checking.check_lessons)
hooks.register("insert_editor_js", checking.script)
hooks.register("insert_global_admin_css", menus.our_look)

hooks.register("before_bulk_action", sending_on.hold_back_bulk)
hooks.register("after_create_page", sending_on.show_warnings)
hooks.register("after_edit_page", sending_on.show_warnings)
hooks.register("before_create_page", sending_on.keep_courses_for_coordinators)
hooks.register("after_copy_page", sending_on.begin_afresh)

for offer in (showing_stuck_map.offer_stuck_map, exchanging.offer_export, exchanging.offer_import):
    hooks.register("register_page_header_buttons", offer)
    hooks.register("register_page_listing_more_buttons", offer)
hooks.register("register_reports_menu_item", reporting_unchecked.offer_report)


@hooks.register("register_admin_urls")
def register_our_pages():
    return [path("lessons/", include(admin_urls))]
