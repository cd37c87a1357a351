"""Learners in the admin: their list, one's record, its form and its history."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet

from lessons.kept_progress import progress_in
from lessons.views.keeping_place import begun_lessons
from whatthetech.people.card_states import CardState, card_state
from whatthetech.people.consent import consent_in_force
from whatthetech.people.learner_form import LearnerForm
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import Consent, LearnerProfile
from whatthetech.people.registering import add_learner, change_learner
from whatthetech.people.viewsets.learner_list import LearnerList, requirements_of


class Noted:
    """Whoever opens it is noted as having looked at the person."""

    def get(self, request, *args, **kwargs):
        note_view(by=request.user, person=self.object.person, now=timezone.now())
        return super().get(request, *args, **kwargs)


class AddLearner(generic.CreateView):
    page_title = "Add a learner"
    submit_button_label = "Add them"
    submit_button_active_label = "Adding…"
    error_message = "They were not added yet. The boxes below say what to mend."
    success_message = "“%(object)s” is added."

    def save_instance(self):
        now = timezone.now()
        return add_learner(by=self.request.user, now=now, **self.form.cleaned_data)

    def get_success_url(self):
        return reverse("learners:inspect", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class ChangeLearner(generic.EditView):
    page_title = "Change details"
    submit_button_label = "Keep these details"
    submit_button_active_label = "Keeping…"
    error_message = "Nothing was changed yet. The boxes below say what to mend."
    success_message = "The details of “%(object)s” are kept."

    def get_object(self, queryset=None):
        learner = super().get_object(queryset)
        note_view(by=self.request.user, person=learner.person, now=timezone.now())
        return learner

    def save_instance(self):
        change_learner(
            learner=self.form.instance,
            by=self.request.user,
            now=timezone.now(),
            **self.form.cleaned_data,
        )
        return LearnerProfile.objects.select_related("person").get(pk=self.form.instance.pk)

    def get_success_url(self):
        return reverse("learners:inspect", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class LearnerRecord(Noted, generic.InspectView):
    """Everything we know of one learner, and what may be done."""

    page_title = "Learner"

    def get_fields_context(self):
        return []

    def get_object(self, queryset=None):
        learners = LearnerProfile.objects.select_related("person", "language", "what_helps")
        state = card_state(now=timezone.now(), person="person_id")
        return get_object_or_404(learners.annotate(card=state), pk=self.pk)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("learners:index"), "label": "Learners"},
            {"url": "", "label": str(self.object)},
        ]

    def get_context_data(self, **kwargs):
        person = self.object.person
        return super().get_context_data(
            learner=self.object,
            person=person,
            may_change=self.user_has_permission("change"),
            consent=consent_in_force(person, Consent.About.WHAT_HELPS),
            begun=begun_lessons(progress_in(person)),
            goals=[*self.object.goal_courses.all(), *self.object.goal_lessons.all()],
            requirements=requirements_of(self.object),
            times=person.availability.all(),
            card_words=CardState(self.object.card).label,
            **kwargs,
        )


class LearnerHistory(Noted, history.HistoryView):
    any_permission_required = ["add", "change", "delete", "view"]


class LearnerViewSet(ModelViewSet):
    model = LearnerProfile
    name = "learners"
    url_prefix = "desk/learners"
    icon = "user"
    menu_label = "Learners"
    menu_order = 20
    menu_hook = "register_people_menu_item"
    add_to_reference_index = False
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = True
    search_backend_name = None
    index_view_class = LearnerList
    add_view_class = AddLearner
    edit_view_class = ChangeLearner
    inspect_view_class = LearnerRecord
    history_view_class = LearnerHistory
    create_template_name = edit_template_name = "people/desk/learner_form.html"
    inspect_template_name = "people/desk/learner.html"

    def get_form_class(self, for_update=False):
        return LearnerForm

    def get_urlpatterns(self):
        """Nobody is deleted, copied or counted here: erasing is a deed of its own."""
        return [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in ("delete", "usage")
        ]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{"delete_url_name": None, "usage_url_name": None, **kwargs}
        )
