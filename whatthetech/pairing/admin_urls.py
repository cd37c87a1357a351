"""Addresses of the desk's pages about pairing in the admin, below /admin/desk/pairing/."""

from django.urls import path

from whatthetech.pairing.admin_views import (
    boards,
    changes,
    choices,
    handovers,
    noting,
    rounds,
    weights,
)

app_name = "pairing_desk"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("propose/", rounds.propose_round, name="propose_round"),
    path("propose/session/", rounds.propose_session, name="propose_session"),
    path("rounds/<int:pk>/", rounds.round, name="round"),
    path("rounds/<int:pk>/publish/", rounds.publish_round, name="publish_round"),
    path("rounds/<int:pk>/withdraw/", rounds.withdraw_round, name="withdraw_round"),
    path("rounds/<int:pk>/replay/", rounds.replay, name="replay"),
    path("rounds/<int:pk>/board/", boards.board, name="board"),
    path("rounds/<int:pk>/suppose/<int:learner_pk>/", boards.suppose, name="suppose"),
    path("rounds/<int:pk>/pin/", choices.pin, name="pin"),
    path("rounds/<int:pk>/forbid/", choices.forbid, name="forbid"),
    path("rounds/<int:pk>/swap/", choices.swap, name="swap"),
    path("choices/", choices.choices, name="choices"),
    path("pins/<int:pk>/unpin/", choices.unpin, name="unpin"),
    path("bans/<int:pk>/allow/", choices.allow_again, name="allow_again"),
    path("bans/<int:pk>/reason/", choices.reason_for, name="reason_for"),
    path("cover/", changes.cover, name="cover"),
    path("volunteers/<int:pk>/leaves/", changes.volunteer_leaves, name="volunteer_leaves"),
    path("volunteers/<int:pk>/about/", noting.note_about_volunteer, name="note_about_volunteer"),
    path("learners/<int:pk>/about/", noting.note_about_learner, name="note_about_learner"),
    path("learners/<int:pk>/change/", changes.ask_to_change, name="ask_to_change"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("pairs/<int:pk>/handover/", handovers.plan_handover, name="plan_handover"),
    path("handovers/<int:pk>/done/", handovers.complete_handover, name="complete_handover"),
    path("handovers/<int:pk>/call-off/", handovers.call_off_handover, name="call_off_handover"),
    path("weights/", weights.change_weights, name="change_weights"),
]
