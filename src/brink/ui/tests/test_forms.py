"""A form by the renderer: what a reader, a screen reader and a keyboard find in it."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from brink.ui.forms import BrinkFormRenderer, DateInput


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


def test_summary_takes_focus_and_leads_to_each_field() -> None:
    tags = Tags(str(Contribution({"round": "7"})))
    [summary] = [attrs for _, attrs in tags.found if attrs.get("class") == "brink-errors"]
    assert "autofocus" in summary
    assert summary["tabindex"] == "-1"
    targets = [str(a["href"]).removeprefix("#") for a in tags.all("a")]
    assert targets == ["id_words", "id_village", "id_heard_0", "id_agreed", "id_day"]
    assert set(targets) <= {attrs.get("id") for _, attrs in tags.found}


def test_no_summary_when_nothing_is_wrong() -> None:
    assert "brink-errors" not in str(Contribution())


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
    template = engines["django"].from_string("{% load brink %}{% error_summary message=message %}")
    assert re.search(rf"<li>\s*{re.escape(message)}\s*</li>", template.render({"message": message}))
