"""Registers with Wagtail the parts of other pages that say who helps whom."""

from wagtail import hooks

from lessons.views.getting_help import WHO_SEES
from whatthetech.pairing.views import portraits, preparing, who_helps_me
from whatthetech.people.parts import HELP, ME

hooks.register(HELP, preparing.show_whom_i_meet, order=5)
hooks.register(HELP, portraits.offer_picture, order=40)
hooks.register(ME, who_helps_me.show_who_helps_me, order=5)
hooks.register(WHO_SEES, who_helps_me.say_who_sees_stuck, order=0)
