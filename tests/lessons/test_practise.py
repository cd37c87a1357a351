import pytest

from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    kinds = ("tap", "hold", "scroll", "type", "undo")
    steps = [make_step(name=kind, practice=kind) for kind in kinds]
    lesson = make_lesson(course=make_course(), steps=steps)
    return lambda number: lesson.address("practise", number, track="android")


def test_what_was_typed_is_shown_back_and_kept_nowhere(client, address):
    response = client.post(address(4), {"practised": "Mary <b>"})

    assert "You typed: <b>Mary &lt;b&gt;</b>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "Mary" not in client.get(address(4), follow=True).content.decode()


def test_a_tap_is_answered(client, address):
    page = client.post(address(1), {"practised": "tap"}).content.decode()

    assert "You did it. You can do it again." in page


@pytest.mark.parametrize("typed", ["", "a" * 10_000, "\x00", "😀" * 90, "مرحبا"])
def test_odd_typing_breaks_nothing(client, address, typed):
    assert client.post(address(4), {"practised": typed}).status_code == 200


def test_coming_back_by_address_leads_to_the_step(client, address):
    assert client.get(address(2))["Location"].endswith("/2/?on=android")
