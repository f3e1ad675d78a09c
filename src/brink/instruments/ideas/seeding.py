"""Invented ideas for the demo and for tests, put together from `invented.toml` with a seed: same seed, same words."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.places.models import Area
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.queries.lists import places_of
from brink.foundation import clock
from brink.foundation.disclosure import follow
from brink.instruments.ideas import photos
from brink.instruments.ideas.models import Idea, Stance, Support
from brink.instruments.ideas.round_settings import COMMENT, IDEA, Settings
from brink.instruments.ideas.services import Extras, add_comment, give_idea

_CHANNELS: dict[str, int] = {"web": 60, "table": 15, "paper": 12, "phone": 8, "visit": 5}
_DISPUTED = 3


@cache
def invented() -> dict[str, Any]:
    """Return the pieces ideas are made of."""
    return tomllib.loads(files("brink.instruments.ideas").joinpath("invented.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented idea."""

    title: str
    text: str
    topic: str


def _topics(names: list[str]) -> list[str]:
    """Return the topics that fit the names of themes, or all of them when none does."""
    known = invented()["topic"]
    lower = " ".join(names).lower()
    found = [key for key, topic in known.items() if any(part in lower for part in topic["match"])]
    return found or list(known)


def _say(sentence: str, rng: Random, topic: dict[str, Any]) -> str:
    """Fill the gaps of a sentence."""
    pieces = invented()
    lists = {"reason": topic["reasons"], "worry": topic["worries"], "offer": pieces["offers"]}
    lists["person"] = pieces["people"]
    for name, options in lists.items():
        if f"{{{name}}}" in sentence:
            sentence = sentence.replace(f"{{{name}}}", rng.choice(options))
    return sentence.replace("{n}", str(rng.randint(3, 40)))


def invent(rng: Random, topics: list[str], taken: set[str]) -> Invented:
    """Make an idea whose words are not in `taken`, and add them there."""
    pieces = invented()
    while True:
        key = rng.choice(topics)
        topic = pieces["topic"][key]
        spot = rng.choice(topic["spots"])
        sentences = [rng.choice(topic["deeds"]), rng.choice(topic["reasons"])]
        if rng.random() < 0.5:
            sentences.append(rng.choice(pieces["offers"]))
        text = " ".join(_say(sentence, rng, topic) for sentence in sentences).replace("{spot}", spot)
        if text not in taken:
            taken.add(text)
            title = rng.choice(topic["title"]).replace("{spot}", spot) if rng.random() < 0.4 else ""
            return Invented(title, text, key)


def _drawing(rng: Random) -> bytes:
    """Draw a heath with a path, so that the demo has pictures that are plainly nobody's photo."""
    width, height = 1280, 853
    image = Image.new("RGB", (width, height), "#cfe0ea")
    pen = ImageDraw.Draw(image)
    horizon = rng.randint(330, 430)
    pen.ellipse((rng.randint(100, 1000), 90, rng.randint(1010, 1200), 260), fill="#f6ecd2")
    pen.rectangle((0, horizon, width, height), fill="#a08bab")
    for _ in range(900):
        x, y = rng.randint(0, width), rng.randint(horizon, height)
        size = 2 + (y - horizon) // 40
        pen.ellipse((x, y, x + 3 * size, y + size), fill=rng.choice(("#7d5a86", "#8d6d94", "#6f7d4a", "#94a065")))
    middle = rng.randint(500, 780)
    sand = "#e4d3b2"
    pen.polygon(((middle, horizon), (middle + 14, horizon), (middle + 260, height), (middle - 120, height)), fill=sand)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


