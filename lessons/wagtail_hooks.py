"""Registers with Wagtail what viewsets.py and admin_views/ define."""

from wagtail import hooks

from lessons.admin_views import sending_on

hooks.register("before_bulk_action", sending_on.hold_back_bulk)
hooks.register("after_create_page", sending_on.show_warnings)
hooks.register("after_edit_page", sending_on.show_warnings)
hooks.register("before_create_page", sending_on.keep_courses_for_coordinators)
hooks.register("after_copy_page", sending_on.begin_afresh)
