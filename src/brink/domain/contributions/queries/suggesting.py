"""Suggestions for bundles: which loose words seem to say the same, and where they could lie."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.queries.desk import loose
from brink.domain.contributions.services.bundling import to_group
from brink.domain.processes.models import Process
from brink.methods.matching import Entry, Index, normalise

# More loose words than this make the page slow (0.7 s for 400) without making the first suggestions better.
SUGGEST_FROM = 150
SAMPLES = 400
ALIKE = 0.18
GROUPS = 6
_WORD = re.compile(r"[^\W\d_][\w’']*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that seem to say the same: with which bundle they go (None: a new one), and what they share."""

    voices: tuple[Contribution, ...]
    shared: str
    bundle: Bundle | None = None


def suggestions(process: Process) -> list[Suggestion]:
    """Suggest how loose words can be laid together: first with bundles that exist, then among themselves.

    Looks at the oldest `SUGGEST_FROM` loose words; after those are laid the next come up. Three queries.
    """
    waiting = list(loose(process)[:SUGGEST_FROM])
    if not waiting:
        return []
    bundles = {
        bundle.pk: bundle
        for bundle in Bundle.objects.filter(tenant_id=process.tenant_id, process=process, merged_into=None)
    }
    return group_alike(waiting, bundles, _samples(bundles))


def _samples(bundles: dict[UUID, Bundle]) -> dict[UUID, str]:
    """Return title, summary and some words of each bundle as one text to compare with."""
    texts = {pk: [bundle.title, bundle.summary] for pk, bundle in bundles.items()}
    rows = BundleItem.objects.filter(to_group("contribution"), bundle__in=bundles, removed_at=None)
    rows = rows.order_by("created_at", "id")
    for bundle_id, text in rows.values_list("bundle_id", "contribution__text")[:SAMPLES]:
        if len(texts[bundle_id]) < 8:
            texts[bundle_id].append(text)
    return {pk: "\n".join(lines) for pk, lines in texts.items()}


def group_alike(
    waiting: Sequence[Contribution], bundles: dict[UUID, Bundle], samples: dict[UUID, str]
) -> list[Suggestion]:
    """Group words that share enough. The one place that knows how likeness is measured."""
    voices = {str(voice.pk): voice for voice in waiting}
    index = Index.build(
        [
            *(Entry(key, f"{voice.title} {voice.text}".strip()) for key, voice in voices.items()),
            *(Entry(f"bundle {pk}", text) for pk, text in samples.items()),
        ]
    )
    written = spellings([*(f"{voice.title} {voice.text}" for voice in waiting), *samples.values()])
    near: dict[str, dict[str, str]] = {}
    to_bundle: dict[UUID, list[str]] = {}
    reasons: dict[UUID, str] = {}
    for key, voice in voices.items():
        matches = [match for match in index.search(f"{voice.title} {voice.text}", top=12) if match.key != key]
        alike = [match for match in matches if match.score >= ALIKE]
        best = next((match for match in alike if match.key.startswith("bundle ")), None)
        if best is not None and best is alike[0]:
            pk = UUID(best.key.removeprefix("bundle "))
            to_bundle.setdefault(pk, []).append(key)
            reasons.setdefault(pk, _shared(best.why, written))
        else:
            near[key] = {match.key: _shared(match.why, written) for match in alike if match.key in voices}
    found = [Suggestion(tuple(voices[key] for key in keys), reasons[pk], bundles[pk]) for pk, keys in to_bundle.items()]
    return [*found, *_alike_groups(near, voices)][:GROUPS]


def _shared(why: Sequence[Any], written: Mapping[str, str]) -> str:
    """Return what texts share, in the spelling of those who wrote it: comparing was done without capitals and signs."""
    shared = dict.fromkeys(word for reason in why for word in reason.shared)
    return ", ".join(written.get(word, word) for word in shared)


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """Return how words are written, by what they are compared as; a capital only where nobody wrote a small letter."""
    found: dict[str, str] = {}
    for word in _WORD.findall(" ".join(texts)):
        kept = found.setdefault(normalise(word), word)
        if word[0].islower() and kept[0].isupper():
            found[normalise(word)] = word
    return found


def _alike_groups(near: dict[str, dict[str, str]], voices: dict[str, Contribution]) -> list[Suggestion]:
    """Take the word with most neighbours, group it with them, and go on with the rest."""
    left = {key: {other for other in others if other in near} for key, others in near.items()}
    found = []
    while left:
        seed = max(left, key=lambda key: (len(left[key]), key))
        members = [seed, *sorted(left[seed])]
        if len(members) < 2:
            break
        shared = next((near[seed][key] for key in members[1:] if near[seed].get(key)), "")
        found.append(Suggestion(tuple(voices[key] for key in members), shared))
        gone = set(members)
        left = {key: others - gone for key, others in left.items() if key not in gone}
    return found
