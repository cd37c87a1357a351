"""Addresses of the desk's own pages in the admin, below /admin/desk/."""

from django.urls import path

from whatthetech.people.admin_views import (
    asking_what_helps,
    calling,
    cards,
    concerns,
    erasing,
    giving_copies,
    inviting,
    letting_in,
    merging,
    resetting_second_factors,
    stuck,
    volunteers,
)
from whatthetech.people.admin_views.reporting_look_ups import LookUpReport

app_name = "desk"

urlpatterns = [
    path("cards/", cards.make_card_batch, name="make_card_batch"),
    path("cards/class/", cards.begin_class, name="begin_class"),
    path("people/<int:pk>/card/", cards.make_new_card, name="make_new_card"),
    path("people/<int:pk>/sign-in/", letting_in.let_in, name="let_in"),
    path("people/<int:pk>/sign-out/", letting_in.sign_out_everywhere, name="sign_out_everywhere"),
    path("volunteers/<int:pk>/step/", volunteers.record_step, name="record_step"),
    path("volunteers/<int:pk>/check/", volunteers.decide_check, name="decide_check"),
    path(
        "volunteers/<int:pk>/check/<int:decision_pk>/certificate/",
        volunteers.record_certificate,
        name="record_certificate",
    ),
    path("volunteers/<int:pk>/pause/", volunteers.pause, name="pause"),
    path("volunteers/<int:pk>/come-back/", volunteers.come_back, name="come_back"),
    path("volunteers/<int:pk>/leaving/", volunteers.record_leaving, name="record_leaving"),
    path("people/<int:pk>/volunteer/", volunteers.become_volunteer, name="become_volunteer"),
    path("people/<int:pk>/availability/", volunteers.say_when_free, name="say_when_free"),
    path("people/<int:pk>/copy/", giving_copies.export_person, name="export_person"),
    path(
        "people/<int:pk>/copy.json",
        giving_copies.export_person_as_data,
        name="export_person_as_data",
    ),
    path("people/<int:pk>/erase/", erasing.erase_person, name="erase_person"),
    path("people/<int:pk>/merge/", merging.merge, name="merge"),
    path("merges/<int:pk>/undo/", merging.undo_merge, name="undo_merge"),
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
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/new/", inviting.invite, name="invite"),
    path(
        "invitations/<int:pk>/send-again/",
        inviting.send_invitation_again,
        name="send_invitation_again",
    ),
    path(
        "invitations/<int:pk>/take-back/",
        inviting.take_invitation_back,
        name="take_invitation_back",
    ),
    path("second-factors/", resetting_second_factors.second_factors, name="second_factors"),
    path(
        "second-factors/<int:pk>/take-away/",
        resetting_second_factors.reset_second_factor,
        name="reset_second_factor",
    ),
    path("people/<int:pk>/stuck/<int:stuck_pk>/seen-to/", stuck.see_to_stuck, name="see_to_stuck"),
    path("concerns/<int:pk>/read/", concerns.read_concern, name="read_concern"),
    path("concerns/<int:pk>/done/", concerns.note_what_was_done, name="note_what_was_done"),
    path("concerns/<int:pk>/let-go/", concerns.let_concern_go, name="let_concern_go"),
    path("concerns/<int:pk>/keep/", concerns.keep_concern, name="keep_concern"),
]
