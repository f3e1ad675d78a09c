"""What components promise in markup: equal answers, verbatim words, kept search terms."""

import re

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines

from brink.ui.components import Column, Link, Matrix, MatrixRow, Receipt, Row, Table


def html(source: str, **context: object) -> str:
    """Render a piece of template, without the line breaks by which its source is readable."""
    made = engines["django"].from_string("{% load brink %}" + source).render(context).strip()
    return re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", made))


def test_three_answers_are_equal_but_for_word_and_value() -> None:
    form = html('{% statement "Zin." action="/stem" %}')
    buttons = re.findall(r'<button class="([^"]*)" type="submit" name="stem" value="(\w+)">', form)
    assert [value for _, value in buttons] == ["agree", "disagree", "unsure"]
    assert len({css_class for css_class, _ in buttons}) == 1


def test_statement_takes_focus_only_when_told() -> None:
    assert "autofocus" not in html('{% statement "Zin." action="/stem" %}')
    assert '<legend tabindex="-1" autofocus data-focus>Zin.</legend>' in html(
        '{% statement "Zin." action="/s" focus=True %}'
    )


def test_statement_sends_hidden_fields_and_token() -> None:
    form = html('{% statement "Zin." action="/s" hidden=hidden %}', hidden={"zin": "7"}, csrf_token="geheim")
    assert re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form) == [
        ("csrfmiddlewaretoken", "geheim"),
        ("zin", "7"),
    ]


@pytest.mark.parametrize("tag", ["voice", "own_words"])
def test_words_stay_verbatim_and_harmless(tag: str) -> None:
    said = "Bus 21 rijdt <niet> & dat is 'mis'"
    assert "‘Bus 21 rijdt &lt;niet&gt; &amp; dat is &#x27;mis&#x27;’" in html("{% " + tag + " said %}", said=said)


def test_receipt_groups_figures_and_leaves_out_an_unknown_address() -> None:
    for figures in ("4821 0736 K", "48210736K"):
        slip = html("{% receipt receipt %}", receipt=Receipt(("heide", "lijster", "brug"), figures))
        assert "<span>4821 0736 K</span>" in slip
    assert "<svg" not in slip


def test_stop_says_its_moment_and_keeps_its_content() -> None:
    stop = html(
        '{% stop "Geland" id="s4" when="30 juli" date="2026-07-30" level=3 %}<p>{{ said }}</p>{% endstop %}',
        said="<b>",
    )
    assert '<time class="brink-stop__when" datetime="2026-07-30">30 juli</time>' in stop
    assert '<h3 class="brink-stop__title" id="s4">Geland</h3>' in stop
    assert "<p>&lt;b&gt;</p>" in stop


def test_pages_keep_the_search() -> None:
    page = Paginator(range(60), 20).page(2)
    nav = html("{% pagination page query %}", page=page, query=QueryDict("zoek=bus&pagina=2"))
    assert re.findall(r'href="([^"]+)"', nav) == ["?zoek=bus&amp;pagina=1", "?zoek=bus&amp;pagina=3"]
    assert "Pagina 2 van 3" in nav


def test_one_page_needs_no_links() -> None:
    assert html("{% pagination page %}", page=Paginator([], 20).page(1)) == ""


def test_table_cells_carry_their_column_for_the_phone() -> None:
    table = Table("Weging", (Column("Belang"), Column("Mensen", numeric=True)), (Row("Bus", ("12",), "#bus"),))
    made = html("{% data_table table %}", table=table)
    assert '<td role="cell" data-column="Mensen" class="brink-number">12</td>' in made
    assert '<th role="rowheader" scope="row"><a href="#bus">Bus</a></th>' in made


def test_tables_refuse_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="'Bus' has 2 cells for 1 columns"):
        Table("Weging", (Column("Belang"), Column("Mensen")), (Row("Bus", ("1", "2")),))
    with pytest.raises(ValueError, match="'Bus' has 0 cells for 1 columns"):
        Matrix("Wie doet wat", "Fase", ("Inwoner",), (MatrixRow("Bus", ()),), "niets")


def test_button_is_a_link_only_with_an_address() -> None:
    assert html('{% button "Doe mee" href="/mee" %}') == '<a class="brink-button" href="/mee">Doe mee</a>'
    assert html('{% button "Stuur" kind="quiet" small=True %}') == (
        '<button class="brink-button brink-button--quiet brink-button--small" type="submit">Stuur</button>'
    )


def test_empty_state_offers_a_way_on() -> None:
    assert '<a href="#v">Kijk vooruit</a>' in html("{% empty 'Niets.' link %}", link=Link("Kijk vooruit", "#v"))


def test_figures_are_grouped() -> None:
    assert html("{{ 1031|grouped }}") == "1.031"


def test_notices_translate_levels() -> None:
    class Message:
        level_tag = "success"

        def __str__(self) -> str:
            return "Bewaard."

    assert "brink-notice--done" in html("{% notices messages %}", messages=[Message()])
    assert html("{% notices messages %}", messages=[]) == ""
