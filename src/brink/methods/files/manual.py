"""What `--help` says beyond the options: sub-commands, the columns of every file, and an example that works.

The examples run on what `brink example METHOD DIR` writes; a test runs them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from types import MappingProxyType

from .terminal import Parser, parser


@dataclass(frozen=True)
class Manual:
    """The help of one command. `files` and `acts` are (name, what it is); `example` lines are typed as they stand."""

    purpose: str
    files: tuple[tuple[str, str], ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    example: tuple[str, ...] = ()


_TABLES = _(
    "Tabellen: kolommen worden op naam gelezen; komma, puntkomma of tab; punt of komma in getallen; ook gezipt (.gz)."
)

MANUALS: Mapping[str, Manual] = MappingProxyType({
    "map": Manual(
        _("Maakt een meningenkaart van een Polis-export."),
        (
            ("votes.csv", _("comment-id, voter-id, vote (1 eens, -1 oneens, 0 overgeslagen), timestamp mag: "
                            "de laatste stem telt")),
            ("participants-votes.csv", _("of dit: participant, group-id, n-comments, n-votes, n-agree, n-disagree, "
                                         "en een kolom per stelling met haar nummer als naam")),
            ("comments.csv", _("comment-id, comment-body; mag ook: moderated (-1 doet niet mee), is-meta (true telt "
                               "niet mee voor de kaart), agrees, disagrees")),
            ("--assignments", _("schrijft participant, group, x, y")),
        ),
        example=("brink example map voorbeeld",
                 "brink map voorbeeld/votes.csv --statements voorbeeld/comments.csv --html kaart.html"),
    ),
    "draw": Manual(
        _("Berekent de eerlijkste loting voor een burgerberaad."),
        (
            ("categories.csv", _("category, feature (of name, of value), min, max; mag ook: min_flex, max_flex")),
            ("respondents.csv", _("een kolom per categorie; mag ook: id, en kolommen voor een adres")),
            ("--record", _("schrijft een nieuwe map met alles wat voor de loting vast moet liggen. Ernaast "
                           "komt een bestand met sleutels. Dat houdt u voor uzelf")),
            ("--selected, --remaining", _("schrijven de rijen van respondents.csv zoals ze waren")),
        ),
        (
            ("brink draw letters", _("daarvoor: wie een uitnodiging krijgt")),
            ("brink draw reveal", _("daarna: het lot trekken")),
            ("brink draw replace", _("wie invalt voor mensen die uitvallen")),
            ("brink draw alternates", _("reserves van tevoren")),
            ("brink draw tables", _("wie aan welke tafel zit")),
        ),
        ("brink example draw voorbeeld",
         "brink draw voorbeeld/categories.csv voorbeeld/respondents.csv --seats 20 --id id --record dossier",
         'brink draw reveal dossier --randomness "12 34 5 8" --respondents voorbeeld/respondents.csv --id id '
         "--selected selected.csv --remaining remaining.csv",
         "brink draw tables selected.csv --tables 4 --rounds 3 --mix geslacht leeftijd"),
    ),
    "draw letters": Manual(
        _("Loot welke adressen een uitnodiging krijgen."),
        (("REGISTER", _("een regel per mens; mag: id, een kolom met de gemeente, kolommen voor een adres")),
         ("--csv", _("schrijft id, place, wave (0 krijgt een brief, 1 en hoger wacht)"))),
        example=("brink example draw voorbeeld",
                 "brink draw letters voorbeeld/register.csv --letters 40 --reserve 10 --place gemeente "
                 "--same-address postcode --same-address nummer"),
    ),
    "draw reveal": Manual(
        _("Trekt het lot en schrijft het verslag van de trekking."),
        (("DIR", _("de map die brink draw --record schreef")),
         ("respondents.csv", _("hetzelfde bestand als bij de loting, voor --selected en --remaining"))),
        example=('brink draw reveal dossier --randomness "12 34 5 8"',),
    ),
    "draw replace": Manual(
        _("Loot wie invalt voor mensen die uitvallen."),
        (("DIR", _("de map van de loting, na brink draw reveal")),
         ("respondents.csv", _("hetzelfde bestand als bij de loting, voor --selected en --remaining"))),
        example=('brink draw replace dossier --without p017 --reason "verhuisd" --by "A. Jans" --second "B. Smit"',),
    ),
    "draw alternates": Manual(
        _("Noemt reserves die samen het best invallen."),
        (("DIR", _("de map van de loting, na brink draw reveal")),),
        example=("brink draw alternates dossier --count 5",),
    ),
    "draw tables": Manual(
        _("Maakt een tafelindeling over rondes."),
        (("PANEL", _("een regel per mens, zoals --selected schrijft; mag: id, kolommen voor --mix, --together, "
                     "--apart en --fixed")),
         ("--csv, --earlier", _("id, round 1, round 2, … met het nummer van de tafel"))),
        example=("brink draw tables selected.csv --tables 4 --rounds 3 --mix geslacht leeftijd --csv tafels.csv",),
    ),
    "budget": Manual(
        _("Bepaalt de winnaars van een buurtbudget."),
        (
            ("FILE.pb", _("formaat van Pabulib. META: key;value met budget en vote_type. PROJECTS: project_id;cost, "
                          "mag: name, category. VOTES: voter_id;vote, bij cumulative ook points")),
            ("--lines", _("line, floor, ceiling: bodem en plafond per budgetregel")),
        ),
        (("brink budget record", _("schrijft een map waarmee een vreemde de uitslag narekent")),),
        ("brink example budget voorbeeld", "brink budget voorbeeld/buurtbudget.pb --explain --html uitslag.html",
         "brink budget record voorbeeld/buurtbudget.pb dossier"),
    ),
    "budget record": Manual(
        _("Schrijft het dossier van een buurtbudget, waarmee een vreemde de uitslag narekent."),
        (("FILE.pb", _("formaat van Pabulib, zie brink budget --help")),
         ("DIR", _("nieuwe map: election.pb, rule.json, result.json, LEESMIJ.txt, manifest.json"))),
        example=("brink budget record voorbeeld/buurtbudget.pb dossier",),
    ),
    "weigh": Manual(
        _("Weegt een panel naar wie er in het gebied wonen."),
        (
            ("PANEL", _("een regel per deelnemer: id, de kolommen van de randtotalen, en vragen met getallen "
                        "(leeg is geen antwoord)")),
            ("TARGETS", _("variable, category, count. Is variable geen kolom maar a_b, dan is het de kruising van de "
                          "kolommen a en b, met categorieen als x.y")),
            ("--weights", _("schrijft id, weight")),
        ),
        example=("brink example weigh voorbeeld",
                 "brink weigh voorbeeld/panel.csv voorbeeld/targets.csv --weights gewichten.csv --html panel.html"),
    ),
    "portfolio": Manual(
        _("Weegt pakketten die mensen binnen een budget of doel hebben gekozen."),
        (
            ("TASK.toml", _("question; per [[option]]: id, name, cost, effects = {naam = getal}, of per stap een "
                            "[[option.level]] met label, cost, effects")),
            ("", _("per [[limit]]: kind (budget, goal, exactly, most_of, needs), amount, mag: effect, options")),
            ("", _("mag: pairs = [[\"a\", \"b\"]], en per [[arm]]: id, budget, cost, effects voor wie andere getallen "
                   "heeft gezien")),
            ("CHOICES.csv", _("per optie een kolom met haar id als naam en de stap als getal of label (0 is niet)")),
            ("", _("mag ook: arm, delegated, refused (1 of 0), weight")),
            ("FILE.pb", _("of een bestand van Pabulib met approval, waarin elke stem binnen het budget past")),
        ),
        example=("brink example portfolio voorbeeld",
                 "brink portfolio voorbeeld/vraag.toml voorbeeld/keuzes.csv --groups --html stoel.html"),
    ),
    "match": Manual(
        _("Zoekt teksten over hetzelfde onderwerp."),
        (("CORPUS, --queries", _("platte tekst, 1 tekst per regel, UTF-8")),),
        example=("brink example match voorbeeld",
                 "brink match voorbeeld/teksten.txt --queries voorbeeld/vragen.txt --top 3"),
    ),
    "read": Manual(
        _("Leest een Nederlandse tekst en zegt wat hem moeilijk maakt."),
        (("FILE", _("platte tekst in UTF-8")),),
        example=("brink example read voorbeeld", "brink read voorbeeld/brief.txt"),
    ),
    # The rest of its help stands in the command, which is a part of the one-file verifier.
    "verify": Manual(_("Rekent na wat Brink publiceert.")),
    "verifier": Manual(
        _("Schrijft het narekenprogramma als 1 Python-bestand."),
        example=("brink verifier brink_verify.py", "python3 brink_verify.py --help"),
    ),
    "example": Manual(
        _("Schrijft kleine voorbeeldbestanden voor een opdracht."),
        example=("brink example draw voorbeeld",),
    ),
})  # fmt: skip


def documented(command: str) -> Parser:
    """A parser with the options that every method command has, and the whole help of this one."""
    return parser(command, MANUALS[command].purpose, below_options(command))


def below_options(command: str) -> str:
    """What stands below the options in the help of a command."""
    manual = MANUALS[command]
    parts = []
    if manual.acts:
        parts.append(_block(_("ook:"), manual.acts))
    if manual.files:
        parts.append(_block(_("bestanden:"), manual.files))
        if command not in ("read", "match", "verify"):
            parts.append(f"  {_TABLES}")
    parts.append("\n".join([_("voorbeeld:"), *(f"  {line}" for line in manual.example)]))
    return "\n\n".join(parts)


def _block(title: str, rows: tuple[tuple[str, str], ...]) -> str:
    wide = max(len(name) for name, _what in rows)
    return "\n".join([title, *(f"  {name:{wide}}  {what}" for name, what in rows)])
