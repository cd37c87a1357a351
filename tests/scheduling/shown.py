"""What a page of the desk says, without its marks."""

from bs4 import BeautifulSoup

IN_A_LINE = ("b", "bdi", "span")
UNSEEN = ("script", "template")


def shown(response) -> str:
    """The words of the page's main part, each space once."""
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    for part in main.find_all(UNSEEN):
        part.decompose()
    for part in main.find_all(IN_A_LINE):
        part.unwrap()
    main.smooth()
    return " ".join(main.get_text(" ").split())
