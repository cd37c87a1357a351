import pytest

from lessons.models import GlossaryTerm, StepTally
from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    lesson = make_lesson(course=make_course())
    return lesson.address("ask_for_help", 3, track="android")


def test_pressing_counts_the_step_and_shows_the_help(client, address):
    GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")

    page = client.post(address, follow=True).content.decode()

    assert "Stuck? That’s all right." in page
    assert "Tap the grey cog." in page
    assert "Tap the back arrow. You are where you were." in page
    assert "Go to step 2" in page
    assert "A wheel with teeth." in page
    assert 'href="tel:02000000000"' in page
    tally = StepTally.objects.get()
    assert (tally.stuck, tally.seen, tally.track) == (1, 0, "android")


def test_pressing_twice_is_being_stuck_once(client, address):
    client.post(address)
    client.post(address)

    assert StepTally.objects.get().stuck == 1


def test_two_readers_are_two(client, address):
    client.post(address)
    client.cookies.clear()
    client.post(address)

    assert StepTally.objects.get().stuck == 2


def test_looking_at_the_help_counts_nothing(client, address):
    assert client.get(address).status_code == 200
    assert not StepTally.objects.exists()


def test_nothing_that_says_who_is_kept(client, address):
    client.post(address)

    kept = {field.name for field in StepTally._meta.fields}
    assert kept == {"id", "lesson", "step_id", "track", "day", "seen", "finished", "stuck"}
