"""`brink example METHOD DIR`: small invented files that a command takes, to see what they look like and to try it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from gettext import gettext as _
from pathlib import Path
from types import MappingProxyType

from .manual import MANUALS, below_options
from .terminal import DONE, BadInput, Parser, answer
from .writing import csv_text, write_all

_STATEMENTS = (
    "Op het dorpsplein mag geen auto meer staan.", "Er moet een bus naar het ziekenhuis komen.",
    "Het zwembad moet open blijven, ook als dat geld kost.", "Nieuwe huizen horen binnen het dorp.",
    "Bij elke nieuwe weg hoort een fietspad.", "Jongeren moeten een eigen plek krijgen.",
    "Windmolens horen ver van huizen.", "De markt moet terug naar het plein.",
    "Straatverlichting mag 's nachts uit.", "De school moet een schooltuin krijgen.",
    "Wie al in het dorp woont, krijgt als eerste een huis.", "Honden horen overal aan de lijn.",
)  # fmt: skip
_LETTER = """Beste inwoner,

Op het plein komt een nieuwe bank. De bank wordt geplaatst door de gemeente. Wij willen graag weten waar u zou willen
dat de bank komt te staan, zodat wij bij de verdere uitwerking van de plannen rekening kunnen houden met uw wensen.
U kunt tot 1 mei reageren. Wij laten u daarna weten wat wij hebben besloten.
"""
_CORPUS = """Er is te weinig licht op het fietspad langs het kanaal.
Het zwembad moet open blijven.
De bus naar het ziekenhuis rijdt te weinig.
In de speeltuin is de schommel kapot.
Oudere mensen kunnen nergens zitten op het plein.
Langs de vaart is het 's avonds erg donker om te fietsen.
Er zijn te weinig huizen voor starters.
"""
_BUDGET = """META
key;value
description;Buurtbudget (verzonnen)
country;Netherlands
unit;Voorbeelddorp
instance;2026
num_projects;5
num_votes;12
budget;10000
vote_type;approval
PROJECTS
project_id;cost;name;category
1;4000;Nieuwe speeltuin;jeugd
2;3000;Bankjes op het plein;ruimte
3;6000;Verlicht fietspad;ruimte
4;2500;Moestuin bij de school;jeugd
5;1500;Boeken voor het dorpshuis;cultuur
VOTES
voter_id;vote
1;1,2
2;1,4
3;1
4;2,3
5;3
6;3,5
7;2,5
8;4,5
9;1,4
10;3
11;2,4
12;5
"""
_TASK = """question = "Wat doet het dorp met 10 miljoen euro?"

[[option]]
id = "fietspad"
name = "Verlicht fietspad"
cost = 3

[[option]]
id = "bus"
name = "Bus naar het ziekenhuis"

[[option.level]]
label = "overdag"
cost = 2

[[option.level]]
label = "ook 's avonds"
cost = 3.5

[[option]]
id = "zwembad"
name = "Zwembad opknappen"
cost = 4

[[option]]
id = "rondweg"
name = "Rondweg"
cost = 6

[[option]]
id = "tunnel"
name = "Tunnel onder het spoor"
cost = 5

[[option]]
id = "bos"
name = "Nieuw bos"
cost = 1.5

[[limit]]
kind = "budget"
amount = 10

