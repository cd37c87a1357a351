import pytest

from whatthetech.people.models import User
from whatthetech.people.telephone import digits_of, is_telephone


@pytest.mark.parametrize(
    "typed", ["07700 900123", "+44 7700 900123", "(07700) 900-123", "0044 7700 900123"]
)
def test_one_number_is_found_however_it_is_written(typed):
    assert digits_of(typed) == "447700900123"


@pytest.mark.parametrize(("typed", "digits"), [("", ""), ("ring the shop", ""), ("x1 2y", "12")])
def test_what_is_no_number_keeps_its_digits(typed, digits):
    assert digits_of(typed) == digits
    assert not is_telephone(typed)


@pytest.mark.django_db
def test_a_persons_digits_follow_their_telephone():
    mary = User.objects.create_user(first_name="Mary", telephone="07700 900123")
    mary.telephone = "020 7946 0018"
    mary.save(update_fields=["telephone"])

    assert User.objects.get(telephone_digits="442079460018") == mary
