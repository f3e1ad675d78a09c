"""Figures of the population as the desk types them: a line for each answer, in a form that a spreadsheet writes too."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput
from brink.foundation.pasted_tables import at_line, read_pasted
from brink.instruments.survey.questions import Questionnaire
from brink.instruments.survey.weighing import usable

COLUMNS = ("vraag", "antwoord", "aantal")
MOST_ROWS, MOST_PEOPLE = 400, 1_000_000_000


def skeleton(questionnaire: Questionnaire, margins: Mapping[str, Mapping[str, float]]) -> str:
    """Return a line for each answer to fill in, with what was filled in before."""
    lines = [";".join(COLUMNS)]
    for one in questionnaire:
        if usable(one):
            for code, words in one.counted().items():
                known = margins.get(one.key, {}).get(str(code))
                number = "" if known is None else f"{known:g}" if known < 1_000_000 else str(int(known))
                lines.append(f"{one.key};{words.replace(';', ',')};{number}")
    return "\n".join(lines)


def _number(typed: str) -> float | None:
    text = typed.strip().replace(".", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= MOST_PEOPLE:
        raise BadInput(
            _("‘%(typed)s’ is geen aantal mensen. Schrijf bijvoorbeeld 12000.") % {"typed": typed.strip()[:20]}
        )
    return float(int(text))


def read_margins(questionnaire: Questionnaire, content: str) -> dict[str, dict[int, float]]:
    """Read what was typed, by question and code. Raises BadInput with the first line that is not right."""
    if not content.strip():
        raise BadInput(_("Er staat niets in. Kies een bestand of vul de aantallen in."), field="margins")
    found = read_pasted(
        content, needed=COLUMNS, known=COLUMNS, most=MOST_ROWS, too_many=_("Dit zijn te veel regels."), ragged=True
    )
    if found.faults:
        raise BadInput(found.faults[0], field="margins")
    told: dict[str, dict[int, float]] = {}
    for line, cells in found.rows:
        try:
            _take(questionnaire, cells, told)
        except BadInput as wrong:
            raise BadInput(at_line(line, str(wrong)), field="margins") from wrong
    return told


def _take(questionnaire: Questionnaire, cells: Mapping[str, str], told: dict[str, dict[int, float]]) -> None:
    number = _number(str(cells.get("aantal", "")))
    if number is None:
        return
    question = questionnaire.by_key.get(str(cells.get("vraag", "")).strip())
    if question is None or not usable(question):
        raise BadInput(_("Deze vraag is er niet, of heeft geen antwoorden om uit te kiezen."))
    said = " ".join(str(cells.get("antwoord", "")).split()).casefold()
    code = next(
        (code for code, words in question.counted().items()
         if said in (str(code), " ".join(words.replace(";", ",").split()).casefold())), None,
    )  # fmt: skip
    if code is None:
        raise BadInput(_("Dit antwoord hoort niet bij de vraag. Neem het over zoals het er staat."))
    if code in told.get(question.key, {}):
        raise BadInput(_("Dit antwoord staat er twee keer. Haal er een weg."))
    told.setdefault(question.key, {})[code] = number
