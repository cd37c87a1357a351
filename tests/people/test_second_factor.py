"""The second factor: who must have one, what it holds back, and every way with it."""

import io
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.conftest import make_person
from tests.factories.people import code_shown_by, give_telephone, make_card, verify
from whatthetech.people import second_factor as deeds
from whatthetech.people.models import LookUp, User
from whatthetech.people.second_factor import (
    MayNotReset,
    MustKeepSecondFactor,
    WaitFirst,
    WrongCode,
    check_code,
    has_second_factor,
    must_have_second_factor,
    reset_second_factor,
    turn_off_second_factor,
)

pytestmark = pytest.mark.django_db

PASSWORD = "a long password"
CODE, SET_UP = "/admin/second-factor/code/", "/admin/second-factor/set-up/"
KEY = "3132333435363738393031323334353637383930"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("admin@example.org", PASSWORD, first_name="Ada")


def set_up(person, *, key=KEY, now=None) -> list[str]:
    """The recovery codes."""
    typed = code_shown_by(key)
    _, codes = deeds.set_up_second_factor(
        person=person, key=key, typed=typed, by=person, now=now or timezone.now()
    )
    return codes


def signed_in(person) -> Client:
    """By password only."""
    client = Client()
    client.force_login(person)
    return client


def leads_to(response) -> str:
    assert response.status_code == 302
    return response["Location"].partition("?")[0]


# --- Who must have one -------------------------------------------------------------------


def test_coordinators_leads_and_administrators_must_have_one(
    volunteer, coordinator, lead, administrator, learner
):
    must = {
        person.called: must_have_second_factor(person)
        for person in (volunteer, coordinator, lead, administrator, learner)
    }

    assert must == {"Priya": False, "Sam": True, "Ruth": True, "Ada": True, "Mary": False}


def test_by_setting_nobody_must(coordinator, administrator, settings):
    settings.SECOND_FACTOR = False

    assert not must_have_second_factor(coordinator)
    assert not must_have_second_factor(administrator)
    assert signed_in(coordinator).get("/admin/").status_code == 200


# --- What it holds back ------------------------------------------------------------------

HELD = ("/admin/", "/admin/account/", "/admin/users/", "/admin/desk/invitations/", "/me/")
OPEN = (
    "/admin/jsi18n/",
    "/admin/sprite/",
    "/admin/password_reset/",
    "/admin/invitation-ended/",
    "/",
    "/learn/",
    "/card/",
)


@pytest.mark.parametrize("address", [*HELD, "/admin/second-factor/", "/admin/no-such-page/"])
def test_without_one_a_coordinator_is_led_to_set_it_up(coordinator, address):
    response = signed_in(coordinator).get(address)

    assert leads_to(response) == SET_UP


@pytest.mark.parametrize("address", [*HELD, SET_UP, "/admin/second-factor/turn-off/"])
@pytest.mark.parametrize("who", ["coordinator", "volunteer"])
def test_with_one_everybody_is_asked_for_the_code_first(request, who, address):
    person = request.getfixturevalue(who)
    give_telephone(person)

    assert leads_to(signed_in(person).get(address)) == CODE


def test_a_post_is_held_back_too(coordinator):
    give_telephone(coordinator)

    response = signed_in(coordinator).post("/admin/second-factor/recovery-codes/")

    assert response["Location"] == CODE
    assert not StaticToken.objects.exists()


