import pytest

from lessons.glossary import words_in
from lessons.models import GlossaryTerm
from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def glossary():
    GlossaryTerm.objects.create(word="app", meaning="A tool on the screen.", other_forms="apps")
    GlossaryTerm.objects.create(word="home screen", meaning="Where you begin.")
    GlossaryTerm.objects.create(word="screen", meaning="The glass.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Open the app.", ["app"]),
        ("Your Apps are on the Home Screen", ["app", "home screen"]),
        ("The screen, then the home screen, then an app", ["screen", "home screen", "app"]),
        ("An app is an app, and apps are apps", ["app"]),
        ("An apple happens on the screens", []),
        ("", []),
    ],
)
def test_words_are_found_whole_once_and_in_the_order_of_first_use(glossary, text, words):
    assert [word.word for word in words_in(text)] == words


def test_an_empty_glossary_finds_nothing():
    assert words_in("Open the app.") == []


def test_a_new_word_is_found_at_once(glossary):
    words_in("a cog")
    GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")

    assert [word.word for word in words_in("a cog")] == ["cog"]


def test_they_stand_below_the_step_and_are_no_links(client, glossary):
    GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")
    lesson = make_lesson(course=make_course())

    page = client.get(lesson.address("show_step", 1, track="android")).content.decode()

    assert page.index("Next step") < page.index("Words in this step") < page.index("A wheel with")
    assert "<a" not in page[page.index("Words in this step") : page.index("A wheel with")]
