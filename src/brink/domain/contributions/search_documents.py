"""What people gave as what a search can find: their words for who may read them, their names for who may know them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution, Giver
from brink.domain.processes.instrument import registry
from brink.foundation.addresses import page_url
from brink.foundation.search import Document, SearchKind, Watched


def _rows() -> QuerySet[Contribution]:
    return Contribution.objects.select_related("round__process", "process", "area", "theme")


def _address(voice: Contribution) -> str:
    """Return where the words stand on the site: at their instrument, else on the page of the question."""
    instrument = registry.get(voice.round.instrument) if voice.round else None
    link = next(iter(instrument.way_on(voice)), None) if instrument is not None else None
    return link.url if link is not None else page_url("process", voice.process.slug)


def _tell(voice: Contribution) -> Document:
    return Document(
        kind="contribution",
        tenant_id=voice.tenant_id,
        title=voice.title or Truncator(voice.text).words(12),
        text=voice.text,
        address=_address(voice),
        moment=voice.created_at,
        language=voice.language,
        also=[one for one in (voice.place, voice.area and voice.area.name, voice.theme and voice.theme.name) if one],
    )


def _personal(voices: Sequence[Contribution]) -> Mapping[UUID, Sequence[str]]:
    """Return by whose name, number and address these words are found at the desk; one query."""
    givers = Giver.objects.filter(contribution__in=voices)
    return {one.contribution_id: [text for text in (one.name, one.phone, one.email) if text] for one in givers}


_WORDS = ("title", "text", "place", "area_id", "theme_id")
CONTRIBUTION = SearchKind(
    key="contribution",
    names=_("Wat mensen zeiden"),
    rows=_rows,
    tell=_tell,
    watched=(
        Watched(
            "contributions_contribution",
            columns=(*_WORDS, "kind", "process_id", "round_id"),
            words=_WORDS,
        ),
        Watched("contributions_giver", "contribution_id", ("name", "email", "phone")),
    ),
    area="area",
    theme="theme",
    keys=_personal,
)
