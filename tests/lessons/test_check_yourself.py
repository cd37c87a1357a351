import pytest

from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return make_lesson(course=make_course()).address("check_yourself", 1)


def ask(client, address, **answer):
    return client.get(address, {"on": "android"} | answer).content.decode()


def test_a_question_has_its_answers_and_no_score(client, address):
    page = ask(client, address)

    assert "A stranger asks for your PIN. What do you do?" in page
    assert page.count('type="radio"') == 2
    assert "Nobody needs your PIN but you." not in page


@pytest.mark.parametrize(
    ("answer", "said"), [(0, "Yes, that is right"), (1, "Many people think so.")]
)
def test_any_answer_is_explained_and_leads_on(client, address, answer, said):
    page = ask(client, address, answer=answer, send=1)

    assert said in page
    assert "Nobody needs your PIN but you." in page
    assert "Next question" in page
    assert "Answer again" in page


@pytest.mark.parametrize(
    "answer", [{}, {"answer": ""}, {"answer": "7"}, {"answer": "-1"}, {"answer": "x"}]
)
def test_no_answer_gets_a_sentence_that_says_what_to_do(client, address, answer):
    page = ask(client, address, send=1, **answer)

    assert "<title>Error: Question 1 of 2" in page
    assert page.count("hoose one of the answers") == 2


def test_the_last_question_leads_back_to_the_last_page(client, address):
    page = ask(client, address.replace("/1/", "/2/"), answer=0, send=1)

    assert "Finish the questions" in page


@pytest.mark.parametrize("number", [0, 3])
def test_there_is_no_question_past_the_ends(client, address, number):
    assert client.get(address.replace("/1/", f"/{number}/"), {"on": "android"}).status_code == 404
