"""A volunteer's picture: small, bare of what a camera wrote, and seen by few."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.factories.people import make_card
from tests.factories.pictures import heic, jpeg, saved_as
from tests.factories.scheduling import make_shift
from tests.pairing.meeting import clear, in_hours, pair, seat
from whatthetech.pairing.models import Ban, Portrait
from whatthetech.pairing.portraits import SIDE, give_portrait

pytestmark = pytest.mark.django_db

MINE, DELETE, ME = "/help/picture/", "/help/picture/delete/", "/me/"


@pytest.fixture
def priya(volunteer):
    return clear(volunteer)


@pytest.fixture
def given(priya):
    return give_portrait(volunteer=priya, file=upload(jpeg()), by=priya.person, now=timezone.now())


@pytest.fixture
def signed_in(client, priya):
    client.force_login(priya.person)
    return client


def upload(content: bytes, name="me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address_of(profile) -> str:
    return f"/me/helper/{profile.pk}/picture/"


@pytest.mark.parametrize(
    "content",
    [jpeg(), heic(), saved_as("PNG", mode="RGBA"), saved_as("WEBP"), saved_as("PNG", 20, 90)],
    ids=["JPEG", "HEIC", "PNG", "WebP", "tiny"],
)
def test_it_becomes_a_small_square_that_says_nothing_of_where_and_when(signed_in, content):
    signed_in.post(MINE, {"picture": upload(content)})

    kept = bytes(Portrait.objects.get().jpeg)
    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size) == ("JPEG", (SIDE, SIDE))
    assert not picture.getexif()
    assert b"Ahmed" not in kept and b"Acme" not in kept
    assert len(kept) < 60_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\x00<script>alert(1)</script>", "can’t be read as a picture"),
        (jpeg()[:500], "damaged or cut short"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "can’t be read as a picture"),
        (saved_as("GIF"), "can’t be read as a picture"),
    ],
    ids=["empty", "script", "cut short", "SVG", "GIF"],
)
def test_what_is_no_picture_is_answered_with_what_to_do(signed_in, content, words):
    response = signed_in.post(MINE, {"picture": upload(content)})

    shown = response.content.decode().replace("&#x27;", "’")
    assert "There is a problem" in shown and words in shown
    assert not Portrait.objects.exists()


def test_nothing_chosen_says_so(signed_in):
    assert "Choose a picture first." in signed_in.post(MINE).content.decode()


def test_another_takes_its_place_and_it_can_be_deleted(signed_in, given):
    signed_in.post(MINE, {"picture": upload(saved_as("PNG"))})
    assert bytes(Portrait.objects.get().jpeg) != bytes(given.jpeg)
    assert "Delete my picture" in page(signed_in, MINE)

    for _ in range(2):
        assert signed_in.post(DELETE)["Location"] == MINE
    assert not Portrait.objects.exists()


def test_a_learner_whom_they_help_sees_it_and_their_browser_keeps_it_not(client, priya, given):
    mary = make_card(called="Mary").card.person
    session = in_hours(100)
    seat(session, mary, helper=make_shift(session=session, volunteer=priya))
    client.force_login(mary)

    assert f'src="{address_of(priya)}" width="120" height="120" alt="Priya"' in page(client, ME)
    response = client.get(address_of(priya))
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]


def test_so_does_one_whose_volunteer_they_are(client, priya, given):
    mary = make_card(called="Mary").card.person
    pair(mary, priya)
    client.force_login(mary)

    assert address_of(priya) in page(client, ME)
    assert client.get(address_of(priya)).status_code == 200


def test_nobody_else_sees_it(client, priya, given, coordinator):
    stranger, apart = (make_card(called=name).card.person for name in ("John", "Rosa"))
    pair(apart, priya)
    Ban.objects.create(learner=apart, volunteer=priya, made_at=timezone.now())
    for person in (stranger, apart, coordinator):
        client.force_login(person)
        assert client.get(address_of(priya)).status_code == 404
    client.logout()
    assert client.get(address_of(priya)).status_code == 302


@pytest.mark.parametrize("address", [MINE, DELETE])
def test_who_works_here_and_is_no_volunteer_has_none_to_give(client, coordinator, address):
    client.force_login(coordinator)

    assert client.post(address)["Location"] == "/help/"


def test_they_see_their_own(signed_in, priya, given):
    assert address_of(priya) in page(signed_in, MINE)
    assert signed_in.get(address_of(priya)).status_code == 200


def test_it_goes_with_the_volunteer(priya, given):
    priya.person.delete()

    assert not Portrait.objects.exists()
