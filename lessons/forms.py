"""Input in the editor: a lesson with its contract."""

import re
from collections import defaultdict
from uuid import uuid4

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

# A part of a step: as the contract names it to the author, and as its block does.
PARTS = {
    "title": "title",
    "what to do": "action",
    "what you should now see": "see",
    "if it looks different": "otherwise",
    "tip": "tip",
    "picture's description": "picture",
}
QUESTION = re.compile(r"question (\d+)")


class LessonPageForm(WagtailAdminPageForm):
    """A lesson may be saved unfinished; it is sent on only when it keeps the step contract."""

    SENDING_ON = ("action-submit", "action-publish", "action-restart-workflow")

    @property
    def is_sent_on(self) -> bool:
        approves = self.data.get("workflow-action-name") == "approve"
        return approves or any(self.data.get(name) for name in self.SENDING_ON)

    def is_valid(self):
        if self.is_sent_on:
            # The contract says itself what is missing: all of it at once, with the mend.
            self.defer_required_fields()
        valid = super().is_valid()
        if valid and self.is_sent_on:
            self._tell_faults()
        return valid and not self.errors

    def _tell_faults(self) -> None:
        """Every fault at the top; and again at the step or question where it is mended."""
        from lessons.publishing import remarks_on

        for child in (*self.instance.steps, *self.instance.questions):
            child.id = child.id or str(uuid4())  # a block typed just now has no identity yet
        remarks = remarks_on(self.instance, self._typed_tracks())
        remarks = [remark for remark in remarks if remark.is_error]
        for remark in remarks:
            self.add_error(None, remark.message)
        self._mark_blocks("steps", filter(lambda remark: remark.block_id, remarks))
        self._mark_blocks("questions", filter(_question_number, remarks))

    def _typed_tracks(self) -> list[str]:
        rows = (form.cleaned_data for form in self.formsets["tracks"].forms)
        return [row["track"] for row in rows if row.get("track") and not row.get("DELETE")]

    def _mark_blocks(self, name: str, remarks) -> None:
        places = {child.id: place for place, child in enumerate(getattr(self.instance, name))}
        parts = defaultdict(lambda: defaultdict(list))  # by block, by part: what to mend there
        for remark in remarks:
            place = places.get(remark.block_id, (_question_number(remark) or 0) - 1)
            # What is wrong on one device only may stand in its variant: told at the whole step.
            part = PARTS.get(remark.finding.where, "") if remark.is_on_all else ""
            parts[place][part].append(remark.message)
        if parts:
            self.add_error(name, BlocksToMend({place: _at(told) for place, told in parts.items()}))


class BlocksToMend(StreamBlockValidationError):
    def __init__(self, block_errors):
        super().__init__(block_errors=block_errors)
        self.message = "What to mend is said at each place, too."


def _at(parts: dict[str, list[str]]) -> StructBlockValidationError:
    """Of one block: each part with what is to be mended; "" is the block as a whole."""
    whole = parts.pop("", [])
    return StructBlockValidationError(
        block_errors={part: ValidationError(told) for part, told in parts.items()},
        non_block_errors=whole[::-1],  # the editor sets each above the one before
    )


def _question_number(remark) -> int | None:
    found = QUESTION.match(remark.finding.where)
    return int(found[1]) if found else None
