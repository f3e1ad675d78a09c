"""What people gave, who they are (apart), how it was gathered, and where it came down."""

from brink.domain.contributions.models.admission import Admission, InvitationRun
from brink.domain.contributions.models.bundle import Bundle, BundleItem
from brink.domain.contributions.models.clarity import Clarity, Clear
from brink.domain.contributions.models.code import CodeMail, EndedCode, LostCode
from brink.domain.contributions.models.contribution import Channel, Contribution, Moderation, Publicity
from brink.domain.contributions.models.cosignature import CoSignature
from brink.domain.contributions.models.earlier_words import EarlierWords
from brink.domain.contributions.models.exact_point import ExactPoint
from brink.domain.contributions.models.giver import GIVERS, Broker, Giver, Holder, TrackingCode
from brink.domain.contributions.models.landing import (
    Answer,
    Destination,
    HandOver,
    Landing,
    Objection,
    OutcomeCode,
    ToldBy,
)
from brink.domain.contributions.models.late_letter import LateLetter
from brink.domain.contributions.models.moderation import Appeal, ModerationAct
from brink.domain.contributions.models.move import Move
from brink.domain.contributions.models.quotation import Quotation
from brink.domain.contributions.models.reaching_givers import LetterRun, Reaching, Unreached
from brink.domain.contributions.models.response_terms import ResponseTerms
from brink.domain.contributions.models.source import Revision, Source
from brink.domain.contributions.models.split import Split
from brink.domain.contributions.models.staff_note import StaffNote

__all__ = [
    "GIVERS",
    "Admission",
    "Answer",
    "Appeal",
    "Broker",
    "Bundle",
    "BundleItem",
    "Channel",
    "Clarity",
    "Clear",
    "CoSignature",
    "CodeMail",
    "Contribution",
    "Destination",
    "EarlierWords",
    "EndedCode",
    "ExactPoint",
    "Giver",
    "HandOver",
    "Holder",
    "InvitationRun",
    "Landing",
    "LateLetter",
    "LetterRun",
    "LostCode",
    "Moderation",
    "ModerationAct",
    "Move",
    "Objection",
    "OutcomeCode",
    "Publicity",
    "Quotation",
    "Reaching",
    "ResponseTerms",
    "Revision",
    "Source",
    "Split",
    "StaffNote",
    "ToldBy",
    "TrackingCode",
    "Unreached",
]