def test_what_a_script_asks_for_is_refused(coordinator):
    response = signed_in(coordinator).get(
        "/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert response.status_code == 403


@pytest.mark.parametrize("address", OPEN)
def test_what_is_everybodys_stays_open(coordinator, address):
    give_telephone(coordinator)

    response = signed_in(coordinator).get(address)

    assert response.status_code in (200, 404) or leads_to(response) != CODE


def test_one_can_always_sign_out(coordinator):
    client = signed_in(coordinator)

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_a_volunteer_without_one_goes_in_by_password(volunteer):
    assert signed_in(volunteer).get("/admin/").status_code == 200


def test_a_learner_with_a_card_is_asked_for_nothing():
    client = signed_in(make_card().card.person)

    assert client.get("/me/").status_code == 200


def test_the_gate_costs_whoever_has_none_no_query(volunteer, settings):
    client = signed_in(volunteer)
    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/no-such-page/")

    about_it = [query["sql"] for query in asked if "otp_" in query["sql"]]
    assert len(about_it) == 1  # the one that finds who is signed in
    assert 'FROM "people_user"' in about_it[0]


def test_one_set_up_elsewhere_holds_back_the_sessions_that_are_open(volunteer):
    here = signed_in(volunteer)
    assert here.get("/admin/account/").status_code == 200

    give_telephone(volunteer)

    assert leads_to(here.get("/admin/account/")) == CODE


def test_anothers_device_verifies_nobody(volunteer, coordinator):
    give_telephone(coordinator)
    theirs = TOTPDevice.objects.get(user=coordinator)
    give_telephone(volunteer)
    client = signed_in(volunteer)
    session = client.session
    session["otp_device_id"] = theirs.persistent_id
    session.save()

    assert leads_to(client.get("/admin/")) == CODE


# --- Setting it up -----------------------------------------------------------------------


def key_shown(client) -> str:
    client.get(SET_UP)
    return client.session["second_factor_key"]


def test_it_shows_a_square_and_the_key_in_groups_of_four(coordinator):
    client = signed_in(coordinator)

    page = client.get(SET_UP).content.decode()

    typed = deeds.typed_key(client.session["second_factor_key"])
    assert [len(group) for group in typed.split()] == [4] * 8
    assert f'dir="ltr">{typed}</bdi>' in page
    assert "<svg" in page
    assert f"secret={typed.replace(' ', '')}" in page


def test_the_square_stays_the_same_until_it_is_done(coordinator):
    client = signed_in(coordinator)

    assert key_shown(client) == key_shown(client)


def test_the_first_code_turns_it_on_and_shows_ten_recovery_codes_once(coordinator):
    client = signed_in(coordinator)
    key = key_shown(client)

    response = client.post(SET_UP, {"code": code_shown_by(key)})

    page = response.content.decode()
    codes = response.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in page for code in codes)
    assert has_second_factor(coordinator)
    assert client.get("/admin/").status_code == 200
    assert not any(code in client.get(SET_UP).content.decode() for code in codes)


def test_a_wrong_code_changes_nothing_and_says_what_to_do(coordinator):
    client = signed_in(coordinator)
    key_shown(client)

    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert "Wait for the next six digits in the app, and type those." in page
    assert 'value="000000"' in page
    assert not TOTPDevice.objects.exists()
    assert leads_to(client.get("/admin/")) == SET_UP


@pytest.mark.parametrize(
    "typed",
    ["", "\x00", "١٢٣٤٥٦", "abc", "1" * 500, "👵", "\u202e123456", "<script>alert(1)</script>"],
)
@pytest.mark.parametrize("address", [SET_UP, CODE])
def test_whatever_is_typed_for_a_code_is_answered_by_a_sentence(coordinator, address, typed):
    if address == CODE:
        give_telephone(coordinator)

    response = signed_in(coordinator).post(address, {"code": typed})

    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="id_code_error"' in page
    assert "<title>Error: " in page.replace("\n", "")
    assert "<script>alert" not in page


def test_another_telephone_ends_the_one_before_and_its_recovery_codes(coordinator):
    old = set_up(coordinator)
    client = signed_in(coordinator)
    client.post(CODE, {"code": old[0]})
    key = key_shown(client)

    client.post(SET_UP, {"code": code_shown_by(key), "password": PASSWORD})

    assert TOTPDevice.objects.get(user=coordinator).key == key
    with pytest.raises(WrongCode):
        check_code(person=coordinator, typed=old[1])
    assert client.get("/admin/").status_code == 200


def test_another_telephone_needs_the_password(coordinator):
    key = give_telephone(coordinator)
    client = Client()
    verify(client, coordinator, key=key)
    new = key_shown(client)

    page = client.post(SET_UP, {"code": code_shown_by(new), "password": "not it"}).content.decode()

    assert "This is not your password. Type it again." in page
    assert TOTPDevice.objects.get(user=coordinator).key == key


