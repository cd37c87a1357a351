"""The call desk: find or add whoever is ringing, and what they may want next."""

import pytest

from lessons.kept_progress import keep_for
from lessons.progress import Place
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import agree, make_card, make_learner
from whatthetech.people.admin_views.calling import read_caller
from whatthetech.people.cards import issue_card
from whatthetech.people.consent import keep_what_helps
from whatthetech.people.models import LearnerProfile, LookUp, User, VolunteerProfile

pytestmark = pytest.mark.django_db

CALL = "/admin/desk/call/"
NEW = f"{CALL}new/"
ODD = ("\x00", "\u202eeniw", "😀", "x" * 5000, "<script>alert(1)</script>", "%", "'", "&#")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def margaret():
    return make_learner(known_as="Peggy", address="12 Bloemfontein Road\nLondon W12")


def page(client, address, **asked) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


class TestFind:
    def test_a_misspelt_name_finds_enough_to_tell_people_apart(self, desk, margaret, now):
        issue_card(person=margaret.person, by=None, now=now)

        shown = page(desk, CALL, q="margret smyth")

        assert f'href="{CALL}{margaret.person_id}/"' in shown
        for words in ("Margaret Smith", "Peggy", "ends in 123", "12 Bloemfontein", "has a card"):
            assert words in shown
        assert "07700 900123" not in shown and "London W12" not in shown

    def test_htmx_gets_the_people_alone(self, desk, margaret):
        response = desk.get(CALL, {"q": "margaret"}, headers={"HX-Request": "true"})

        shown = response.content.decode()
        assert "Margaret Smith" in shown and "1 found" in shown
        assert "<html" not in shown and 'id="who"' not in shown
        assert "no-store" in response["Cache-Control"]

    def test_nobody_found_says_so_and_keeps_what_was_typed(self, desk, margaret):
        shown = page(desk, CALL, q="Doris Day")

        assert "Nobody is found by “<bdi>Doris Day</bdi>”" in shown
        assert f'href="{NEW}?q=Doris%20Day"' in shown and 'value="Doris Day"' in shown

    def test_a_card_number_with_a_wrong_digit_says_what_to_ask(self, desk):
        number = make_card(called="Mary").number
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

        assert "Ask them to read it again." in page(desk, CALL, q=wrong)
        assert "Mary" in page(desk, CALL, q=number)

    def test_looking_through_the_names_is_no_look_at_anybody(self, desk, coordinator, margaret):
        page(desk, CALL, q="margaret")

        assert not LookUp.objects.filter(by=coordinator).exists()

    @pytest.mark.parametrize("odd", ODD)
    def test_whatever_is_typed_is_answered_and_escaped(self, desk, margaret, odd):
        for address, name in ((CALL, "q"), (NEW, "q"), (f"{CALL}duplicates/", "first_name")):
            assert "<script>alert" not in page(desk, address, **{name: odd})

    @pytest.mark.parametrize("people", [1, 3])
    def test_more_people_ask_no_more_of_the_database(self, desk, django_assert_num_queries, people):
        for number in range(people):
            make_learner(telephone=f"0770090012{number}")

        with django_assert_num_queries(FIND_QUERIES):
            desk.get(CALL, {"q": "margaret"}, headers={"HX-Request": "true"})


FIND_QUERIES = 8


