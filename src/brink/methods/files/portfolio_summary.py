"""What `brink portfolio` tells a person in words; the page says the same sentences."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import Any

from brink.methods.portfolio import Evaluation

from .portfolio_task import Task
from .table import told

ADVICE = _("Dit is advies. Het bestuur weegt het met wat er verder bekend is.")


def remarks(task: Task, found: Evaluation) -> list[str]:
    """What the method remarks, in plain sentences."""
    said = []
    for one in found.remarks:
        values = dict(one.values)
        if one.key == "few":
            sentence = ngettext(
                "Er heeft {people} mens een pakket gemaakt. Vanaf {least} rekenen wij verder. "
                "Nu tonen wij alleen wat er gekozen is.",
                "Er hebben {people} mensen een pakket gemaakt. Vanaf {least} rekenen wij verder. "
                "Nu tonen wij alleen wat er gekozen is.", values["people"],
            )  # fmt: skip
            said.append(sentence.format(**values))
        elif one.key == "left_model":
            level = values["level"]
            sentence = _("Minder dan 10 mensen hebben '{name}' gekozen. Daar rekenen wij niet mee.") if level else _(
                "Minder dan 10 mensen hebben '{name}' weggelaten. Daar rekenen wij niet mee.")  # fmt: skip
            name = task.step(values["option"], level) if level else task.names[values["option"]]
            said.append(sentence.format(name=name))
        else:
            said.append(_sentence(one.key))
    return said


def _sentence(key: str) -> str:
    return {
        "spread": _("De keuzes liggen te ver uit elkaar om mee te rekenen. Wij tonen alleen wat er gekozen is."),
        "moderate": _("De rekenwijze past matig. Wij tonen wat er gekozen is, en alleen kern of buiten waar ook de "
                      "meeste mensen zo hebben gekozen."),
        "purse_failed": _("De tweede berekening is niet gelukt. Daarom noemen wij niets kern of buiten."),
        "no_groups_asked": _("Vanaf 400 mensen zoeken wij wie er anders kiezen. Dat zijn er nu minder."),
    }[key]  # fmt: skip


def names_in(result: dict[str, Any], standing: str) -> list[str]:
    """The names of the options that stand so."""
    return [one["name"] for one in result["options"] if one["standing"] == standing]


def took_part(result: dict[str, Any]) -> list[str]:
    """Who took part, and through which door."""
    doors = (
        ("composed", _("Zelf een pakket gemaakt: {n}.")), ("delegated", _("Overgelaten aan deskundigen: {n}.")),
        ("refused", _("Wil zo niet kiezen: {n}.")),
    )  # fmt: skip
    few = _("minder dan 10, of niet te zeggen zonder dat mensen te herkennen zijn")
    lines = [] if result["people"] is None else [_("Mensen die hebben meegedaan: {n}.").format(n=result["people"])]
    lines += [sentence.format(n=few if result[key] is None else result[key]) for key, sentence in doors]
    if result["left"] is not None:
        lines.append(_("Van het budget blijft gemiddeld {share:.0%} over.").format(share=result["left"]))
    return lines


def standing_lines(result: dict[str, Any]) -> list[str]:
    """Kern, twijfel and buiten as sentences, and who left a kern option out; none when it was not computed."""
    if result["packages"] is None:
        return []
    titles = (
        ("in", _("Kern, hoort bij het beste pakket hoe u ook rekent: {names}.")), ("doubt", _("Twijfel: {names}.")),
        ("out", _("Buiten, hoort er hoe u ook rekent niet bij: {names}.")),
    )  # fmt: skip
    none = _("geen")
    lines = [title.format(names=", ".join(names_in(result, key)) or none) for key, title in titles]
    without = [one for one in result["options"] if one["standing"] == "in" and one["levels"][0]["weighted"] is not None]
    minority = _("{share:.0%} van de mensen laat '{name}' weg.")
    return lines + [minority.format(share=one["levels"][0]["weighted"], name=one["name"]) for one in without]


def package_lines(result: dict[str, Any]) -> list[str]:
    """The best package, only when both calculations name it; else up to three, without numbers."""
    if result["packages"] is None or result["fit"]["moderate"]:
        return []
    by = {one["id"]: one for one in result["options"]}
    packages = [_package(by, one) for one in result["packages"]["packages"]]
    if result["packages"]["single"]:
        sentence = _("Beide berekeningen noemen dit pakket: {names}. Wat bij twijfel staat, is daarin niet zeker.")
        return [sentence.format(names=packages[0])]
    return [_("Meer dan een pakket past bij deze keuzes."), *(f"- {one}" for one in packages)]


def _package(by: dict[str, Any], package: dict[str, int]) -> str:
    names = [step_name(by[key], level) for key, level in package.items()]
    return ", ".join(names) or _("niets doen")


def step_name(option: dict[str, Any], level: int) -> str:
    """An option with its step, when it has more than one."""
    name, levels = option["name"], option["levels"]
    return str(name) if len(levels) == 2 else f"{name}: {levels[level]['label']}"


def order_lines(result: dict[str, Any]) -> list[str]:
    """Steps from most to least wanted; those on one line are about as wanted."""
    if result["fit"] is None or result["fit"]["moderate"]:
        return []
    by = {one["id"]: one for one in result["options"]}
    lines = [[step_name(by[one["option"]], one["level"]) for one in line] for line in result["order"]]
    more = _("{names} (ongeveer gelijk)")
    return [more.format(names=", ".join(line)) if len(line) > 1 else line[0] for line in lines]


def group_lines(result: dict[str, Any]) -> list[str]:
    """Who chooses otherwise: groups, a sliding scale, or none. Nobody is told in which group he is."""
    own = result["groups"]
    if own is None or own["found"] == "too_few":
        return []
    by = {one["id"]: one for one in result["options"]}
    if own["found"] == "none":
        return [_("Geen duidelijke groepen. Wij hebben gekeken naar 2 en 3 groepen en naar een glijdende schaal.")]
    if own["found"] == "scale":
        first, last = (_package(by, one) for one in own["ends"])
        return [
            _("Mensen liggen op een glijdende schaal, zonder grens ertussen."),
            _("Aan de ene kant past: {names}.").format(names=first),
            _("Aan de andere kant past: {names}.").format(names=last),
        ]
    lines = [_("Er zijn mensen die anders kiezen.")]
    for group in own["groups"]:
        sentence = _("Ongeveer {share:.0%} van de mensen. Het pakket dat bij hen past: {names}.")
        lines.append(sentence.format(share=group["share"], names=_package(by, group["package"])))
        often, seldom = _("  Vaker dan anderen: {names}."), _("  Minder vaak dan anderen: {names}.")
        for more, title in ((True, often), (False, seldom)):
            moved = [by[one["option"]]["name"] for one in group["moves"] if one["more"] == more]
            if moved:
                lines.append(title.format(names=", ".join(moved)))
    if not own["assigned"]:
        lines.append(_("Wie bij welke groep hoort, is niet te zeggen."))
    return lines


def summary(result: dict[str, Any]) -> str:
    """What a person reads."""
    lines = [result["question"]] if result["question"] else []
    lines += [*took_part(result), ""]
    for option in result["options"]:
        for level in option["levels"][1:]:
            name = step_name(option, level["level"])
            if level["weighted"] is None:
                lines.append(_("{name}: geen aantal, want dan zijn mensen te herkennen.").format(name=name))
                continue
            sentence = _("{name}: {share:.0%} ({low:.0%} tot {high:.0%}).")
            lines.append(sentence.format(name=name, share=level["weighted"], low=level["low"], high=level["high"]))
    for part in (standing_lines(result), package_lines(result), group_lines(result)):
        lines += ["", *part] if part else []
    return "\n".join([*lines, "", ADVICE]) + "\n" + told(result["remarks"])
