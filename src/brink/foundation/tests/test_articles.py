"""How governments and their parts are called within a sentence."""

import pytest

from brink.foundation.articles import in_sentence, number, opening


@pytest.mark.parametrize(("name", "said", "many"), [
    ("Gemeenteraad", "de gemeenteraad", 1),
    ("Gemeenteraad van Assen", "de gemeenteraad van Assen", 1),
    ("College van burgemeester en wethouders", "het college van burgemeester en wethouders", 1),
    ("College van Gedeputeerde Staten", "het college van Gedeputeerde Staten", 1),
    ("Provinciale Staten", "Provinciale Staten", 2),
    ("Provinciale Staten van Drenthe", "Provinciale Staten van Drenthe", 2),
    ("Gedeputeerde Staten", "Gedeputeerde Staten", 2),
    ("Gedeputeerde De Vries", "de gedeputeerde De Vries", 1),
    ("Algemeen bestuur", "het algemeen bestuur", 1),
    ("Dagelijks Bestuur", "het dagelijks bestuur", 1),
    ("Dorpsraad Grolloo", "de dorpsraad Grolloo", 1),
    ("Team Dorpen", "het team Dorpen", 1),
    ("Commissie Ruimte", "de commissie Ruimte", 1),
    ("Wethouders", "de wethouders", 2),
    ("Gemeente Emmen", "de gemeente Emmen", 1),
    ("Gemeente De Wolden", "de gemeente De Wolden", 1),
    ("Provincie Drenthe", "de provincie Drenthe", 1),
    ("Waterschap Hunze en Aa's", "het waterschap Hunze en Aa's", 1),
    ("Recreatieschap Drenthe", "het recreatieschap Drenthe", 1),
    ("Hunze en Aa's", "Hunze en Aa's", 1),
    ("Anja de Boer", "Anja de Boer", 1),
    ("", "", 1),
])  # fmt: skip
def test_a_name_gets_its_article_and_its_number(name: str, said: str, many: int) -> None:
    assert (in_sentence(name), number(name)) == (said, many)


def test_a_sentence_begins_with_a_capital() -> None:
    assert opening("Gemeenteraad") == "De gemeenteraad"
    assert opening("Provinciale Staten") == "Provinciale Staten"
