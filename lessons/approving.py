"""What happens when a coordinator approves. Read by Wagtail before there are models."""


def publish_approved(workflow_state, user=None) -> None:
    """Publish the lesson. One that was changed since, against the contract, goes back instead."""
    from wagtail.workflows import publish_workflow_state

    from lessons.models import LessonPage
    from lessons.publishing import faults_of

    page = workflow_state.content_object.get_latest_revision_as_object()
    if isinstance(page, LessonPage) and faults_of(page):
        # Its first stop, the step contract, sends it back with what to mend.
        workflow_state.workflow.start(page, workflow_state.requested_by)
    else:
        publish_workflow_state(workflow_state, user=user)
