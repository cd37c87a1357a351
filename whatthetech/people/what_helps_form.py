"""What helps somebody: hearing, sight, pace, a seat. Only once they agreed that we keep it."""

from django import forms

from whatthetech.people.consent import QUESTIONS
from whatthetech.people.models import WhatHelps
from whatthetech.people.plain_errors import PlainErrors


class WhatHelpsForm(PlainErrors, forms.ModelForm):
    """At the desk: all of it, in the third person."""

    class Meta:
        model = WhatHelps
        fields = QUESTIONS
        labels = {
            "hearing": "With hearing",
            "sight": "With seeing",
            "pace": "With the pace",
            "seat_near_door": "A seat near the door",
            "other": "Anything else",
        }
        help_texts = {
            "hearing": "Such as: hears better on the left.",
            "sight": "Such as: needs the largest words.",
            "pace": "Such as: likes to write each step down.",
        }
        widgets = {
            name: forms.TextInput(attrs={"autocomplete": "off"})
            for name in ("hearing", "sight", "pace", "other")
        }


class WhatHelpsYouForm(WhatHelpsForm):
    """On the learner's own screen: one question, in the second person."""

    class Meta(WhatHelpsForm.Meta):
        labels = {
            "hearing": "What helps you to hear?",
            "sight": "What is best for your sight?",
            "pace": "How fast shall we go?",
            "seat_near_door": "I would like a seat near the door",
            "other": "What else helps you?",
        }
        help_texts = {
            "hearing": "Such as: I hear better on my left. You may leave this empty.",
            "sight": "Such as: I need the largest words. You may leave this empty.",
            "pace": "Such as: I like to write each step down. You may leave this empty.",
            "seat_near_door": "",
            "other": "You may leave this empty.",
        }
