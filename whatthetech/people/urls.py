"""Addresses of people: their card, and their own page."""

from django.urls import path

from whatthetech.people.views import cards, me, what_helps

app_name = "people"

urlpatterns = [
    path("card/", cards.card, name="card"),
    path("card/new/", cards.keep_my_place, name="keep_my_place"),
    path("card/sign-in/", cards.sign_in_by_number, name="sign_in_by_number"),
    path("card/device/", cards.whose_device, name="whose_device"),
    path("card/sign-out/", cards.sign_out, name="sign_out"),
    path("card/signed-out/", cards.signed_out, name="signed_out"),
    path("card/q/<str:token>/", cards.sign_in_by_link, name="sign_in_by_link"),
    path("card/is-this-you/", cards.is_this_you, name="is_this_you"),
    path("card/ended/", cards.card_ended, name="card_ended"),
    path("me/", me.me, name="me"),
    path("me/what-helps/", what_helps.what_helps, name="what_helps"),
    path("me/what-helps/stop/", what_helps.withdraw_what_helps, name="withdraw_what_helps"),
    path("me/what-helps/<str:question>/", what_helps.say_what_helps, name="say_what_helps"),
]
