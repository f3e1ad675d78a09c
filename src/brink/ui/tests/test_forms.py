"""A form by the renderer: what a reader, a screen reader and a keyboard find in it."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import engines

from brink.ui.forms import BrinkFormRenderer, DateInput
from brink.ui.not_sent import not_sent


class Contribution(forms.Form):
    """Every kind of field once."""

    default_renderer = BrinkFormRenderer

    words = forms.CharField(label="Uw woorden", help_text="Schrijf zoals u praat.", widget=forms.Textarea)
    name = forms.CharField(label="Uw naam", required=False)
    village = forms.ChoiceField(label="Uw dorp", choices=[("a", "Anloo"), ("z", "Zweeloo")])
    heard = forms.ChoiceField(
        label="Mogen wij uw woorden laten lezen?",
        choices=[("yes", "Ja"), ("no", "Nee")],
        widget=forms.RadioSelect,
        help_text="U mag dit later veranderen.",
    )
    topics = forms.MultipleChoiceField(
        label="Waar gaat het over?",
        choices=[("bus", "Bus"), ("huis", "Huis")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Ik ben 16 jaar of ouder")
    day = forms.DateField(label="Welke dag?", widget=DateInput)
    photo = forms.FileField(label="Een foto", required=False)
    round = forms.CharField(widget=forms.HiddenInput, initial="7")


class Tags(HTMLParser):
    """All start tags with their attributes, in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def test_every_field_is_named_by_label_or_legend() -> None:
    tags = Tags(str(Contribution()))
    fields = {a["id"] for t in ("input", "textarea", "select") for a in tags.all(t) if a.get("type") != "hidden"}
    assert {a["for"] for a in tags.all("label")} == fields
    assert len(tags.all("legend")) == len(tags.all("fieldset")) == 2


def test_hint_and_error_are_linked_to_the_field() -> None:
    form = Contribution({"words": "", "heard": "misschien"})
    tags = Tags(str(form["words"].as_field_group()))
    [area] = tags.all("textarea")
    assert area["aria-describedby"] == "id_words_helptext id_words_error"
    assert area["aria-invalid"] == "true"
    ids = [attrs.get("id") for _, attrs in tags.found]
    assert ids.index("id_words_helptext") < ids.index("id_words_error") < ids.index("id_words")


def test_group_error_is_linked_to_its_fieldset() -> None:
    form = Contribution({"heard": "misschien"})
    [fieldset] = Tags(str(form["heard"].as_field_group())).all("fieldset")
    assert fieldset["aria-describedby"] == "id_heard_helptext id_heard_error"


def test_error_begins_with_the_word() -> None:
    form = Contribution({})
    assert "<p>Fout: Dit veld is verplicht.</p>" in form["words"].as_field_group()


def _page(context: dict[str, Any]) -> str:
    template = engines["django"].from_string(
        '{% extends "ui/base.html" %}{% block title %}Uw idee{% endblock %}'
        "{% block lead %}<h1>Uw idee</h1>{% endblock %}{% block content %}{{ form }}{% endblock %}"
    )
    return " ".join(template.render(context).split())


def test_summary_takes_focus_and_leads_to_each_field() -> None:
    tags = Tags(_page({"form": Contribution({"round": "7"})}))
    [summary] = [attrs for _, attrs in tags.found if attrs.get("class") == "brink-not-sent"]
    assert "autofocus" in summary
    assert summary["tabindex"] == "-1"
    targets = [str(a["href"]).removeprefix("#") for a in tags.all("a") if str(a["href"]).startswith("#id")]
    assert targets == ["id_words", "id_village", "id_heard_0", "id_agreed", "id_day"]
    assert set(targets) <= {attrs.get("id") for _, attrs in tags.found}


def test_no_summary_when_nothing_is_wrong() -> None:
    page = _page({"form": Contribution()})
    assert "brink-not-sent" not in page
    assert "Nog niet verstuurd" not in page


def test_it_stands_above_the_heading_and_in_the_title() -> None:
    page = _page({"form": Contribution({"round": "7"})})
    assert page.index("brink-not-sent") < page.index("<h1>")
    assert "<title>Nog niet verstuurd: Uw idee" in page


def test_what_a_view_says_comes_before_the_form_of_that_name() -> None:
    page = _page({"form": Contribution({"round": "7"}), "not_sent": not_sent(sentence="Deze ronde is gesloten.")})
    assert "Deze ronde is gesloten." in page
    assert page.count("Dit veld is verplicht.") == len(Contribution({"round": "7"}).errors)


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    form = Contribution()
    said = {field.name for field in form.visible_fields() if "(mag leeg blijven)" in field.as_field_group()}
    assert said == {"name", "topics", "photo"}


def test_hint_is_text_not_markup() -> None:
    class Sly(forms.Form):
        default_renderer = BrinkFormRenderer
        words = forms.CharField(help_text="<script>x</script>")

    assert "<script>" not in str(Sly())


def test_date_is_iso_in_any_language() -> None:
    form = Contribution(initial={"day": date(2026, 11, 1)})
    [field] = Tags(str(form["day"])).all("input")
    assert (field["type"], field["value"]) == ("date", "2026-11-01")


@pytest.mark.parametrize("message", ["Deze code kennen wij niet."])
def test_a_refusal_without_a_form(message: str) -> None:
    assert f"<li> {message} </li>" in _page({"not_sent": not_sent(sentence=message)})
