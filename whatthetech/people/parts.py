"""Parts that rooms above add to pages of this one: sessions to /me/, to /help/, to a call.

A room registers a function with Wagtail's hooks under the page's name. It is called with the
request and what the page is about, and gives a part, or None where it has nothing to say.
"""

from wagtail import hooks
from wagtail.admin.ui.components import Component

ME, HELP, CALL = "show_on_me", "show_on_help", "show_on_call"
VOLUNTEER = "show_on_volunteer"  # a volunteer's record at the desk, where it may be changed


class Part(Component):
    """A template of its own, which also knows all that the page does."""

    def __init__(self, template_name: str, *, comes_first: bool = False, **context):
        self.template_name = template_name
        self.comes_first = comes_first  # on /me/: it has the one thing to do now
        self.context = context

    def get_context_data(self, parent_context):
        return parent_context.flatten() | self.context


def parts_of(page: str, request, **about) -> list[Component]:
    """In the order of their hooks."""
    parts = (show(request, **about) for show in hooks.get_hooks(page))
    return [part for part in parts if part]
