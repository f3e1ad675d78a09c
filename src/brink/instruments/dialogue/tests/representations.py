"""Everything public of a round of a dialogue, drawn from what the instrument and the site register: for attackers.

A page, table or panel that is added later is among them without anybody thinking of it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from django.template.loader import render_to_string
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from brink.domain.contributions.models import Contribution
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE

# What differs from one look to the next without anything having happened.
_CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')
KEY = "k" * 22


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield f"{space}{one.name}"
        else:
            yield from _names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)


def own_addresses(round: Round) -> dict[str, str]:
    """Return the instrument's own pages of a round, and the page of its question."""
    kwargs = {"process": round.process.slug, "round": round.slug}
    names = [f"{round.instrument}:{one.name}" for one in registry[round.instrument].urls() if one.name]
    found = {name: address for name in names if (address := _address(name, kwargs))}
    return {**found, "process": f"/processen/{round.process.slug}/"}


def every_address(round: Round) -> dict[str, str]:
    """Return every page of the site that needs nothing, or only the question or the round, in its address."""
    slug = {"slug": round.process.slug}
    tries: list[dict[str, Any]] = [
        {}, slug, {**slug, "number": 1}, {"process": round.process.slug, "round": round.slug}, {**slug, "pk": round.pk},
        {"body": round.tenant.slug}, {"slug": round.tenant.slug},
    ]  # fmt: skip
    found = {}
    for name in sorted(set(_names(get_resolver().url_patterns))):
        for place, kwargs in enumerate(tries):
            if address := _address(name, kwargs):
                found[f"{name} {place}"] = address
    return found


def _address(name: str, kwargs: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _read(address: str) -> str:
    # As somebody who answered, and sees what others think: who looks to find out something gives an answer first.
    with patch("brink.instruments.dialogue.views._may_look", return_value=True):
        response = Client().get(address)
    body = b"".join(response) if response.streaming else response.content
    return _CHANCE.sub("", f"{response.status_code} {body.decode('utf-8', 'replace')}")


def look(round: Round, addresses: dict[str, str], other: Contribution | None = None) -> dict[str, str]:
    """Return all that a stranger reads now, by name. `other` is somebody whose follow page another person holds."""
    round = Round.objects.select_related("process__tenant").get(pk=round.pk)
    instrument = registry[round.instrument]
    with patch("brink.domain.people.act_forms.secrets.token_urlsafe", lambda _length: KEY):
        found = {name: _read(address) for name, address in addresses.items()}
    for table in instrument.tables(round):
        found[f"table {table.name}"] = json.dumps(table.rows, default=str)
    found["outcome"] = json.dumps(instrument.outcome(round).as_data(), default=str, sort_keys=True)
    panel = instrument.panel(round, ANYONE)
    found["panel"] = render_to_string(panel.template, panel.context)
    if other is not None:
        followed = instrument.follow(other.pk)
        if followed is not None:
            found["follow"] = render_to_string(followed.template, followed.context)
        answers = instrument.signal_answers(other.pk)
        found["signal_answers"] = json.dumps([[one.text, one.outcome, one.reason] for one in answers])
    return found
