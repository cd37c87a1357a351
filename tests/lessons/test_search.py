import pytest

from lessons.models import GlossaryTerm
from lessons.searching import search_library, stem
from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    course = make_course()
    make_lesson(
        course=course,
        title="Video call",
        slug="video-call",
        also_called="facetime\nvidio call",
        steps=[
            make_step(name="camera", title="Turn the camera round"),
            make_step(name="tripod", action="<p>Put the tablet on its tripod.</p>"),
        ],
    )
    make_lesson(course=course, title="Spot and report a scam", slug="scam")
    GlossaryTerm.objects.create(word="scam", meaning="A trick.", also_called="skam\nswindle")


def titles(asked: str) -> list[str]:
    return [hit.lesson.title for hit in search_library(asked).lessons]


@pytest.mark.parametrize(
    "asked",
    ["video", "videos", "Video Calls", "how do I make a video call", "facetime", "vidio", "VIDEO"],
)
def test_everyday_words_find_the_lesson(library, asked):
    assert titles(asked)[0] == "Video call"


def test_a_misspelt_word_finds_what_is_meant_and_says_so(library):
    found = search_library("vidjo")

    assert [hit.lesson.title for hit in found.lessons] == ["Video call"]
    assert found.spelt == "video"


def test_a_misspelling_known_to_the_glossary_finds_the_lesson_of_its_word(library):
    found = search_library("skam")

    assert [term.word for term in found.terms] == ["scam"]
    assert [hit.lesson.title for hit in found.lessons] == ["Spot and report a scam"]


def test_words_of_a_single_step_lead_to_that_step(library):
    hit = search_library("tripod").lessons[0]

    assert (hit.lesson.title, hit.step.number) == ("Video call", 2)
    assert hit.address == "/learn/staying-safe/video-call/2/?on=iphone"


def test_a_draft_is_not_found(library):
    course = make_lesson(
        course=make_course(slug="other"), title="Photos", slug="photos", live=False
    )

    assert course.pk
    assert titles("photos") == []


@pytest.mark.parametrize("asked", ["xyzzy", "😀", "\"');--", "%", "*", "NOT", "a" * 100])
def test_nothing_found_gives_the_number_to_ring_and_lessons_to_begin_with(library, client, asked):
    page = client.get("/learn/search/", {"q": asked}).content.decode()

    assert "We have nothing under these words yet." in page
    assert 'href="tel:02000000000"' in page
    assert "Lessons many people begin with" in page
    assert page.count('href="/learn/staying-safe/') == 2


@pytest.mark.parametrize("asked", ["\x00video", "video\x00", "<script>alert(1)</script> video"])
def test_odd_input_is_shown_escaped(library, client, asked):
    response = client.get("/learn/search/", {"q": asked})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("lessons", [1, 3])
def test_as_many_queries_for_one_lesson_found_as_for_three(
    client, django_assert_num_queries, lessons
):
    course = make_course()
    for number in range(lessons):
        make_lesson(course=course, title="Photos", slug=f"photos-{number}")

    with django_assert_num_queries(6):
        response = client.get("/learn/search/", {"q": "photos"})

    assert response.content.count(b"Open \xe2\x80\x9cPhotos\xe2\x80\x9d") == lessons


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("videos", "video"), ("batteries", "battery"), ("charging", "charg"), ("press", "press")],
)
def test_stem_takes_off_a_common_ending(word, stemmed):
    assert stem(word) == stemmed
