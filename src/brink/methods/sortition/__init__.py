"""Drawing a citizens' assembly: exact leximin chances with a proof, prices of quotas, and a lottery to follow."""

from brink.methods.sortition.certificate import Certificate, NotProved, check
from brink.methods.sortition.leximin import Draw, NoLottery, NoPanel, leximin
from brink.methods.sortition.lottery import Lottery, lottery
from brink.methods.sortition.pool import Member, Pool, Quota
from brink.methods.sortition.prices import Price, price_of_quotas
from brink.methods.sortition.relaxing import Change, smallest_change

__all__ = [
    "Certificate",
    "Change",
    "Draw",
    "Lottery",
    "Member",
    "NoLottery",
    "NoPanel",
    "NotProved",
    "Pool",
    "Price",
    "Quota",
    "check",
    "leximin",
    "lottery",
    "price_of_quotas",
    "smallest_change",
]
