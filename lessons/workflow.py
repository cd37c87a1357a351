"""The first stop of a submitted lesson: the step contract, which needs nobody."""

from wagtail.models import Task


class StepContractTask(Task):
    """Sends a lesson on to a coordinator, or back to its author with what to mend."""

    class Meta:
        verbose_name = "step contract"

    def start(self, workflow_state, user=None):
        from lessons.models import LessonPage
        from lessons.publishing import faults_of

        state = super().start(workflow_state, user=user)
        page = workflow_state.content_object.get_latest_revision_as_object()
        faults = faults_of(page) if isinstance(page, LessonPage) else []
        # The workflow itself goes on from here once this state is its own: `update` now
        # would start the next task twice.
        if faults:
            state.reject(user=user, update=False, comment="\n".join(faults))
        else:
            state.approve(user=user, update=False)
        return state

    def get_actions(self, obj, user):
        return []  # it decides by itself

    @classmethod
    def get_description(cls):
        return "Checks that every step keeps the step contract; nobody needs to press anything."
