import pytest

from lessons.models import SafetyWarning
from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def warning():
    return SafetyWarning.objects.create(
        name="code", title="Codes are yours alone", text="<p>Never read one out.</p>", tag="code"
    )


def test_a_tagged_step_shows_its_warning_before_the_action(client, warning):
    steps = [make_step(name="plain"), make_step(name="code", tags=["code"])]
    lesson = make_lesson(course=make_course(), steps=steps)

    plain = client.get(lesson.address("show_step", 1, track="android")).content.decode()
    tagged = client.get(lesson.address("show_step", 2, track="android")).content.decode()

    assert "Codes are yours alone" not in plain
    assert tagged.index("Never read one out.") < tagged.index("Tap the grey cog.")


def test_changing_it_once_changes_every_page(client, warning):
    course = make_course()
    tagged = [make_step(name="code", tags=["code"])]
    lessons = [make_lesson(course=course, slug=slug, steps=tagged) for slug in ("one", "two")]
    warning.text = "<p>Put the phone down.</p>"
    warning.save()

    pages = [client.get(lesson.address("show_step", 1, track="iphone")) for lesson in lessons]

    assert all("Put the phone down." in page.content.decode() for page in pages)


def test_a_lessons_own_warnings_stand_on_its_first_page(client, warning):
    lesson = make_lesson(course=make_course())
    lesson.warnings = [warning]
    lesson.save()

    assert "Codes are yours alone" in client.get(lesson.front).content.decode()
