"""Taking a lesson out as a ZIP, and bringing one in as a draft."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from lessons.admin_views.showing_stuck_map import may_see
from lessons.exchange import ExchangeError, export_lesson, import_lesson
from lessons.models import CoursePage, LessonPage, LibraryPage

HELD = (CoursePage, LibraryPage)


@require_safe
def send_lesson_out(request, pk):
    lesson = get_object_or_404(LessonPage, pk=pk)
    if not may_see(lesson, request.user):
        raise PermissionDenied
    try:
        content = export_lesson(lesson)
    except ExchangeError as error:
        listed = format_html_join("", "<li>{}</li>", ((fault,) for fault in error.faults))
        messages.error(
            request, format_html("The lesson can't go out yet:<ul>{}</ul>", listed)
        )
        return redirect("wagtailadmin_pages:edit", lesson.pk)
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{lesson.slug}.zip"'},
    )


class ImportForm(forms.Form):
    course = forms.ModelChoiceField(queryset=CoursePage.objects.none(), empty_label=None)
    file = forms.FileField(
        label="The lesson’s ZIP file",
        help_text="As the export makes it: one folder with lesson.yaml and pictures. 60 MB at most.",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    nobody_in_it = forms.BooleanField(
        label="There are no real names, numbers or faces in its photographs",
        help_text="Only asked where the ZIP holds photographs. Look at each of them.",
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.order_by("path")
        may_add = [c.pk for c in courses if c.permissions_for_user(user).can_add_subpage()]
        self.fields["course"].queryset = courses.filter(pk__in=may_add)


@require_http_methods(["GET", "POST"])
def bring_lesson_in(request):
    """An empty form on GET; on POST a draft, or the same form with every fault in words."""
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"course": request.GET.get("course")},
    )
    if not form.fields["course"].queryset.exists():
        raise PermissionDenied
    if form.is_valid():
        try:
            imported = import_lesson(
                form.cleaned_data["file"],
                course=form.cleaned_data["course"],
                by=request.user,
                promises_nobody_in_it=form.cleaned_data["nobody_in_it"],
            )
        except ExchangeError as error:
            for fault in error.faults:
                form.add_error(None, fault)
        else:
            return _to_the_draft(request, imported)
    context = {
        "form": form,
        "header_title": "Import a lesson",
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": "", "label": "Import a lesson"},
        ],
    }
    return render(request, "lessons/admin/bring_lesson_in.html", context)


def _to_the_draft(request, imported):
    lesson = imported.lesson
    messages.success(request, f"“{lesson.title}” is here as your draft. Read it, then send it on.")
    if imported.unknown_warnings:
        names = ", ".join(f"“{name}”" for name in imported.unknown_warnings)
        messages.warning(
            request, f"The lesson names safety warnings that we don’t have: {names}. Choose others."
        )
    return redirect("wagtailadmin_pages:edit", lesson.pk)


def offer_export(page, user, view_name="", next_url=None):
    if page.specific_class is LessonPage and may_see(page, user):
        address = reverse("lessons_admin:send_lesson_out", args=[page.pk])
        yield Button("Export", address, icon_name="download", priority=42)


def offer_import(page, user, view_name="", next_url=None):
    """On a course, and on the library of all courses."""
    if page.specific_class in HELD and page.permissions_for_user(user).can_add_subpage():
        chosen = f"?course={page.pk}" if page.specific_class is CoursePage else ""
        address = reverse("lessons_admin:bring_lesson_in") + chosen
        yield Button("Import a lesson", address, icon_name="upload", priority=43)
