"""The outcome of a survey as it is read: per question its base in words, a bar for each answer, weighted beside not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.processes.outcome import Outcome
from brink.instruments.survey.answers import DISPOSITION_NAMES, Disposition
from brink.instruments.survey.models import Weighting
from brink.instruments.survey.outcome import DETAILS, average, figures_in, percent
from brink.instruments.survey.questions import Kind, Question, Questionnaire
from brink.instruments.survey.tally import Told
from brink.ui.components import Column, Row, Table
from brink.ui.figures import grouped
from brink.ui.pictures.svg import Svg, add, canvas, serialise

Z = 1.96
"""Standard errors on both sides of a share, for an interval that holds 95 of 100 times if the model is right."""


@dataclass(frozen=True)
class Line:
    """One answer: how many gave it, as a share of base A (all who were asked) and of base B (with an answer)."""

    key: str
    label: str
    count: int | None
    share: int | None
    opinion_share: int | None
    weighted: float | None = None
    error: float | None = None

    @property
    def picture(self) -> Svg | str:
        """Draw the share of base A, and a mark where the weighted share lies; nothing where it may not be told."""
        if self.share is None:
            return ""
        root = canvas(100, 10, "brink-picture brink-bar")
        # Only lengths along the bar mean something, so it may be as wide as there is room.
        root.set("preserveAspectRatio", "none")
        add(root, "rect", "bar-rest", x=0, y=4, width=100, height=2)
        add(root, "rect", "bar-value", x=0, y=1, width=self.share, height=8)
        if self.weighted is not None:
            add(root, "rect", "bar-mark", x=min(100 * self.weighted, 99.2), y=0, width=0.8, height=10)
        return serialise(root)

    @property
    def told(self) -> str:
        """Return the number, or that it is not told: it is small, or would give away one that is."""
        return _("niet genoemd") if self.count is None else grouped(self.count)

    @property
    def percent(self) -> str:
        """Return the share of base A as it is read."""
        return "" if self.share is None else f"{self.share} %"

    @property
    def of_opinion(self) -> str:
        """Return the share of base B as it is read."""
        return "" if self.opinion_share is None else f"{self.opinion_share} %"

    @property
    def weighed(self) -> str:
        """Return the weighted share with its uncertainty."""
        if self.weighted is None or self.error is None:
            return ""
        low, high = (max(0.0, min(1.0, self.weighted + side * Z * self.error)) for side in (-1, 1))
        words = {"share": round(100 * self.weighted), "low": round(100 * low), "high": round(100 * high)}
        return _("%(share)s %% (tussen %(low)s en %(high)s %%)") % words


@dataclass(frozen=True)
class Block:
    """One question with its figures."""

    question: Question
    number: int
    told: Told
    weights: dict[str, dict[str, float]]

    @property
    def kind(self) -> str:
        """Return what kind of answer was asked."""
        return self.question.kind.value

    @property
    def base(self) -> str:
        """Say of whom the figures are."""
        if self.told.asked is None:
            return _("Te weinig mensen om cijfers van te laten zien.")
        return _("Van de %(n)s mensen aan wie dit is gevraagd.") % {"n": grouped(self.told.asked)}

    @property
    def opinion(self) -> str:
        """Say how many of them gave an answer."""
        if self.told.opinion is None:
            return ""
        return _("%(n)s mensen hebben een antwoord gegeven.") % {"n": grouped(self.told.opinion)}

    @property
    def mean(self) -> str:
        """Return the mean of a scale in words, with both ends named; "" where it may not be told."""
        value = average(self.question, self.told)
        if value is None:
            return ""
        ends = self.question.options
        words = {
            "mean": f"{value:.1f}".replace(".", ","), "first": ends[0].label, "low": self.question.low,
            "last": ends[-1].label, "high": self.question.high,
        }  # fmt: skip
        return _("Gemiddeld %(mean)s, waarbij %(first)s ‘%(low)s’ is en %(last)s ‘%(high)s’.") % words

    @cached_property
    def lines(self) -> Sequence[Line]:
        """Return a line for each answer, and for what people did not know or would not say."""
        own = self.question.counted()
        names = {str(code): words for code, words in own.items()}
        names |= {str(said): str(name) for said, name in DISPOSITION_NAMES.items()}
        if self.question.kind is Kind.OPEN:
            names[Disposition.ANSWERED.value] = _("schreef iets op")
        return [
            Line(
                key, names[key], count, percent(count, self.told.asked),
                percent(count, self.told.opinion) if key in {str(code) for code in own} else None,
                **self.weights.get(key, {}),
            )
            for key, count in self.told.cells.items() if count or key != Disposition.EMPTY.value
        ]  # fmt: skip

    @property
    def table(self) -> Table:
        """Return the text twin of the bars."""
        numbers = (_("Mensen"), _("Van wie dit is gevraagd"), _("Van wie antwoord gaf"))
        columns = [Column(_("Antwoord")), *(Column(title, numeric=True) for title in numbers)]
        if self.weights:
            columns.append(Column(_("Gewogen"), numeric=True))
        rows = [
            Row(one.label, (one.told, one.percent, one.of_opinion, *((one.weighed,) if self.weights else ())))
            for one in self.lines
        ]
        return Table(self.question.text, tuple(columns), tuple(rows))


@dataclass(frozen=True)
class Reading:
    """The whole outcome, with the weights when those stand on the site."""

    questionnaire: Questionnaire
    outcome: Outcome
    weighting: Weighting | None

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """Return every question with its figures."""
        figures, numbers = figures_in(self.outcome), self.questionnaire.numbers
        shares: dict[str, Any] = self.weighting.result["questions"] if self.weighting is not None else {}
        return [
            Block(one, numbers[one.key], figures[one.key], shares.get(one.key, {}))
            for one in self.questionnaire if one.key in figures
        ]  # fmt: skip

    @property
    def stopped(self) -> int:
        """Return how many began and never sent it; 0 where that may not be told."""
        told: int = self.outcome.details.get(DETAILS, {}).get("stopped", 0)
        return told

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the questions as they were frozen."""
        return self.questionnaire.fingerprint

    @property
    def account(self) -> Sequence[tuple[str, str]]:
        """Return how the survey was made, in the words of who made it."""
        if self.weighting is None:
            return ()
        row = self.weighting
        return [
            (_("Doel en opzet"), row.aim), (_("Wie het maakte"), row.maker), (_("Over wie het gaat"), row.population),
            (_("Hoe mensen werden gevraagd"), row.sample), (_("Hoe wij de antwoorden nakeken"), row.processing),
            (_("Wat u er niet uit mag halen"), row.limits),
        ]  # fmt: skip

    @property
    def weighed_by(self) -> Sequence[str]:
        """Say in sentences to what was weighed, how much that cost, and what was not weighed."""
        if self.weighting is None:
            return ()
        return weighed_in_words(self.questionnaire, self.weighting)


