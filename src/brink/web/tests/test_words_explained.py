"""/woorden/: what the words of this site mean, and none that no page says."""

import re
from pathlib import Path

from django.test import Client
from django.utils.translation import override

from brink.web.words_explained import WORDS

SOURCE = Path(__file__).parents[2]


def test_a_reader_finds_what_a_word_means_and_the_way_to_it_stands_below_every_page(db: None) -> None:
    home = Client().get("/hulp/").content.decode()
    assert 'href="/woorden/"' in home
    page = Client().get("/woorden/").content.decode()
    assert "Drie woorden, acht cijfers en een letter." in page
    assert 'id="speelruimte"' in page
    english = Client(headers={"accept-language": "en"}).get("/woorden/").content.decode()
    assert "tracking code" in english


@override("nl")
def test_no_word_is_explained_that_no_page_says() -> None:
    pages = [path.read_text("utf-8") for path in SOURCE.rglob("*.html") if "tests" not in path.parts]
    pages += [path.read_text("utf-8") for path in SOURCE.rglob("*.py") if not {"tests", "web"} & set(path.parts)]
    said = " ".join(pages).casefold()
    assert [str(word) for word, _meaning in WORDS if not re.search(rf"\b{word}", said)] == []
    assert sorted(WORDS, key=lambda one: str(one[0])) == list(WORDS)
