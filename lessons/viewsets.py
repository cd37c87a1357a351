"""Lists in the admin: words explained, and safety warnings. For coordinators."""

from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from lessons.models import GlossaryTerm, SafetyWarning


def _short(text: str, letters: int = 90) -> str:
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0]} …"


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    menu_label = "Words explained"
    icon = "openquote"
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "word",
        Column("meaning", accessor=lambda term: _short(term.meaning)),
        Column("other_forms", accessor=lambda term: ", ".join(term.forms[1:])),
    ]
    search_backend_name = None  # a part of a word finds it, on every database alike
    search_fields = ["word", "other_forms", "also_called", "meaning"]
    list_per_page = 50
    list_export = ["word", "meaning", "other_forms", "also_called"]


class SafetyWarningViewSet(SnippetViewSet):
    model = SafetyWarning
    menu_label = "Safety warnings"
    icon = "warning"
    menu_order = 320
    add_to_admin_menu = True
    list_display = [
        "title",
        Column(
            "tag",
            label="Shown before steps about",
            accessor=lambda warning: warning.get_tag_display() or "(where a lesson names it)",
            sort_key="tag",
        ),
    ]
    list_filter = ["tag"]
    search_backend_name = None
    search_fields = ["title", "text", "name"]