[[limit]]
kind = "most_of"
amount = 1
options = ["rondweg", "tunnel"]
"""


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    ask = Parser(prog="brink example", description=MANUALS["example"].purpose, epilog=below_options("example"))
    ask.add_argument("method", metavar="METHOD", choices=sorted(_MAKERS), help=", ".join(sorted(_MAKERS)))
    ask.add_argument("folder", type=Path, metavar="DIR", help=_("map waarin de bestanden komen"))
    asked = ask.parse_args(arguments)
    return answer(lambda: _write(asked.method, asked.folder))


def _write(method: str, folder: Path) -> int:
    files = {folder / name: text for name, text in _MAKERS[method]().items()}
    for path in files:
        if path.exists():
            raise BadInput(path, None, _("Dit bestand is er al. Geef een andere map."))
    try:
        for parent in {path.parent for path in files}:
            parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise BadInput(folder, None, _("Hier kan geen map komen. Geef een andere plaats.")) from None
    write_all({str(path): text for path, text in files.items()})
    lines = [str(path) for path in files]
    tries = [line.replace("voorbeeld/", f"{folder}/") for line in MANUALS[method].example[1:]] or _to_verify(folder)
    print("\n".join([*lines, "", _("Probeer nu:"), *(f"  {line}" for line in tries)]))
    return DONE


def _to_verify(folder: Path) -> list[str]:
    return [f"brink verify {folder}/logboek", f"brink verify {folder}/ontvangstbewijs.json --against {folder}/logboek"]


def _map() -> dict[str, str]:
    """Forty people of two minds; about one in five answers is missing."""
    rng = random.Random(1)  # noqa: S311
    counts = [[0, 0] for _statement in _STATEMENTS]
    rows: list[tuple[int, int, int, int]] = []
    for person in range(40):
        for statement in range(len(_STATEMENTS)):
            if rng.random() < 0.2:
                continue
            leans = 0.9 if statement % 3 == 0 or (statement % 3 == 1) == (person % 5 < 3) else 0.1
            vote = 0 if rng.random() < 0.08 else 1 if rng.random() < leans else -1
            if vote:
                counts[statement][vote < 0] += 1
            moment = 1_770_000_000_000 + 60_000 * len(rows)
            rows.append((moment, statement, person, vote))
    votes = "timestamp,comment-id,voter-id,vote\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    heads = ("comment-id", "agrees", "disagrees", "moderated", "comment-body", "is-meta")
    texts = [
        (at, counts[at][0], counts[at][1], 1, text, "false") for at, text in enumerate(_STATEMENTS)
    ]
    return {"votes.csv": votes, "comments.csv": csv_text(heads, texts)}


def _draw() -> dict[str, str]:
    """A register of 300 people, 90 volunteers among them, and quotas as the register is."""
    rng = random.Random(2)  # noqa: S311
    people = []
    for number in range(300):
        sex, age = rng.choice(["vrouw", "man"]), rng.choice(["16-34", "35-54", "55+"])
        place = rng.choice(["Voorbeelddorp", "Voorbeelddorp", "Voorbeeldstad"])
        people.append((f"p{number:03}", sex, age, place, f"99{rng.randrange(20, 40)} AA", str(rng.randrange(1, 30))))
    heads = ("id", "geslacht", "leeftijd", "gemeente", "postcode", "nummer")
    willing = [person for person in people if rng.random() < (0.4 if person[2] == "55+" else 0.22)]
    quotas = [
        ("geslacht", "vrouw", 9, 11), ("geslacht", "man", 9, 11), ("leeftijd", "16-34", 6, 7),
        ("leeftijd", "35-54", 6, 7), ("leeftijd", "55+", 6, 8), ("gemeente", "Voorbeelddorp", 12, 14),
        ("gemeente", "Voorbeeldstad", 6, 8),
    ]  # fmt: skip
    return {
        "categories.csv": csv_text(("category", "feature", "min", "max"), quotas),
        "respondents.csv": csv_text(heads, willing),
        "register.csv": csv_text(heads, people),
    }


def _weigh() -> dict[str, str]:
    """A panel of 200 with too many older people, two questions, and some empty answers."""
    rng = random.Random(3)  # noqa: S311
    rows = []
    for number in range(200):
        age = rng.choices(["16-34", "35-54", "55+"], [2, 3, 5])[0]
        place = rng.choices(["dorp", "stad"], [6, 4])[0]
        says = int(rng.random() < (0.7 if age == "55+" else 0.4))
        mark: int | str = "" if rng.random() < 0.05 else min(10, max(1, round(rng.gauss(6 + says, 1.5))))
        rows.append((f"r{number:03}", age, place, says, mark))
    targets = [
        ("leeftijd", "16-34", 3_000), ("leeftijd", "35-54", 3_200), ("leeftijd", "55+", 3_800),
        ("woonplaats", "dorp", 5_500), ("woonplaats", "stad", 4_500),
    ]  # fmt: skip
    return {
        "panel.csv": csv_text(("id", "leeftijd", "woonplaats", "eens", "cijfer"), rows),
        "targets.csv": csv_text(("variable", "category", "count"), targets),
    }


def _portfolio() -> dict[str, str]:
    """A question with a budget, and 480 people who choose as far as their money goes; some leave it to others."""
    rng = random.Random(4)  # noqa: S311
    names, costs = ("fietspad", "bus", "zwembad", "rondweg", "tunnel", "bos"), (6, 4, 8, 12, 10, 3)
    rows = []
    for _person in range(480):
        if rng.random() < 0.08:
            rows.append((*[0] * 6, *rng.choice([(1, 0), (0, 1)])))
            continue
        left, row = 20, [0] * 6
        wanted = [rng.gauss(like, 1) for like in (0.8, 0.9, 0.3, -0.4, -0.1, 0.7)]
        for at in sorted(range(6), key=lambda one: -wanted[one]):
            apart = at in (3, 4) and (row[3] or row[4])
            if wanted[at] > 0 and costs[at] <= left and not apart:
                more = at == 1 and wanted[at] > 1.2 and left >= 7
                row[at], left = (2, left - 7) if more else (1, left - costs[at])
        rows.append((*row, 0, 0))
    return {"vraag.toml": _TASK, "keuzes.csv": csv_text((*names, "delegated", "refused"), rows)}


def _verify() -> dict[str, str]:
    """A journal of eight lines with its key, and the receipt of one of them. The secret key is thrown away."""
    import hashlib

    from brink.methods.ledger import Checkpoint, Log, leaf_hash, log_key, manifest, open_line, receipt, sign_checkpoint

    origin, secret = "voorbeeld.nl/journaal", hashlib.sha256(b"brink example").digest()
    salts = [hashlib.sha256(f"salt {number}".encode()).digest()[:16] for number in range(8)]
    entries = [{"nr": number, "soort": "voorbeeld"} for number in range(8)]
    log = Log([leaf_hash(salt, entry) for salt, entry in zip(salts, entries, strict=True)])
    note = sign_checkpoint(Checkpoint(origin, 8, log.root()), secret)
    keys = [log_key(origin, secret)]
    lines = [open_line(at, salt, entry) for at, (salt, entry) in enumerate(zip(salts, entries, strict=True))]
    return {
        "logboek/manifest.json": manifest(origin=origin, size=8, checkpoints=[note], keys=keys),
        "logboek/journal.jsonl": "".join(lines),
        "ontvangstbewijs.json": receipt(
            checkpoint=note, entry=entries[3], salt=salts[3], index=3, proof=log.inclusion_proof(3), keys=keys
        ),
    }


_MAKERS: Mapping[str, Callable[[], dict[str, str]]] = MappingProxyType({
    "map": _map,
    "draw": _draw,
    "budget": lambda: {"buurtbudget.pb": _BUDGET},
    "weigh": _weigh,
    "portfolio": _portfolio,
    "match": lambda: {"teksten.txt": _CORPUS, "vragen.txt": "Het is te donker op het fietspad\nEen huis kopen\n"},
    "read": lambda: {"brief.txt": _LETTER},
    "verify": _verify,
})
