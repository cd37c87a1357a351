"""Addresses of people: their card, and their own page."""

from django.urls import path

from whatthetech.people.views import (
    cards,
    complaining,
    letting_in,
    me,
    my_data,
    volunteering,
    what_helps,
)

app_name = "people"

urlpatterns = [
    path("card/", cards.card, name="card"),
    path("card/new/", cards.keep_my_place, name="keep_my_place"),
    path("card/yours/", cards.new_card, name="new_card"),
    path("card/ask/", letting_in.ask_to_be_let_in, name="ask_to_be_let_in"),
    path("card/sign-in/", cards.sign_in_by_number, name="sign_in_by_number"),
    path("card/device/", cards.whose_device, name="whose_device"),
    path("card/places/", cards.carry_places_over, name="carry_places_over"),
    path("card/sign-out/", cards.sign_out, name="sign_out"),
    path("card/sign-out/everywhere/", cards.sign_out_everywhere, name="sign_out_everywhere"),
    path("card/signed-out/", cards.signed_out, name="signed_out"),
    path("card/q/<str:token>/", cards.sign_in_by_link, name="sign_in_by_link"),
    path("card/is-this-you/", cards.is_this_you, name="is_this_you"),
    path("card/ended/", cards.card_ended, name="card_ended"),
    path("me/", me.me, name="me"),
    path("me/availability/", volunteering.say_when_you_could_come, name="say_when_you_could_come"),
    path("me/availability/saved/", volunteering.when_you_could_come, name="when_you_could_come"),
    path("help/", volunteering.volunteering, name="volunteering"),
    path("help/availability/", volunteering.say_when_free, name="say_when_free"),
    path("help/availability/saved/", volunteering.when_free, name="when_free"),
    path("help/about-me/", volunteering.about_me, name="about_me"),
    path("help/agreement/", volunteering.agreement, name="agreement"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/copy.json", my_data.my_data_copy, name="my_data_copy"),
    path("me/data/print/", my_data.print_my_data, name="print_my_data"),
    path("me/data/remove/", my_data.erase_me, name="erase_me"),
    path("me/data/removed/", my_data.erased, name="erased"),
    path("me/complaint/", complaining.complain, name="complain"),
    path("me/complaint/sent/", complaining.complaint_made, name="complaint_made"),
    path("me/what-helps/", what_helps.what_helps, name="what_helps"),
    path("me/what-helps/stop/", what_helps.withdraw_what_helps, name="withdraw_what_helps"),
    path("me/what-helps/<str:question>/", what_helps.say_what_helps, name="say_what_helps"),
]