@dataclass(slots=True)
class _Filling:
    """One filling of one round."""

    round: Round
    rng: Random
    themes: list[Theme]
    areas: list[Area]
    topics: list[str]
    starts: datetime
    ends: datetime
    name: str
    codes: list[str] = field(default_factory=list)

    def moments(self, number: int) -> list[datetime]:
        """Return moments in order within the round, none in the future."""
        span = (self.ends - self.starts).total_seconds()
        return sorted(self.starts + timedelta(seconds=self.rng.uniform(0, span)) for _ in range(number))

    def words(self, kind: str, text: str, title: str = "") -> Words:
        """Put invented words in the mouth of an invented person, by some channel."""
        channel = self.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0] if kind == IDEA else Channel.WEB.value
        named = self.rng.random() < 0.25
        return Words(
            kind=kind,
            channel=channel,
            text=text,
            title=title,
            publicity=Publicity.NAMED if named else Publicity.PSEUDONYM,
            public_name=f"{self.rng.choice(invented()['names'])} (voorbeeld)" if named else "",
            note_taker="" if channel == Channel.WEB else "Balie (voorbeeld)",
        )

    def theme(self, topic: str) -> Theme | None:
        """Return a theme that fits the words, or any."""
        fitting = [one for one in self.themes if topic in _topics([one.name])]
        return self.rng.choice(fitting or self.themes) if self.themes else None

    def idea(self, number: int, taken: set[str], moment: datetime, *, drawn: bool) -> tuple[Contribution, str]:
        """Give one idea at a moment."""
        made = invent(self.rng, self.topics, taken)
        photo = None
        with clock.frozen(moment):
            if drawn:
                data = _drawing(self.rng)
                photo = photos.keep(BytesIO(data), len(data))
            extras = Extras(
                photo=photo,
                photo_alt="Verzonnen tekening van een pad over de hei." if photo else "",
                area=self.rng.choice(self.areas) if self.areas and self.rng.random() < 0.8 else None,
                theme=self.theme(made.topic),
            )
            words = self.words(IDEA, made.text, made.title)
            key = f"seed {self.name} {number}"
            given = give_idea(round=self.round, words=words, actor=SYSTEM, key=key, extras=extras)
        self.codes.append(given.code)
        return given.contribution, made.topic

    def comment(self, number: int, idea: Contribution, topic: str, stance: str, moment: datetime) -> None:
        """Answer an idea at a moment."""
        pieces = invented()
        text = _say(self.rng.choice(pieces[str(stance)]), self.rng, pieces["topic"][topic])
        with clock.frozen(moment):
            add_comment(
                round=self.round, idea=idea, stance=stance, words=self.words(COMMENT, text), actor=SYSTEM,
                key=f"seed {self.name} c{number}",
            )  # fmt: skip

    def cheer(self, ideas: list[Contribution]) -> None:
        """Let invented devices support ideas: most get a few, some many."""
        people = [f"{self.rng.getrandbits(256):064x}" for _ in range(max(30, 2 * len(ideas)))]
        given = {}
        for idea in ideas:
            number = min(len(people), 200, int(self.rng.paretovariate(0.9)) - 1)
            given[idea.pk] = self.rng.sample(people, number)
        write_supports(round=self.round, supporters=given, at=self.ends, actor=SYSTEM, key=None)

    def written(self, who: str, kind: str, voice: Mapping[str, Any]) -> Words:
        """Put written words in the mouth of the person whose they are, by a channel of theirs."""
        person = invented()["voice"][who]
        channel = self.rng.choice(person["channels"]) if kind == IDEA else Channel.WEB.value
        named = self.rng.random() < person["named"]
        return Words(
            kind=kind,
            channel=channel,
            text=voice["text"],
            title=voice.get("title", ""),
            publicity=Publicity.NAMED if named else Publicity.PSEUDONYM,
            public_name=f"{self.rng.choice(person['names'])} (voorbeeld)" if named else "",
            note_taker="" if channel == Channel.WEB else "Balie (voorbeeld)",
        )

    def told(self, number: int, voice: Mapping[str, Any], moment: datetime) -> Contribution:
        """Give one written idea at a moment, and the answers of others to it after that."""
        with clock.frozen(moment):
            area = self.rng.choice(self.areas) if self.areas and self.rng.random() < 0.8 else None
            extras = Extras(area=area, theme=self.themes[0] if self.themes else None)
            if voice.get("photo"):
                data = _drawing(self.rng)
                photo = photos.keep(BytesIO(data), len(data))
                extras = replace(extras, photo=photo, photo_alt="Verzonnen tekening van een pad over de hei.")
            words = self.written(voice["who"], IDEA, voice)
            key = f"seed {self.name} {number}"
            given = give_idea(round=self.round, words=words, actor=SYSTEM, key=key, extras=extras)
        self.codes.append(given.code)
        for place, reply in enumerate(voice.get("replies", ())):
            with clock.frozen(moment + (self.ends - moment) * self.rng.random()):
                add_comment(
                    round=self.round, idea=given.contribution, stance=reply["stance"],
                    words=self.written(reply["who"], COMMENT, reply), actor=SYSTEM,
                    key=f"seed {self.name} {number} c{place}",
                )  # fmt: skip
        return given.contribution