def _named(questionnaire: Questionnaire, keys: Sequence[str]) -> str:
    return ", ".join(f"‘{questionnaire.by_key[key].text}’" for key in keys if key in questionnaire.by_key)


def weighed_in_words(questionnaire: Questionnaire, weighting: Weighting) -> Sequence[str]:
    """Say in sentences to what was weighed, how much that cost, and what was not weighed."""
    result = weighting.result
    part, said = result["people"], []
    said.append(
        _("Wij hebben gewogen naar: %(questions)s. Bron: %(source)s.")
        % {"questions": _named(questionnaire, result["margins"]), "source": weighting.source}
    )
    if part["how"] == "all":
        said.append(_("Iedereen die meedeed, telt in de gewogen cijfers."))
    elif part["how"] == "some":
        words = _("%(n)s mensen tellen in de gewogen cijfers. Van de anderen weten wij niet genoeg.")
        said.append(words % {"n": grouped(part["number"])})
    else:
        said.append(_("Bijna iedereen telt in de gewogen cijfers. Van een paar mensen weten wij niet genoeg."))
    said.append(
        _("Door het wegen tellen deze antwoorden als die van %(n)s mensen uit een gewone steekproef.")
        % {"n": grouped(result["effective"])}
    )
    largest = f"{result['largest']:.1f}".replace(".", ",")
    said.append(
        _("Het antwoord dat het zwaarst telt, telt %(times)s keer zo zwaar als gemiddeld.") % {"times": largest}
    )
    if result["not_weighted"]:
        left = _named(questionnaire, result["not_weighted"])
        said.append(_("Niet gewogen naar: %(questions)s.") % {"questions": left})
    said.append(
        _("De grenzen tussen haakjes kloppen alleen als wij goed hebben gewogen. Wie niet meedeed, kan anders denken.")
    )
    return said