class TestSomebodyNew:
    @pytest.mark.parametrize(
        ("typed", "first", "last", "telephone", "email"),
        [
            ("doris day 07700 900456", "Doris", "Day", "07700 900456", ""),
            ("+44 7700 900456", "", "", "+44 7700 900456", ""),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven", "", ""),
            ("doris@example.org Doris", "Doris", "", "", "doris@example.org"),
            ("O'Brien", "O'Brien", "", "", ""),
            ("", "", "", "", ""),
        ],
    )
    def test_what_was_typed_is_told_apart(self, typed, first, last, telephone, email):
        assert read_caller(typed) == {
            "first_name": first,
            "last_name": last,
            "telephone": telephone,
            "email": email,
        }

    def test_a_first_name_and_a_telephone_are_enough(self, desk, coordinator):
        response = desk.post(NEW, {"first_name": "Doris", "telephone": "07700 900456"})

        learner = LearnerProfile.objects.get()
        assert response["Location"] == f"{CALL}{learner.person_id}/"
        assert learner.person.is_learner
        assert LookUp.objects.get().by == coordinator

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"telephone": "07700 900456"}, "Type what to call them: a first name."),
            ({"first_name": "Doris"}, "we need one way to reach them"),
            ({"first_name": "Doris", "telephone": "9"}, "such as 07700 900123"),
            ({"first_name": "a\x00", "telephone": "07700 900456"}, "in letters and numbers"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_lost(self, desk, typed, sentence):
        shown = desk.post(NEW, {**typed, "address": "12 Typed Road"}).content.decode()

        is_enough = sentence.startswith("we need")
        if is_enough:
            shown = desk.post(NEW, typed).content.decode()
        assert sentence in shown
        assert is_enough or "12 Typed Road" in shown
        assert LearnerProfile.objects.count() == is_enough

    def test_who_may_be_here_already_is_asked_about_once(self, desk, margaret):
        typed = {"first_name": "Margret", "last_name": "Smyth", "telephone": "020 8743 0018"}

        shown = desk.post(NEW, typed).content.decode()
        assert "Is it one of these?" in shown and "Margaret Smith" in shown
        assert LearnerProfile.objects.count() == 1

        desk.post(NEW, {**typed, "is_new": "yes"})
        assert LearnerProfile.objects.count() == 2

    def test_pressing_twice_adds_one(self, desk):
        typed = {"first_name": "Doris", "telephone": "07700 900456"}
        desk.post(NEW, typed)

        assert "Is it one of these?" in desk.post(NEW, typed).content.decode()
        assert LearnerProfile.objects.count() == 1

    def test_who_may_be_here_is_shown_while_the_form_is_filled_in(self, desk, margaret):
        shown = page(desk, f"{CALL}duplicates/", first_name="Doris", telephone="07700900123")

        assert "Margaret Smith" in shown and "the telephone number" in shown
        assert page(desk, f"{CALL}duplicates/", first_name="Doris").strip() == ""


class TestCall:
    def test_it_says_what_to_ask_and_what_to_compare(self, desk, margaret):
        shown = page(desk, f"{CALL}{margaret.person_id}/")

        for words in ("Who am I speaking to?", "Do not read it to them", "07700 900123", "Peggy"):
            assert words in shown

    def test_the_call_is_noted_and_is_the_last_contact(self, desk, coordinator, margaret, now):
        shown = page(desk, f"{CALL}{margaret.person_id}/")

        assert "never before" in shown
        assert LearnerProfile.objects.get().last_contact_on == now.date()
        look = LookUp.objects.get(by=coordinator)
        assert (look.deed, look.person) == ("viewed", margaret.person)

    def test_the_lesson_they_are_in_leads_to_their_step(self, desk, margaret, now):
        lesson = make_lesson(course=make_course())
        step = lesson.steps_on("android")[3]
        place = Place(lesson_id=lesson.pk, step=step.id[:8], track="android")
        keep_for(margaret.person, place, now=now)

        shown = page(desk, f"{CALL}{margaret.person_id}/")

        assert f'href="{lesson.address("show_step", 4, track="android")}"' in shown
        assert "they are at step 4 of 6" in shown

    def test_a_lesson_is_found_by_what_it_is_about(self, desk, margaret):
        lesson = make_lesson(course=make_course())

        assert lesson.title in page(desk, f"{CALL}{margaret.person_id}/", lesson="settings")
        assert "No lesson speaks of" in page(desk, f"{CALL}{margaret.person_id}/", lesson="xyzzy")

    def test_what_helps_to_hear_is_at_hand_where_they_agreed(
        self, desk, coordinator, margaret, now
    ):
        agree(margaret)
        keep_what_helps(learner=margaret, by=coordinator, now=now, hearing="Speak slowly")

        assert "Speak slowly" in page(desk, f"{CALL}{margaret.person_id}/")

    def test_a_volunteer_who_rings_has_their_page_too(self, desk):
        priya = User.objects.create_user("priya@example.org", first_name="Priya")
        VolunteerProfile.objects.create(person=priya)

        shown = page(desk, f"{CALL}{priya.pk}/")

        assert "Priya" in shown and "Help with a lesson" not in shown

    def test_who_was_merged_leads_to_who_was_kept(self, desk, margaret):
        gone = User.objects.create_user(first_name="Rita", merged_into=margaret.person)

        response = desk.get(f"{CALL}{gone.pk}/")

        assert response["Location"] == f"{CALL}{margaret.person_id}/"

    def test_staff_and_strangers_have_no_page(self, desk, coordinator):
        for pk in (coordinator.pk, 99999):
            assert desk.get(f"{CALL}{pk}/").status_code == 404

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_lessons_ask_no_more_of_the_database(
        self, desk, margaret, now, django_assert_num_queries, many
    ):
        course = make_course()
        for number in range(many):
            lesson = make_lesson(course=course, slug=f"lesson-{number}")
            step = lesson.steps_on("android")[0].id[:8]
            keep_for(
                margaret.person, Place(lesson_id=lesson.pk, step=step, track="android"), now=now
            )
        page(desk, f"{CALL}{margaret.person_id}/")

        with django_assert_num_queries(CALL_QUERIES):
            page(desk, f"{CALL}{margaret.person_id}/")


CALL_QUERIES = 29