@act("round.seeded", Round, on="round")
def write_supports(
    *, round: Round, supporters: Mapping[UUID, Sequence[str]], at: datetime, actor: Actor, key: str | None
) -> Done[Round]:
    """Write the support of invented devices for ideas, by idea, as straight rows."""
    rows = [
        Support(tenant_id=round.tenant_id, created_at=at, contribution_id=idea, supporter=one)
        for idea, people in supporters.items()
        for one in people
    ]
    for idea, people in supporters.items():
        Contribution.objects.filter(pk=idea).update(support_count=len(people))
        Idea.objects.filter(contribution=idea).update(support_shown=follow(len(people), 0))
    Support.objects.bulk_create(rows, batch_size=500)
    return Done(round, {"supports": len(rows)})


def _filling(round: Round, rng: Random) -> _Filling | None:
    """Return what is needed to fill a round, or None for one that has not begun."""
    ends = min(clock.now(), round.closes_at - timedelta(minutes=1))
    if round.opens_at >= ends:
        return None
    themes = list(round.process.themes.all())
    areas = [area for area in places_of(round.process).order_by("slug") if area.kind != "province"]
    # A round may be filled more than once; the same seed on the same round brings the same words back.
    name = f"{round.pk} {rng.getrandbits(40):x}"
    return _Filling(round, rng, themes, areas, _topics([theme.name for theme in themes]), round.opens_at, ends, name)


def play(round: Round, rng: Random, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Let people give these written ideas and answer each other; returns the tracking codes of the first few."""
    filling = _filling(round, rng)
    if filling is None:
        return ()
    moments = filling.moments(len(voices))
    given = [filling.told(number, *one) for number, one in enumerate(zip(voices, moments, strict=True))]
    if Settings.of(round.settings).support:
        filling.cheer(given)
    return tuple(filling.codes[:3])


def fill(round: Round, rng: Random, size: int) -> tuple[str, ...]:
    """Fill a round that has begun with about `size` invented contributions; one that has not begun stays empty.

    Returns the tracking codes of the first few.
    """
    filling = _filling(round, rng)
    if filling is None or size < 1:
        return ()
    settings = Settings.of(round.settings)
    ideas = size if not settings.comments else max(1, size * 3 // 5)
    taken: set[str] = set()
    given = [
        filling.idea(number, taken, moment, drawn=settings.photos and number % 40 == 2)
        for number, moment in enumerate(filling.moments(ideas))
    ]
    _discuss(filling, given, size - ideas)
    if settings.support:
        filling.cheer([idea for idea, _topic in given])
    return tuple(filling.codes[:3])


def _discuss(filling: _Filling, given: list[tuple[Contribution, str]], number: int) -> None:
    """Let people answer: in a larger round three ideas divide them, the rest gets an answer here and there."""
    rng = filling.rng
    heated = given[:_DISPUTED] if number >= 25 * _DISPUTED else []
    plan = [(idea, topic, stance) for idea, topic in heated for stance in [Stance.FOR] * 13 + [Stance.AGAINST] * 11]
    stances = [Stance.FOR, Stance.FOR, Stance.AGAINST, Stance.NEUTRAL]
    plan += [(*rng.choice(given), rng.choice(stances)) for _ in range(number - len(plan))]
    for count, (idea, topic, stance) in enumerate(plan):
        moment = idea.created_at + (filling.ends - idea.created_at) * rng.random()
        filling.comment(count, idea, topic, stance, moment)
