"""What a site begins with, as read from a file in TOML; each mistake is one sentence that says what to mend."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brink.domain.people.models import Body
from brink.domain.people.services.bodies import REPLY_DAYS
from brink.foundation.errors import BadInput
from brink.foundation.organs import OrganKind

KINDS = {
    "provincie": Body.Kind.PROVINCE,
    "gemeente": Body.Kind.MUNICIPALITY,
    "waterschap": Body.Kind.WATER_BOARD,
    "samenwerkingsverband": Body.Kind.PARTNERSHIP,
    "vereniging": Body.Kind.ASSOCIATION,
}
ROLES = {
    "raad": OrganKind.COUNCIL, "bestuur": OrganKind.EXECUTIVE, "bureau": OrganKind.OFFICE,
    "griffie": OrganKind.CLERKS, "commissie": OrganKind.COMMITTEE, "presidium": OrganKind.PRESIDIUM,
    "werkgroep": OrganKind.WORKING_GROUP,
}  # fmt: skip
# Council, executive and office, where the file names none.
ORGANS = {
    "provincie": ("Provinciale Staten", "Gedeputeerde Staten", "Team participatie"),
    "gemeente": ("Gemeenteraad", "College van burgemeester en wethouders", "Team participatie"),
    "waterschap": ("Algemeen bestuur", "Dagelijks bestuur", "Team participatie"),
    "samenwerkingsverband": ("Algemeen bestuur", "Dagelijks bestuur", "Team participatie"),
    "vereniging": ("Ledenvergadering", "Bestuur van de vereniging", "Werkgroep"),
}
THEMES = ("Wonen", "Verkeer en bus", "Natuur en landschap", "Water", "Energie", "Leven in het dorp")
FIELDS = {
    "organisatie": ("naam", "soort", "gebied", "over", "mail", "telefoon", "adres", "bereikbaar", "dagen_tot_antwoord"),
    "orgaan": ("naam", "rol", "zetels"),
    "beheerder": ("naam", "mail"),
    "thema": ("naam", "wie"),
    "termijnen": (
        "eerste_antwoord_werkdagen", "doorsturen_werkdagen", "stand_van_zaken_dagen", "bezwaar_dagen",
        "antwoord_op_bezwaar_dagen",
    ),
    "kader": ("bestand",),
}  # fmt: skip
MANY = ("orgaan", "beheerder", "thema")


@dataclass(frozen=True, slots=True)
class OrganPlan:
    """One organ that the body begins with."""

    name: str
    role: OrganKind
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class AdminPlan:
    """One of the first administrators, and the address to come in with."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a site begins with."""

    name: str
    kind: str
    organs: tuple[OrganPlan, ...]
    admins: tuple[AdminPlan, ...]
    area: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    reply_days: int = REPLY_DAYS
    themes: tuple[tuple[str, str], ...] = ()
    terms: tuple[int | None, ...] = ()
    kader: Path | None = None


def usual_organs(kind: str) -> tuple[OrganPlan, ...]:
    """Return council, executive and office as bodies of this kind call them."""
    return tuple(OrganPlan(name, role) for name, role in zip(ORGANS[kind], ROLES.values(), strict=False))


def read_plan(path: Path) -> Plan:
    """Read a file; raises BadInput with one sentence."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"Het bestand {path.name} is niet te lezen. Kijk of de naam klopt.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is geen geldig TOML-bestand: {error}.") from error
    _check_names(data, path)
    own = data["organisatie"]
    kind = _one_of(own, "soort", KINDS, "organisatie")
    organs = tuple(
        OrganPlan(_text(one, "naam", "orgaan"), ROLES[_one_of(one, "rol", ROLES, "orgaan")], _number(one, "zetels"))
        for one in data.get("orgaan", ())
    )
    terms = data.get("termijnen", {})
    kader = data.get("kader", {}).get("bestand", "")
    return Plan(
        name=_text(own, "naam", "organisatie"), kind=kind, organs=organs or usual_organs(kind),
        admins=tuple(
            AdminPlan(_text(one, "naam", "beheerder"), _text(one, "mail", "beheerder"))
            for one in data.get("beheerder", ())
        ),
        area=_loose(own, "gebied"), about=_loose(own, "over"), email=_loose(own, "mail"),
        phone=_loose(own, "telefoon"), address=_loose(own, "adres"), hours=_loose(own, "bereikbaar"),
        reply_days=_number(own, "dagen_tot_antwoord") or REPLY_DAYS,
        themes=tuple((_text(one, "naam", "thema"), _loose(one, "wie")) for one in data.get("thema", ())),
        terms=tuple(_number(terms, name) for name in FIELDS["termijnen"]) if terms else (),
        kader=path.parent / kader if kader else None,
    )  # fmt: skip


def _check_names(data: Mapping[str, Any], path: Path) -> None:
    """Refuse what this file cannot hold: a slip in a name would be passed over otherwise."""
    for name, part in data.items():
        if name not in FIELDS:
            raise BadInput(f"{path.name}: [{name}] ken ik niet. Kies uit: {', '.join(FIELDS)}.")
        rows = part if name in MANY else [part]
        shape = f"[[{name}]]" if name in MANY else f"[{name}]"
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadInput(f"{path.name}: schrijf {name} als {shape}.")
        for row in rows:
            for field in row:
                if field not in FIELDS[name]:
                    known = ", ".join(FIELDS[name])
                    raise BadInput(f"{path.name}: ‘{field}’ ken ik niet in {shape}. Kies uit: {known}.")
    if "organisatie" not in data:
        raise BadInput(f"{path.name}: er staat geen [organisatie] in. Noem de naam en de soort.")


def _loose(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field, "")
    if not isinstance(value, str):
        raise BadInput(f"‘{field}’ moet tekst zijn, tussen aanhalingstekens.")
    return value.strip()


def _text(row: Mapping[str, Any], field: str, where: str) -> str:
    value = _loose(row, field)
    if not value:
        raise BadInput(f"Bij {where} ontbreekt ‘{field}’. Vul dat in.")
    return value


def _one_of(row: Mapping[str, Any], field: str, allowed: Mapping[str, object], where: str) -> str:
    value = _text(row, field, where).lower()
    if value not in allowed:
        raise BadInput(f"‘{value}’ kan niet als {field} van {where}. Kies uit: {', '.join(allowed)}.")
    return value


def _number(row: Mapping[str, Any], field: str) -> int | None:
    value = row.get(field)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise BadInput(f"‘{field}’ moet een heel getal boven nul zijn.")
    return value
