"""What people gave, who they are (apart), how it was gathered, and where it came down."""

from brink.domain.contributions.models.bundle import Bundle, BundleItem
from brink.domain.contributions.models.code import CodeMail, EndedCode, LostCode
from brink.domain.contributions.models.contribution import Channel, Contribution, Moderation, Publicity
from brink.domain.contributions.models.giver import Broker, Giver, Holder, TrackingCode
from brink.domain.contributions.models.landing import (
    Answer,
    Destination,
    HandOver,
    Landing,
    Objection,
    OutcomeCode,
)
from brink.domain.contributions.models.moderation import Appeal, ModerationAct
from brink.domain.contributions.models.move import Move
from brink.domain.contributions.models.quotation import Quotation
from brink.domain.contributions.models.response_terms import ResponseTerms
from brink.domain.contributions.models.source import Revision, Source
from brink.domain.contributions.models.staff_note import StaffNote

__all__ = [
    "Answer",
    "Appeal",
    "Broker",
    "Bundle",
    "BundleItem",
    "Channel",
    "CodeMail",
    "Contribution",
    "Destination",
    "EndedCode",
    "Giver",
    "HandOver",
    "Holder",
    "Landing",
    "LostCode",
    "Moderation",
    "ModerationAct",
    "Move",
    "Objection",
    "OutcomeCode",
    "Publicity",
    "Quotation",
    "ResponseTerms",
    "Revision",
    "Source",
    "StaffNote",
    "TrackingCode",
]
