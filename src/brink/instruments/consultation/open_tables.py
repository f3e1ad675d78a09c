"""Open data of a text: its versions, their pieces, and the remarks that anyone may read, without names."""

from collections.abc import Iterable

from brink.domain.participation.counting import readable
from brink.domain.participation.line_signs import beside, lines_of_round
from brink.domain.processes.instrument import OpenTable
from brink.domain.processes.models import Round
from brink.foundation.clock import AMSTERDAM
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Passage
from brink.instruments.consultation.round_settings import REMARK, SUPPORTED

_VERSIONS = ("number", "title", "published_at", "reason", "content_hash")
_PIECES = ("version", "section", "order", "level", "number", "heading", "body", "summary", "reason")
_REMARKS = ("id", "day", "channel", "version", "section", "quote", "wish", "text", "agreed", "agreed_one_connection")


def open_tables(round: Round) -> Iterable[OpenTable]:
    """Return the tables `versions`, `pieces` and `remarks`; four queries.

    `agreed_one_connection` says how many of those who agree came from one internet connection, from ten on.
    """
    versions = queries.published(round)
    yield OpenTable(
        "versions", _VERSIONS,
        tuple(
            (one.number, one.title, one.published_at.isoformat(), one.reason, one.content_hash)
            for one in versions if one.published_at is not None
        ),
    )  # fmt: skip
    numbers = {one.pk: one.number for one in versions}
    rows = Passage.objects.filter(tenant=round.tenant_id, version__in=numbers).order_by("version__number", "order")
    yield OpenTable(
        "pieces", _PIECES,
        tuple(
            (numbers[one.version_id], str(one.section_id), one.order, one.level, one.number, one.heading, one.body,
             one.summary, one.reason)
            for one in rows
        ),
    )  # fmt: skip
    found = readable(round, REMARK).select_related("remark").order_by("pk")
    told, lines = [], lines_of_round(round)
    for one in found:
        remark = getattr(one, "remark", None)
        about: tuple[object, ...] = ("", "", "", "")
        if remark is not None:
            about = (numbers.get(remark.version_id, ""), str(remark.section_id or ""), remark.quote, remark.wish)
        day = one.created_at.astimezone(AMSTERDAM).date().isoformat()
        agreed = remark.agreed_shown if remark is not None else 0
        from_one = beside(agreed, lines.get((SUPPORTED, one.pk)))
        told.append((str(one.pk), day, one.channel, *about, one.text, agreed, from_one))
    yield OpenTable("remarks", _REMARKS, tuple(told))
