"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import asking_what_helps, calling
from whatthetech.people.admin_views.reporting_look_ups import LookUpReport

app_name = "desk"

urlpatterns = [
    path("call/", calling.call_desk, name="call_desk"),
    path("call/new/", calling.add_caller, name="add_caller"),
    path("call/duplicates/", calling.show_duplicates, name="show_duplicates"),
    path("call/<int:pk>/", calling.call, name="call"),
    path("people/<int:pk>/what-helps/", asking_what_helps.keep_what_helps, name="keep_what_helps"),
    path(
        "people/<int:pk>/what-helps/ask/", asking_what_helps.ask_what_helps, name="ask_what_helps"
    ),
    path(
        "people/<int:pk>/what-helps/withdraw/",
        asking_what_helps.withdraw_what_helps,
        name="withdraw_what_helps",
    ),
    path("look-ups/", LookUpReport.as_view(), name="report_look_ups"),
    path(
        "look-ups/results/",
        LookUpReport.as_view(results_only=True),
        name="report_look_ups_results",
    ),
]
