"""The step contract in the editor's Checks panel, beside Wagtail's own checks.

Wagtail runs axe over the preview. Each finding of the contract stands in the preview as an
element of its own (templates/lessons/admin/findings.html); a rule that nothing can pass
reports every such element, and static/js/admin_checks.js puts its words into the panel.
"""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail.admin.userbar import ContentCheckerItem


def _rule(kind: str, impact: str) -> dict:
    return {
        "id": f"contract-{kind}",
        "impact": impact,
        "selector": f'[data-contract="{kind}"]',
        "tags": ["best-practice"],
        "any": ["has-alt"],  # only a picture can: a paragraph always fails
        "enabled": True,
    }


class LessonChecker(ContentCheckerItem):
    """Wagtail's checks, stricter ones for learners' pages, and the step contract."""

    # Rules by their ids: by tag, axe would leave out p-as-heading and Wagtail's own two.
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "color-contrast-enhanced",
        "target-size",
        "image-alt",
        "page-has-heading-one",
        "link-in-text-block",
        "valid-lang",
        "video-caption",
        "contract-error",
        "contract-warning",
    ]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        _rule("error", "serious"),
        _rule("warning", "minor"),
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "contract-error": {
            "error_name": "The step contract is not kept",
            "help_text": "This keeps the lesson from being sent on. The preview says what to mend.",
        },
        "contract-warning": {
            "error_name": "A second look is worth it",
            "help_text": "This may pass. The preview says what it is.",
        },
    }


def check_lessons(request, items, page) -> None:
    items[:] = [
        LessonChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


def script():
    return format_html('<script src="{}"></script>', static("js/admin_checks.js"))
