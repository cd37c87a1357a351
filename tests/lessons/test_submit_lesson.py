"""A volunteer writes a lesson and sends it on; the step contract and a coordinator answer."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.test.utils.form_data import rich_text

from lessons.models import LessonPage
from tests.factories.editing import (
    typed_lesson,
    typed_list,
    typed_question,
    typed_step,
    typed_variant,
)
from tests.factories.lessons import make_lesson, make_step
from tests.lessons.editor import (
    NO_PICTURE,
    SUBMIT,
    act_address,
    add_address,
    edit_address,
    newest,
    step_errors,
    told,
)
from whatthetech.people.models import User

pytestmark = pytest.mark.django_db


def tasks_of(lesson) -> list[tuple[str, str]]:
    states = TaskState.objects.filter(workflow_state__object_id=str(lesson.pk)).order_by("pk")
    return [(state.task.name, state.status) for state in states]


# --- Writing ----------------------------------------------------------------------------


def test_a_volunteer_saves_a_lesson_of_which_only_the_title_is_written(author, course, volunteer):
    only_a_title = typed_lesson(steps=[], questions=[], tracks=[], can_do="", to_hand="")

    response = author.post(add_address(course), only_a_title)

    lesson = LessonPage.objects.get()
    assert response["Location"] == edit_address(lesson)
    assert (lesson.title, lesson.live, lesson.owner) == ("Find the settings", False, volunteer)
    assert author.get(edit_address(lesson)).status_code == 200


def test_a_half_written_step_is_kept_in_a_draft(author, course):
    half = typed_step(action=rich_text(""), see=rich_text(""), words_only_because="")
    variant = typed_variant("", title="With the mouse")

    response = author.post(
        add_address(course), typed_lesson(steps=[half | {"variants": typed_list([variant])}])
    )

    lesson = LessonPage.objects.get()
    assert response["Location"] == edit_address(lesson)
    (step,) = lesson.get_latest_revision_as_object().steps
    assert step.value["title"] == "Open the first page"
    assert step.value["variants"][0]["title"] == "With the mouse"


def test_the_same_device_twice_is_refused_in_words(author, course):
    response = author.post(add_address(course), typed_lesson(tracks=("iphone", "iphone")))

    assert response.status_code == 200
    assert "one_row_a_device" not in response.content.decode()
    assert LessonPage.objects.count() == 0


# --- Sending on ---------------------------------------------------------------------------


def test_a_lesson_with_faults_is_not_sent_on_and_says_what_to_mend(author, course):
    steps = [typed_step(name=name) for name in ("first", "second", "third")]
    steps[1]["words_only_because"] = ""
    steps[2]["action"] = rich_text("")

    response = author.post(add_address(course), typed_lesson(steps=steps, can_do="", action=SUBMIT))

    assert told(response) == [
        "“You will be able to” is missing. Say what the learner can do after the lesson.",
        NO_PICTURE,
        "Step 3 (what to do) is empty. Write the one thing that the learner does.",
    ]
    assert NO_PICTURE in response.content.decode()
    assert LessonPage.objects.count() == 0 and WorkflowState.objects.count() == 0


def test_a_fault_is_told_again_at_its_own_step(author, course):
    steps = [typed_step(name="first"), typed_step(name="second", words_only_because="")]
    steps.append(typed_step(name="third", action=rich_text("")))

    response = author.post(add_address(course), typed_lesson(steps=steps, action=SUBMIT))

    assert step_errors(response, 1) == {"messages": [NO_PICTURE]}
    assert step_errors(response, 2) == {
        "blockErrors": {
            "action": {
                "messages": [
                    "Step 3 (what to do) is empty. Write the one thing that the learner does."
                ]
            }
        }
    }


def test_a_fault_on_one_device_only_names_the_device(author, course):
    long = " ".join(["Tap the grey cog."] * 4)
    variant = typed_variant("android", action=rich_text(f"<p>{long}</p>"))
    steps = [typed_step(name="first", variants=typed_list([variant]))]

    response = author.post(add_address(course), typed_lesson(steps=steps, action=SUBMIT))

    assert told(response) == [
        "Android phone or tablet: Step 1 (what to do) has 4 sentences. "
        "Keep to 3, or make two steps of it."
    ]


def test_a_difference_for_no_device_is_named(author, course):
    steps = [typed_step(variants=typed_list([typed_variant("", title="With the mouse")]))]

    response = author.post(add_address(course), typed_lesson(steps=steps, action=SUBMIT))

    assert told(response) == [
        "The step “Open the first page” has a difference for no device. Choose its device, or"
        " take it out."
    ]


@pytest.mark.parametrize(
    ("tracks", "fault"),
    [
        ([], "The lesson names no device. Add one under “First page”, Devices."),
        (
            ["all", "iphone"],
            "The lesson is “the same on every device”, and names others too. Keep one.",
        ),
    ],
)
def test_the_devices_of_a_lesson_must_make_sense(author, course, tracks, fault):
    response = author.post(add_address(course), typed_lesson(tracks=tracks, action=SUBMIT))

    assert told(response) == [fault]


def test_a_fault_in_a_question_is_told_at_the_question(author, course):
    questions = [typed_question(), typed_question(ask="")]

    response = author.post(add_address(course), typed_lesson(questions=questions, action=SUBMIT))

    (error,) = response.context["form"].errors.as_data()["questions"]
    fault = "Question 2 is empty. Write what is asked."
    assert told(response) == [fault]
    assert error.as_json_data()["blockErrors"] == {1: {"messages": [fault]}}


def test_what_was_typed_is_kept_when_a_lesson_is_refused(author, course):
    steps = [typed_step(name="first", words_only_because="", title="My own words")]

    response = author.post(add_address(course), typed_lesson(steps=steps, action=SUBMIT))

    assert "My own words" in response.content.decode()
    assert response.context["form"]["can_do"].value() == "find the settings of your device"


def test_a_clean_lesson_passes_the_contract_and_waits_for_a_coordinator(author, course):
    response = author.post(add_address(course), typed_lesson(action=SUBMIT))

    lesson = LessonPage.objects.get()
    assert response.status_code == 302
    assert tasks_of(lesson) == [
        ("The step contract", "approved"),
        ("A coordinator reads it", "in_progress"),
    ]
    assert not lesson.live


def test_the_coordinators_are_told_by_email_where_they_have_one(author, course, coordinator):
    nameless = User.objects.create_user(None, "a long password", first_name="Ade")
    nameless.groups.add(*coordinator.groups.all())

    author.post(add_address(course), typed_lesson(action=SUBMIT))

    assert [message.to for message in mail.outbox] == [["coordinator@example.org"]]
    assert "Find the settings" in mail.outbox[0].subject


def test_a_saved_draft_is_sent_on_later(author, course):
    author.post(add_address(course), typed_lesson())
    lesson = LessonPage.objects.get()

    response = author.post(edit_address(lesson), typed_lesson(saved=lesson, action=SUBMIT))

    assert response.status_code == 302
    assert [status for _, status in tasks_of(lesson)] == ["approved", "in_progress"]


def test_a_lesson_sent_on_by_program_with_faults_comes_back_with_the_sentences(course, volunteer):
    steps = [make_step(name="first"), make_step(name="second", words_only_because="")]
    lesson = make_lesson(course=course, steps=steps, live=False, owner=volunteer)

    state = lesson.get_workflow().start(lesson, volunteer)

    assert tasks_of(lesson) == [("The step contract", "rejected")]
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == NO_PICTURE


def test_a_course_passes_the_contract_which_is_about_lessons(course, coordinator):
    course.save_revision()

    course.get_workflow().start(course, coordinator)

    assert [status for _, status in tasks_of(course)] == ["approved", "in_progress"]


# --- A coordinator answers ----------------------------------------------------------------


@pytest.fixture
def submitted(author, course):
    author.post(add_address(course), typed_lesson(action=SUBMIT))
    return LessonPage.objects.get()


def test_a_coordinator_sees_what_waits_for_them(approver, submitted):
    page = approver.get(reverse("wagtailadmin_home")).content.decode()

    assert "Find the settings" in page


def test_a_coordinator_sends_a_lesson_back_with_a_comment(approver, author, submitted):
    approver.post(act_address(submitted, "reject"), {"comment": "Step 2: say where the cog is."})

    assert submitted.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    page = author.get(edit_address(submitted)).content.decode()
    assert "Step 2: say where the cog is." in page
    response = author.post(
        edit_address(submitted), typed_lesson(saved=submitted, title="Mended", action=SUBMIT)
    )
    assert response.status_code == 302
    assert submitted.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_a_lesson_sent_back_is_not_sent_on_again_with_faults(approver, author, submitted):
    approver.post(act_address(submitted, "reject"), {"comment": "Look again."})
    steps = [typed_step(name="first"), typed_step(name="second", words_only_because="")]

    response = author.post(
        edit_address(submitted), typed_lesson(saved=submitted, steps=steps, action=SUBMIT)
    )

    assert told(response) == [NO_PICTURE]
    assert submitted.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_an_approved_lesson_is_published(approver, submitted):
    approver.post(act_address(submitted, "approve"), {"comment": ""})

    submitted.refresh_from_db()
    assert submitted.live
    assert Client().get(submitted.front).status_code == 200


def test_a_coordinator_mends_and_approves_in_one_go(approver, submitted):
    typed = typed_lesson(
        saved=submitted, title="Find every setting", action="action-workflow-action"
    )

    approver.post(edit_address(submitted), typed | {"workflow-action-name": "approve"})

    submitted.refresh_from_db()
    assert (submitted.live, submitted.title) == (True, "Find every setting")


def test_a_lesson_waiting_for_a_coordinator_is_theirs_alone_to_change(author, submitted):
    response = author.post(edit_address(submitted), typed_lesson(saved=submitted, title="Later"))

    assert response.status_code == 200
    assert "could not be saved as it is locked" in response.content.decode()
    assert newest(submitted).title == "Find the settings"


def test_every_step_of_the_way_is_in_the_history(approver, author, submitted):
    approver.post(act_address(submitted, "reject"), {"comment": "Look again."})
    author.post(edit_address(submitted), typed_lesson(saved=submitted, action=SUBMIT))
    approver.post(act_address(submitted, "approve"), {"comment": ""})

    page = approver.get(reverse("wagtailadmin_pages:history", args=[submitted.pk])).content.decode()

    for deed in ("The step contract", "A coordinator reads it", "Look again."):
        assert deed in page
