"""The count in words: why a plan won or not, the rule, and what the other rule would have done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.instruments.budget.models import Terms
from brink.instruments.budget.round_settings import Counting, Form
from brink.ui.figures import euros

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One plan in the result: what it is, whether it won, who wanted it, and why it went so."""

    number: int
    title: str
    cost: str
    won: bool
    support: str
    why: str


def how_to_vote(terms: Terms) -> str:
    """Say what may stand on a ballot."""
    if terms.form == Form.POINTS:
        said = ngettext("U heeft %(n)s punt om te verdelen.", "U heeft %(n)s punten om te verdelen.", terms.points)
        said %= {"n": terms.points}
    elif terms.form == Form.RANKED:
        said = _("U zet plannen op volgorde: 1 is het plan dat u het liefst wilt.")
    else:
        said = _("U kruist de plannen aan die u wilt.")
    if terms.least > 1:
        said += " " + _("U kiest ten minste %(n)s plannen.") % {"n": terms.least}
    if terms.most:
        most = ngettext("U kiest hooguit %(n)s plan.", "U kiest hooguit %(n)s plannen.", terms.most)
        said += " " + most % {"n": terms.most}
    if terms.within:
        said += " " + _("Samen kosten ze hooguit %(amount)s.") % {"amount": euros(terms.amount_cents)}
    return said


def who_sees(terms: Terms) -> str:
    """Return who reads what somebody chose, for whoever is about to choose."""
    if terms.open_ballots:
        return _("Na de laatste dag staan alle stembriefjes zonder naam op de site. Zo kan iedereen natellen.")
    return _("Niemand. Op de site komt alleen de uitslag.")


def how_it_counts(counting: str) -> str:
    """Say by which rule is counted, for who will be counted."""
    if counting == Counting.GREEDY:
        return _(
            "Het plan met de meeste stemmen wint eerst. Daarna het volgende dat nog past, tot het geld op is. "
            "Staan plannen gelijk, dan wint het goedkoopste, en daarna beslist het lot."
        )
    said = _(
        "Elk mens krijgt een even groot deel van het geld. Een plan wint als de mensen die het kozen, het samen kunnen "
        "betalen uit hun deel. Zo winnen ook plannen van een kleinere groep. Staan plannen gelijk, dan wint het "
        "goedkoopste, daarna het plan met de meeste stemmen, en daarna beslist het lot."
    )
    if counting == Counting.SHARES_REST:
        return said + " " + _("Wat overblijft, gaat naar de plannen met de meeste stemmen die nog passen.")
    return said + " " + _("Daarna groeit ieders deel stap voor stap, tot er te veel geld nodig zou zijn.")


def lines_of(data: Data) -> list[Line]:
    """Return the plans of a result: what won in the order in which it won, then what did not, most wanted first."""
    order = {number: at for at, number in enumerate(data["order"])}
    plans = sorted(data["plans"], key=lambda one: (order.get(one["number"], len(order)), -one["votes"], one["number"]))
    return [
        Line(one["number"], one["title"], euros(one["cost"]), one["won"], _support(data, one), why(data, one))
        for one in plans
    ]


def _support(data: Data, plan: Data) -> str:
    if not plan["votes"]:
        return _("minder dan tien mensen") if plan["reason"] != "no_votes" else _("niemand")
    people = _("%(n)s mensen") % {"n": plan["votes"]}
    if data["form"] == Form.POINTS:
        return _("%(people)s, samen %(points)s punten") % {"people": people, "points": plan["points"]}
    return people


def why(data: Data, plan: Data) -> str:
    """Say why a plan won or did not."""
    return _won(data, plan) if plan["won"] else _lost(data, plan)


