"""What an author is told as a lesson is sent on, and the ways round the contract, closed."""

from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages

from lessons.forms import LessonPageForm
from lessons.models import CoursePage, LessonPage
from lessons.publishing import faults_of, remarks_on

SHOWN_REMARKS = 6


def hold_back_bulk(request, action_type, objects, action):
    """Publishing from a list: one lesson with faults holds back all, and is named."""
    if action_type != "publish" or action.model is not LessonPage._meta.get_parent_list()[0]:
        return None
    lessons = LessonPage.objects.filter(pk__in=[page.pk for page in objects])
    if action.cleaned_form.cleaned_data["include_descendants"]:
        for page in objects:
            lessons |= LessonPage.objects.descendant_of(page).not_live()
    told = [
        (lesson.title, fault)
        for lesson in (lesson.get_latest_revision_as_object() for lesson in lessons)
        for fault in faults_of(lesson)
    ]
    if not told:
        return None
    messages.error(
        request,
        format_html(
            "Nothing was published. Mend these lessons first:<ul>{}</ul>",
            format_html_join("", "<li>{}: {}</li>", told),
        ),
    )
    return redirect(action.next_url)


def show_warnings(request, page) -> None:
    """A lesson that is sent on takes the contract's warnings along; its author sees them."""
    form = LessonPageForm
    is_sent_on = request.POST.get("workflow-action-name") == "approve" or any(
        request.POST.get(name) for name in form.SENDING_ON
    )
    if not is_sent_on or not isinstance(page, LessonPage):
        return
    remarks = remarks_on(page.get_latest_revision_as_object())
    if not remarks:
        return
    shown = format_html_join("", "<li>{}</li>", ((r.message,) for r in remarks[:SHOWN_REMARKS]))
    more = len(remarks) - SHOWN_REMARKS
    messages.warning(
        request,
        format_html(
            "A second look is worth it, though nothing here stops the lesson:<ul>{}{}</ul>",
            shown,
            format_html("<li>… and {} more, shown in the preview</li>", more) if more > 0 else "",
        ),
    )


def keep_courses_for_coordinators(request, parent, page_class):
    """A volunteer writes lessons within a course; the courses themselves are a coordinator's."""
    if page_class is CoursePage and not parent.permissions_for_user(request.user).can_publish():
        messages.error(request, "A coordinator adds courses. Open a course and add a lesson to it.")
        return redirect("wagtailadmin_explore", parent.pk)
    return None


def begin_afresh(request, page, copy) -> None:
    """Nobody has tried a copy on a device yet, and it doesn't stand on the home page."""
    lesson = copy.get_latest_revision_as_object()
    if not isinstance(lesson, LessonPage):
        return
    for track in lesson.tracks.all():
        track.checked_on = None
        track.checked_device = track.checked_system = track.checked_by = ""
        lesson.tracks.add(track)
    lesson.is_showpiece = False
    lesson.loaded_key = ""
    revision = lesson.save_revision(user=request.user)
    if lesson.live:
        revision.publish(user=request.user)
    else:
        lesson.save()
