"""Drawing a citizens' assembly: letters, exact leximin chances with a proof, a lottery to follow, drop-outs, tables."""

from brink.methods.sortition.alternates import Alternates, alternates
from brink.methods.sortition.certificate import Certificate, NotProved, check
from brink.methods.sortition.infeasibility import Change, smallest_change
from brink.methods.sortition.letters import Letters, TooFewAddresses, draw_letters
from brink.methods.sortition.leximin import Draw, NoLottery, NoPanel, leximin
from brink.methods.sortition.lottery import Lottery, lottery
from brink.methods.sortition.pool import Member, Pool, Quota
from brink.methods.sortition.prices import Price, price_of_quotas
from brink.methods.sortition.replacing import NoReplacement, options
from brink.methods.sortition.tables import NoSeating, Seating, Wishes, seat

__all__ = [
    "Alternates",
    "Certificate",
    "Change",
    "Draw",
    "Letters",
    "Lottery",
    "Member",
    "NoLottery",
    "NoPanel",
    "NoReplacement",
    "NoSeating",
    "NotProved",
    "Pool",
    "Price",
    "Quota",
    "Seating",
    "TooFewAddresses",
    "Wishes",
    "alternates",
    "check",
    "draw_letters",
    "leximin",
    "lottery",
    "options",
    "price_of_quotas",
    "seat",
    "smallest_change",
]
