import pytest

from lessons.display import Display

pytestmark = pytest.mark.django_db


def test_the_choice_shows_on_every_page_before_any_script(client):
    client.post("/display/", {"size": "36", "page": "dark", "next": "/learn/"})

    page = client.get("/words/").content.decode()

    assert page.startswith("<!doctype html>")
    assert 'data-words="36" data-page="dark"' in page.partition("<head>")[0]


def test_one_choice_keeps_the_other(client):
    client.post("/display/", {"size": "36"})
    client.post("/display/", {"page": "dark"})
    client.post("/display/", {"size": "44"})

    assert Display.read({"display": client.cookies["display"].value}) == Display(44, "dark")


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/learn/?on=iphone", "/learn/?on=iphone"),
        ("https://elsewhere.example/", "/display/"),
        ("//elsewhere.example/", "/display/"),
        ("javascript:alert(1)", "/display/"),
        ("", "/display/"),
    ],
)
def test_it_leads_back_to_a_page_of_our_own(client, wanted, where):
    response = client.post("/display/", {"size": "28", "next": wanted})

    assert (response.status_code, response["Location"]) == (302, where)


@pytest.mark.parametrize("cookie", ["", "99-dark", "22", "x-y", "44-pink", "٢٢-dark", "-", "\x00"])
def test_a_made_up_choice_is_the_default(cookie):
    assert Display.read({"display": cookie}).size in (22, 44)
    assert Display.read({"display": cookie}).page in ("", "dark")


def test_there_is_no_smaller_than_the_smallest_and_no_bigger_than_the_biggest():
    assert (Display(22).smaller, Display(22).bigger) == (None, 28)
    assert (Display(44).smaller, Display(44).bigger) == (36, None)


def test_choosing_nothing_we_offer_changes_nothing(client):
    client.post("/display/", {"size": "1000", "page": "pink"})

    assert Display.read({"display": client.cookies["display"].value}) == Display()


@pytest.mark.parametrize(
    "address", ["/learn/?on=iphone", "/learn/search/?q=two+words", "/nowhere/"]
)
def test_the_form_leads_back_to_the_very_page_it_stands_on(client, address):
    page = client.get(address).content.decode()

    assert f'name="next" value="{address}"' in page
