"""What the desk's pages about sessions say beside `session_words`."""

from django import template

from whatthetech.scheduling import desk_address

register = template.Library()


@register.filter
def address_at_desk(session) -> str:
    return desk_address.desk_address(session)
