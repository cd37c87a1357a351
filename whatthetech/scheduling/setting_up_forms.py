"""The desk's forms for a series, a session on its own, a change, and a cancellation."""

from datetime import date, time

from django import forms

from whatthetech.people.models import Weekday
from whatthetech.people.volunteer_forms import words
from whatthetech.people.wording import in_words
from whatthetech.scheduling.clock_inputs import CalendarDayField, ClockField, OneOfField, RoomField
from whatthetech.scheduling.models import LONGEST_MINUTES, LearningSession, SessionSeries, Term
from whatthetech.scheduling.series import Change, Scope
from whatthetech.scheduling.times import same_week, wall_time_of

ENDS_BEFORE = "It ends before it starts. Choose an end after {:%H:%M}."
TOO_LONG = "A session takes 8 hours at most. Look at both times again."
THURSDAY, TWO_O_CLOCK, HALF_PAST_THREE = 3, time(14), time(15, 30)


def minutes_between(begins: time, ends: time) -> int:
    """On one day."""
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


class Hours(forms.Form):
    """From when to when: people think of the end, and the deeds of the length."""

    begins = ClockField(label="Begins at")
    ends = ClockField(label="Ends at")

    def clean(self):
        said = super().clean()
        if said.get("begins") is not None and said.get("ends") is not None:
            minutes = minutes_between(said["begins"], said["ends"])
            if minutes < 1:
                self.add_error("ends", ENDS_BEFORE.format(said["begins"]))
            elif minutes > LONGEST_MINUTES:
                self.add_error("ends", TOO_LONG)
        return said

    @property
    def length_minutes(self) -> int:
        return minutes_between(self.cleaned_data["begins"], self.cleaned_data["ends"])


class SeriesForm(Hours):
    weekday = forms.TypedChoiceField(
        label="On which weekday",
        choices=Weekday.choices,
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a weekday."),
    )
    room = RoomField(label="Room")
    term = OneOfField(
        label="Term",
        queryset=Term.objects.all(),
        empty_label="Choose a term",
        sentence="Choose a term.",
    )
    first_on = CalendarDayField(
        label="First day (optional)", help_text="Empty: from the start of the term.", required=False
    )
    last_on = CalendarDayField(
        label="Last day (optional)", help_text="Empty: to the end of the term.", required=False
    )
    field_order = ("weekday", "begins", "ends", "room", "term", "first_on", "last_on")

    def clean(self):
        said = super().clean()
        if term := said.get("term"):
            for name in ("first_on", "last_on"):
                if said.get(name) and not term.begins_on <= said[name] <= term.ends_on:
                    self.add_error(name, _not_in(term))
        first_on, last_on = said.get("first_on"), said.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", f"Choose a day after {in_words(first_on)}.")
        return said

    @property
    def rule(self) -> dict:
        """As the deeds take it."""
        said = dict(self.cleaned_data)
        del said["ends"]
        return said | {"length_minutes": self.length_minutes}


def _not_in(term: Term) -> str:
    return f"Choose a day of the term: from {in_words(term.begins_on)} to {in_words(term.ends_on)}."


def usual_series(today: date) -> dict:
    """What a form begins with: the rule set up last, in this term or the next."""
    last = SessionSeries.objects.select_related("room").order_by("-pk").first()
    hours = {"weekday": THURSDAY, "begins": TWO_O_CLOCK, "ends": HALF_PAST_THREE}
    if last:
        total = last.begins.hour * 60 + last.begins.minute + last.length_minutes
        ends = time(*divmod(total, 60)) if total < 24 * 60 else None
        hours = {"weekday": last.weekday, "begins": last.begins, "ends": ends}
    return hours | {"room": last.room if last else None, "term": term_now(today)}


def term_now(today: date) -> Term | None:
    """This term, else the next."""
    return Term.objects.filter(ends_on__gte=today).order_by("begins_on").first()


class SessionForm(Hours):
    on = CalendarDayField(label="On which day")
    room = RoomField(label="Room")
    field_order = ("on", "begins", "ends", "room")


class ChangeSessionForm(Hours):
    scope = forms.ChoiceField(
        label="What shall change?",
        choices=[(scope.value, scope.label.capitalize()) for scope in Scope],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of these."),
    )
    on = CalendarDayField(label="Day")
    room = RoomField(label="Room")
    field_order = ("scope", "on", "begins", "ends", "room")

    def __init__(self, *args, session: LearningSession, scope: str = "", **options):
        self.session = session
        options["initial"] = {
            "scope": scope if scope in Scope.values else Scope.THIS_ONE,
            "on": session.on,
            "begins": session.begins,
            "ends": wall_time_of(session.ends_at).time(),
            "room": session.room,
        }
        super().__init__(*args, **options)
        if session.series_id is None:
            del self.fields["scope"]
        else:
            self.fields[
                "on"
            ].help_text = (
                "For several sessions: a day of the same week. They all move to that weekday."
            )

    @property
    def chosen_scope(self) -> Scope:
        return Scope(self.cleaned_data.get("scope", Scope.THIS_ONE))

    def clean(self):
        said = super().clean()
        several = said.get("scope", Scope.THIS_ONE) != Scope.THIS_ONE
        if several and said.get("on"):
            week = same_week(self.session.on, 0), same_week(self.session.on, 6)
            if not week[0] <= said["on"] <= week[1]:
                self.add_error(
                    "on",
                    "To move several sessions, choose a day of the same week: from"
                    f" {in_words(week[0])} to {in_words(week[1])}.",
                )
        if not self.errors and self.change == Change():
            raise forms.ValidationError("Nothing is changed yet. Change a day, a time or the room.")
        return said

    @property
    def change(self) -> Change:
        """What differs from the session as it is."""
        said, session = self.cleaned_data, self.session
        day = said["on"] if said["on"] != session.on else None
        is_one = self.chosen_scope == Scope.THIS_ONE
        length = (session.ends_at - session.starts_at).total_seconds() // 60
        return Change(
            on=day if is_one else None,
            weekday=day.weekday() if day and not is_one else None,
            begins=said["begins"] if said["begins"] != session.begins else None,
            length_minutes=self.length_minutes if self.length_minutes != length else None,
            room=said["room"] if said["room"] != session.room else None,
        )


class CancelSessionForm(forms.Form):
    why = words("Why?", 200, help_text="Whoever rings people reads it: “The heating is broken”.")
