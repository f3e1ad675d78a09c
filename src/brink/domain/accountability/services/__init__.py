"""Writes of this app; every public one is an act."""

from brink.domain.accountability.services.baseline import load_baseline
from brink.domain.accountability.services.internal_rooms import (
    Agreement,
    adopt_internal_room,
    drop_internal_room,
    fit_decision,
    may_adopt,
    write_internal_room,
)
from brink.domain.accountability.services.self_checks import RuleAnswer, fill_self_check, serve
from brink.domain.accountability.services.texts import choose_participation, made, publish_text

__all__ = [
    "Agreement",
    "RuleAnswer",
    "adopt_internal_room",
    "choose_participation",
    "drop_internal_room",
    "fill_self_check",
    "fit_decision",
    "load_baseline",
    "made",
    "may_adopt",
    "publish_text",
    "serve",
    "write_internal_room",
]
