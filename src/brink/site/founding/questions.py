"""Asking on a terminal what a site begins with. What cannot be is asked again; nothing is stored while asking."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from brink.foundation.articles import in_sentence
from brink.foundation.errors import BadInput
from brink.foundation.text import email_address
from brink.site.founding.plan import KINDS, AdminPlan, OrganPlan, Plan, usual_organs

T = TypeVar("T")
Ask = Callable[[str], str]
Say = Callable[[str], None]


def ask_plan(ask: Ask, say: Say) -> Plan:
    """Ask for all of it, in the order in which people know it."""
    say("Ik vraag u een paar dingen. Druk op Enter voor wat tussen haakjes staat. Stoppen kan met Ctrl-C.")
    kind = _asked(ask, say, f"Wat voor organisatie is het? ({', '.join(KINDS)})", _kind)
    name = _asked(ask, say, "Hoe heet de organisatie voluit, zoals ‘Provincie Drenthe’?", _needed)
    say(f"In een zin staat dan: ‘Dit besluit {in_sentence(name)}.’")
    area = ask(f"Welk gebied is dat? ({_last(name)}): ").strip() or _last(name)
    about = ask("Waar gaat deze organisatie over? Eén of twee gewone zinnen: ").strip()
    email = _asked(ask, say, "Mailadres voor vragen van inwoners", _mail_or_nothing)
    phone = ask("Telefoonnummer voor inwoners: ").strip()
    hours = ask("Wanneer wordt er opgenomen? (op werkdagen van 9 tot 17 uur): ").strip()
    address = ask("Bezoekadres: ").strip()
    organs = tuple(_organ(ask, say, one) for one in usual_organs(kind))
    admins: list[AdminPlan] = []
    say("Nu twee beheerders. De een controleert de ander, dus het zijn twee mensen met elk een eigen mailadres.")
    for number in ("eerste", "tweede"):
        who = _asked(ask, say, f"Naam van de {number} beheerder", _needed)
        taken = [one.email for one in admins]
        admins.append(AdminPlan(who, _asked(ask, say, f"Mailadres van {who}", partial(_other, taken=taken))))
    return Plan(
        name=name, kind=kind, organs=organs, admins=tuple(admins), area=area, about=about, email=email, phone=phone,
        address=address, hours=hours or ("op werkdagen van 9 tot 17 uur" if phone else ""),
    )  # fmt: skip


def _organ(ask: Ask, say: Say, usual: OrganPlan) -> OrganPlan:
    words = {"council": "Wie neemt de besluiten?", "executive": "Wie is het dagelijks bestuur?"}
    name = ask(f"{words.get(usual.role, 'Welk team werkt met Brink?')} ({usual.name}): ").strip() or usual.name
    if usual.role != "council":
        return OrganPlan(name, usual.role)
    return OrganPlan(name, usual.role, _asked(ask, say, "Hoeveel zetels heeft dat? (onbekend)", _seats))


def _asked(ask: Ask, say: Say, question: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(ask(f"{question}: ").strip())
        except BadInput as wrong:
            say(str(wrong))


def _kind(text: str) -> str:
    if text.lower() not in KINDS:
        raise BadInput(f"Kies uit: {', '.join(KINDS)}.")
    return text.lower()


def _needed(text: str) -> str:
    if not text:
        raise BadInput("Vul dit in.")
    return text


def _mail(text: str) -> str:
    return email_address(text, wrong="Dit is geen e-mailadres. Schrijf het zoals naam@organisatie.nl.")


def _mail_or_nothing(text: str) -> str:
    return _mail(text) if text else ""


def _other(text: str, taken: Iterable[str]) -> str:
    email = _mail(text)
    if email.lower() in {one.lower() for one in taken}:
        raise BadInput("Dit adres is al van de andere beheerder. Kies een ander adres.")
    return email


def _seats(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 1000:
        raise BadInput("Vul een heel getal in, of niets.")
    return int(text)


def _last(name: str) -> str:
    """Return what is left of a name without the kind: "Drenthe" of "Provincie Drenthe"."""
    first, _space, rest = name.partition(" ")
    return rest if rest and first.lower() in KINDS else name
