"""Bad pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed

from brink.domain.participation.round_page import RoundPage
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.foundation.visibility import Viewer
from brink.instruments.hands.instrument import Hands
from brink.instruments.hands.models import Hand
from tests.contract.bad import breaks


def _changed(patch: pytest.MonkeyPatch, change: Callable[[bytes], bytes]) -> None:
    """Let every page of the example come out changed."""
    real = RoundPage.render

    def render(page: RoundPage, *arguments: Any, **more: Any) -> HttpResponse:
        response = real(page, *arguments, **more)
        response.content = change(response.content)
        return response

    patch.setattr(RoundPage, "render", render)


@breaks("every_kind_is_given_without_script", "pages_need_no_script")
def sends_by_script_only(patch: pytest.MonkeyPatch) -> None:
    _changed(patch, lambda html: html.replace(b'type="submit"', b'type="button"'))


@breaks("pages_need_no_script")
def puts_handlers_in_the_markup(patch: pytest.MonkeyPatch) -> None:
    _changed(patch, lambda html: html.replace(b"<textarea ", b'<textarea onkeyup="count(this)" '))


@breaks("pages_have_one_heading_and_labels")
def has_many_first_headings(patch: pytest.MonkeyPatch) -> None:
    _changed(patch, lambda html: html.replace(b"<h2", b"<h1").replace(b"</h2", b"</h1"))


@breaks("pages_have_one_heading_and_labels")
def has_fields_without_labels(patch: pytest.MonkeyPatch) -> None:
    _changed(patch, lambda html: html.replace(b"<label", b"<span").replace(b"</label", b"</span"))


@breaks("pages_answer_to_head")
def refuses_head(patch: pytest.MonkeyPatch) -> None:
    real = RoundPage.render

    def render(page: RoundPage, *arguments: Any, **more: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["GET"]) if page.request.method == "HEAD" else real(page, *arguments, **more)

    patch.setattr(RoundPage, "render", render)


@breaks("pages_ask_as_much_of_the_database_when_twice_as_many_take_part")
class AsksOncePerPerson(Hands):
    def desk(self, round: Round, viewer: Viewer) -> Panel:
        found = super().desk(round, viewer)
        hands = Hand.objects.filter(round=round)
        return Panel(found.template, {**found.context, "channels": [hand.contribution.channel for hand in hands]})