def _won(data: Data, plan: Data) -> str:
    if plan["reason"] == "completed":
        return _("Er was nog geld over. Van de andere plannen had dit de meeste stemmen en het paste.")
    if data["counting"] == Counting.GREEDY:
        return _("Dit plan was aan de beurt en paste nog in het bedrag.")
    if not plan["paid"]:
        return _("Dit plan kost niets en is gekozen.")
    paid = {"paid": euros(plan["paid"])}
    if data["form"] == Form.POINTS:
        return _("Wie dit plan koos, betaalde hooguit %(paid)s per punt uit het eigen deel.") % paid
    if data["form"] == Form.RANKED:
        return _("Wie dit plan koos, betaalde mee uit het eigen deel: hoe hoger op de lijst, hoe meer.")
    return _("Wie dit plan koos, betaalde hooguit %(paid)s uit het eigen deel.") % paid


def _lost(data: Data, plan: Data) -> str:
    cost = {"cost": euros(plan["cost"]), "left": euros(data["left"])}
    said = {
        "no_votes": _("Niemand koos dit plan."),
        "above_budget": _("Dit plan kost meer dan het hele bedrag."),
        "lot": _("Dit plan stond gelijk met een ander: even duur en even veel stemmen. Het lot besliste."),
        "left_over": _("Toen dit plan aan de beurt was, was er te weinig geld over. Het kost %(cost)s.") % cost,
        "support": _("De mensen die dit kozen, hadden samen te weinig over in hun deel. Het kost %(cost)s.") % cost,
    }.get(plan["reason"], _("Dit plan paste niet meer in het bedrag."))
    if plan.get("wins_at"):
        said += " " + _("Voor %(price)s had het wel gewonnen.") % {"price": euros(plan["wins_at"])}
    return said


def shares(data: Data) -> str:
    """Say how large the share of each person was; nothing by another rule, or when too few people voted."""
    if data["counting"] == Counting.GREEDY or not data["voters"]:
        return ""
    start, end = euros(data["share"]), euros(data["share_end"])
    if start == end:
        return _("Ieders deel was %(start)s.") % {"start": start}
    return _("Ieder kreeg eerst %(start)s. Dat is stap voor stap verhoogd tot %(end)s.") % {"start": start, "end": end}


def rest(data: Data) -> str:
    """Say what is left, and whether that is because nothing fits any more."""
    left = {"left": euros(data["left"])}
    if not data["left"]:
        return _("Al het geld is besteed.")
    if data["full"]:
        return _("Er blijft %(left)s over. Geen ander plan past daar nog in.") % left
    return _("Er blijft %(left)s over. Geen plan had genoeg mensen met genoeg deel om nog te winnen.") % left


def happy(parts: Mapping[str, int]) -> str:
    """Say for how many people in a hundred something won; nothing where few people voted."""
    if not parts:
        return ""
    said = _("Van elke 100 mensen die stemden, hebben er %(some)s een plan dat wint, en %(none)s niet.")
    return said % {"some": 100 - parts["none"], "none": parts["none"]}


def compared(data: Data) -> list[str]:
    """Say what the other rule would have chosen from the same ballots."""
    other, titles = data["other"], {one["number"]: one["title"] for one in data["plans"]}
    greedy = other["counting"] == Counting.GREEDY
    name = _("‘de meeste stemmen eerst’") if greedy else _("‘gelijke delen’")
    if not other["more"] and not other["fewer"]:
        return [_("Met de regel %(rule)s hadden dezelfde plannen gewonnen.") % {"rule": name}]
    said = []
    if other["more"]:
        plans = ", ".join(titles[one] for one in other["more"])
        said.append(_("Met de regel %(rule)s had ook gewonnen: %(plans)s.") % {"rule": name, "plans": plans})
    if other["fewer"]:
        plans = ", ".join(titles[one] for one in other["fewer"])
        alone = _("Met de regel %(rule)s had niet gewonnen: %(plans)s.") % {"rule": name, "plans": plans}
        said.append(_("Dan had niet gewonnen: %(plans)s.") % {"plans": plans} if said else alone)
    if other["happy"]:
        said.append(_("Dan zou gelden:") + " " + happy(other["happy"]))
    return said
