from django import template
from django.utils import timezone

from whatthetech.scheduling import words

register = template.Library()


@register.filter
def when(session) -> str:
    return words.when(session, today=timezone.localdate())


@register.filter
def hours_of(session) -> str:
    return words.hours_of(session)


@register.filter
def day_in_words(day) -> str:
    return words.day_in_words(day, today=timezone.localdate())


@register.filter
def start_of(session) -> str:
    return words.start_of(session, today=timezone.localdate())


@register.filter
def exam_days(term) -> str:
    return words.from_to(term.exams_begin_on, term.exams_end_on)