def test_recovery_codes_cannot_be_read_from_the_database(coordinator):
    codes = set_up(coordinator)

    kept = str(list(StaticToken.objects.values()))
    assert StaticToken.objects.count() == 10
    assert not any(code in kept or code.replace("-", "") in kept.lower() for code in codes)


# --- Giving the code ---------------------------------------------------------------------


def test_the_code_of_the_telephone_opens_the_desk_and_leads_on(coordinator):
    key = give_telephone(coordinator)
    client = signed_in(coordinator)

    address = client.get("/admin/account/")["Location"]
    response = client.post(address, {"code": code_shown_by(key), "next": "/admin/account/"})

    assert address == CODE + "?next=%2Fadmin%2Faccount%2F"
    assert response["Location"] == "/admin/account/"
    assert client.get("/admin/account/").status_code == 200


@pytest.mark.parametrize("spaced", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_the_code_may_be_typed_in_any_spacing(coordinator, spaced):
    code = code_shown_by(give_telephone(coordinator))
    typed = spaced.format(code[:3], code[3:])

    assert check_code(person=coordinator, typed=typed).user == coordinator


def test_a_code_is_good_once(coordinator):
    code = code_shown_by(give_telephone(coordinator))
    check_code(person=coordinator, typed=code)

    with pytest.raises(WrongCode):
        check_code(person=coordinator, typed=code)


def test_a_recovery_code_opens_the_desk_once(coordinator):
    codes = set_up(coordinator)

    check_code(person=coordinator, typed=codes[3].upper().replace("-", " "))

    with pytest.raises(WrongCode):
        check_code(person=coordinator, typed=codes[3])
    assert deeds.recovery_codes_left(coordinator) == 9


def test_somebody_elses_codes_open_nothing(coordinator, lead):
    codes = set_up(coordinator)
    key = give_telephone(lead)

    with pytest.raises(WrongCode):
        check_code(person=lead, typed=codes[0])
    assert check_code(person=lead, typed=code_shown_by(key))


def test_wrong_codes_make_one_wait_even_with_the_right_one(coordinator):
    key = give_telephone(coordinator)
    for _ in range(3):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        with pytest.raises(WrongCode):
            check_code(person=coordinator, typed="000000")

    with pytest.raises(WaitFirst):
        check_code(person=coordinator, typed=code_shown_by(key))


def test_the_page_says_how_long_to_wait(coordinator):
    key = give_telephone(coordinator)
    TOTPDevice.objects.update(
        throttling_failure_timestamp=timezone.now(), throttling_failure_count=11
    )

    page = signed_in(coordinator).post(CODE, {"code": code_shown_by(key)}).content.decode()

    assert "Wait 18 minutes." in page


def test_the_last_recovery_codes_are_warned_of(coordinator):
    codes = set_up(coordinator)
    for code in codes[:7]:
        check_code(person=coordinator, typed=code)
    client = signed_in(coordinator)

    client.post(CODE, {"code": codes[7]})

    assert "You have 2 recovery codes left." in client.get("/admin/account/").content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_several_who_type_one_code_at_once_one_comes_in(coordinator):
    code = set_up(coordinator)[0]
    let_in, barrier = [], Barrier(4)

    def type_it():
        barrier.wait()
        try:
            let_in.append(check_code(person=coordinator, typed=code))
        except (WrongCode, WaitFirst):
            pass
        finally:
            connection.close()

    threads = [Thread(target=type_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(let_in) == 1
    assert deeds.recovery_codes_left(coordinator) == 9


# --- What one may do with it -------------------------------------------------------------


def test_new_recovery_codes_end_the_ones_before(volunteer):
    old = set_up(volunteer)
    client = signed_in(volunteer)
    client.post(CODE, {"code": old[0]})

    response = client.post("/admin/second-factor/recovery-codes/")

    assert len(response.context["codes"]) == 10
    with pytest.raises(WrongCode):
        check_code(person=volunteer, typed=old[1])
    assert client.get("/admin/").status_code == 200  # the code they came in by was an old one


def test_a_volunteer_turns_it_off_by_password(volunteer):
    client = Client()
    verify(client, volunteer, key=give_telephone(volunteer))

    wrong = client.post("/admin/second-factor/turn-off/", {"password": "not it"})
    assert has_second_factor(User.objects.get(pk=volunteer.pk))
    client.post("/admin/second-factor/turn-off/", {"password": PASSWORD})

    assert "This is not your password." in wrong.content.decode()
    assert not has_second_factor(User.objects.get(pk=volunteer.pk))
    assert client.get("/admin/").status_code == 200


def test_whoever_must_have_it_cannot_turn_it_off(coordinator):
    client = Client()
    verify(client, coordinator, key=give_telephone(coordinator))

    page = client.get("/admin/second-factor/").content.decode()
    client.post("/admin/second-factor/turn-off/", {"password": PASSWORD})

    assert "Turn it off" not in page
    with pytest.raises(MustKeepSecondFactor):
        turn_off_second_factor(person=coordinator, by=coordinator, now=timezone.now())
    assert TOTPDevice.objects.filter(user=coordinator).exists()


def test_it_is_offered_on_the_account_page(volunteer):
    assert (
        'href="/admin/second-factor/"'
        in signed_in(volunteer).get("/admin/account/").content.decode()
    )


# --- Taking a lost one away --------------------------------------------------------------


def test_a_colleague_takes_a_lost_one_away_and_the_person_is_told(
    coordinator, lead, django_capture_on_commit_callbacks
):
    set_up(coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        reset_second_factor(person=coordinator, by=lead, now=timezone.now())

    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    [message] = mail.outbox
    assert (message.to, message.subject) == (
        ["coordinator@example.org"],
        "Your second factor was taken away",
    )
    noted = LookUp.objects.get()
    assert (noted.by, noted.person, noted.deed) == (lead, coordinator, LookUp.Deed.CHANGED)


def test_nobody_takes_away_their_own_nor_a_volunteer_anybodys(coordinator, volunteer):
    set_up(coordinator)

    for by in (coordinator, volunteer):
        with pytest.raises(MayNotReset):
            reset_second_factor(person=coordinator, by=by, now=timezone.now())
    assert TOTPDevice.objects.exists()


def test_an_administrators_only_an_administrator_takes_away(administrator, coordinator):
    set_up(administrator)

    with pytest.raises(MayNotReset):
        reset_second_factor(person=administrator, by=coordinator, now=timezone.now())


def test_at_the_desk_one_is_asked_first_and_then_it_is_gone(coordinator, lead):
    set_up(coordinator)
    client = Client()
    verify(client, lead, key=give_telephone(lead))
    address = f"/admin/desk/second-factors/{coordinator.pk}/take-away/"

    assert address in client.get("/admin/desk/second-factors/").content.decode()
    assert "Make sure who asks." in client.get(address).content.decode()
    assert TOTPDevice.objects.filter(user=coordinator).exists()
    client.post(address)

    assert not TOTPDevice.objects.filter(user=coordinator).exists()


def test_the_list_names_staff_and_nobody_else(coordinator, lead, learner):
    client = Client()
    verify(client, lead, key=give_telephone(lead))

    page = client.get("/admin/desk/second-factors/").content.decode()

    assert "coordinator@example.org" in page
    assert "Mary" not in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    coordinator, settings, django_assert_num_queries, more
):
    settings.SECOND_FACTOR = False
    for number in range(more):
        make_person(f"staff{number}@example.org", "Jo", group="Volunteers")
    client = signed_in(coordinator)
    client.get("/admin/desk/second-factors/")

    with django_assert_num_queries(13):
        client.get("/admin/desk/second-factors/")


def test_the_last_resort_is_a_command(coordinator):
    set_up(coordinator)

    call_command("reset_second_factor", "Coordinator@example.org", stdout=io.StringIO())

    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("email", ["nobody@example.org", "volunteer@example.org"])
def test_the_command_says_when_there_is_nothing_to_take_away(volunteer, email):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", email)
