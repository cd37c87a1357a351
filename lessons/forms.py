"""Input in the editor: a lesson with its contract."""

from wagtail.admin.forms import WagtailAdminPageForm


class LessonPageForm(WagtailAdminPageForm):
    """A lesson may be saved unfinished; it is sent on only when it keeps the step contract."""

    SENDING_ON = ("action-submit", "action-publish", "action-restart-workflow")

    def is_valid(self):
        valid = super().is_valid()
        if valid and self.is_sent_on:
            for fault in self.faults():
                self.add_error(None, fault)
        return valid and not self.errors

    @property
    def is_sent_on(self) -> bool:
        approves = self.data.get("workflow-action-name") == "approve"
        return approves or any(name in self.data for name in self.SENDING_ON)

    def faults(self) -> list[str]:
        """What the contract says of the lesson as typed, which is not saved."""
        from lessons.publishing import faults_of

        rows = (form.cleaned_data for form in self.formsets["tracks"].forms)
        tracks = [row["track"] for row in rows if row.get("track") and not row.get("DELETE")]
        return faults_of(self.instance, tracks)
