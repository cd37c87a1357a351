"""Addresses of sessions, for learners and volunteers."""

from django.urls import path

from whatthetech.scheduling.views import helping, practised, recording

app_name = "scheduling"

OF_A_RECORD = "help/record/<int:pk>/"

urlpatterns = [
    path("help/sessions/", helping.sessions_to_help, name="sessions_to_help"),
    path("help/sessions/<int:pk>/offer/", helping.offer_shift, name="offer_shift"),
    path("help/shifts/<int:pk>/", helping.my_shift, name="my_shift"),
    path("help/shifts/<int:pk>/withdraw/", helping.withdraw_shift, name="withdraw_shift"),
    path(OF_A_RECORD, recording.record, name="record"),
    path(OF_A_RECORD + "came/", recording.record_came, name="record_came"),
    path(OF_A_RECORD + "lessons/", recording.choose_lesson, name="choose_lesson"),
    path(OF_A_RECORD + "lessons/<int:lesson_pk>/", recording.tick_steps, name="tick_steps"),
    path(
        OF_A_RECORD + "practise/<int:lesson_pk>/",
        recording.choose_practice,
        name="choose_practice",
    ),
    path(OF_A_RECORD + "note/", recording.write_note, name="write_note"),
    path(OF_A_RECORD + "helper/", recording.say_who_helped, name="say_who_helped"),
    path(OF_A_RECORD + "worry/", recording.raise_concern, name="raise_concern"),
    path(OF_A_RECORD + "worry/sent/", recording.concern_sent, name="concern_sent"),
    path(OF_A_RECORD + "print/", recording.print_record, name="print_record"),
    path("me/practised/", practised.practised, name="practised"),
    path("me/practised/print/", practised.print_practised, name="print_practised"),
]
