"""Writes about decisions. A draft is written part by part; a published decision is never edited."""

from brink.domain.decisions.services.drafting import (
    TEXT_FIELDS,
    already_public,
    discard,
    draft,
    draft_only,
    edit,
    publish,
)
from brink.domain.decisions.services.explaining import deviate, set_advice, set_minority
from brink.domain.decisions.services.listing import Choice, HardChoice, Vote, set_dilemmas, set_options, set_votes
from brink.domain.decisions.services.weighing import LINE_FIELDS, reweigh, weigh

__all__ = [
    "LINE_FIELDS",
    "TEXT_FIELDS",
    "Choice",
    "HardChoice",
    "Vote",
    "already_public",
    "deviate",
    "discard",
    "draft",
    "draft_only",
    "edit",
    "publish",
    "reweigh",
    "set_advice",
    "set_dilemmas",
    "set_minority",
    "set_options",
    "set_votes",
    "weigh",
]
