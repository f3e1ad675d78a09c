"""Writes about decisions. A draft is written part by part; a published decision is corrected by an erratum alone."""

from brink.domain.decisions.services.correcting import (
    drop_correction,
    open_erratum,
    propose_correction,
    publish_correction,
)
from brink.domain.decisions.services.delegating import add_kind, change_kind, remove_kind
from brink.domain.decisions.services.drafting import (
    TEXT_FIELDS,
    already_public,
    discard,
    draft,
    draft_only,
    edit,
    may_discard,
    may_publish,
    publish,
)
from brink.domain.decisions.services.explaining import deviate, set_advice, set_minority, set_principles
from brink.domain.decisions.services.involving import drop_involvement, note_attendance, plan_involvement
from brink.domain.decisions.services.listing import Choice, HardChoice, Vote, set_dilemmas, set_options, set_votes
from brink.domain.decisions.services.positions import take_position
from brink.domain.decisions.services.speaking import ask_group, note_group, speak
from brink.domain.decisions.services.themes import set_group_themes, set_own_themes
from brink.domain.decisions.services.weighing import LINE_FIELDS, reweigh, weigh

__all__ = [
    "LINE_FIELDS",
    "TEXT_FIELDS",
    "Choice",
    "HardChoice",
    "Vote",
    "add_kind",
    "already_public",
    "ask_group",
    "change_kind",
    "deviate",
    "discard",
    "draft",
    "draft_only",
    "drop_correction",
    "drop_involvement",
    "edit",
    "may_discard",
    "may_publish",
    "note_attendance",
    "note_group",
    "open_erratum",
    "plan_involvement",
    "propose_correction",
    "publish",
    "publish_correction",
    "remove_kind",
    "reweigh",
    "set_advice",
    "set_dilemmas",
    "set_group_themes",
    "set_minority",
    "set_options",
    "set_own_themes",
    "set_principles",
    "set_votes",
    "speak",
    "take_position",
    "weigh",
]
