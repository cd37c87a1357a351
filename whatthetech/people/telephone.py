"""Telephone numbers, however they are written."""

import phonenumbers

HOME = "GB"


def digits_of(typed: str) -> str:
    """To find and compare by: “+44 (0)7700 900123” and “07700 900 123” are the same.

    A number that phonenumbers can read comes with its country (447700900123), any other as
    the digits it has.
    """
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return "".join(sign for sign in typed if sign.isdecimal())[:20]
    return f"{number.country_code}{number.national_number}"


def is_telephone(typed: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(typed, HOME))
    except phonenumbers.NumberParseException:
        return False
