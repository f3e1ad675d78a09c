"""Figures of plain Dutch: syllables of policy words, scores of texts counted by hand, and speed, against textstat.

    python tools/bench_language.py

The peer (textstat, with hyphenation patterns for Dutch) only ever runs in a process of its own, with the interpreter
that BRINK_PEERS names. Without it the rows say so. CPU seconds, not wall clock.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from figures import ROOT, Figure, measured, peers, show

sys.path[:0] = [str(ROOT / "src")]

from brink.methods.language import flesch_douma, read, syllables  # noqa: E402
from brink.methods.language.tests.policy_words import OTHERS, POLICY, counted  # noqa: E402
from brink.methods.language.tests.test_language import GOLDEN  # noqa: E402

# Counted by hand for this bench before it was run; the counter and its lists were not changed after. Keep it so.
UNSEEN = """
woningbouwopgave:6 verkeersveiligheid:5 subsidieregeling:6 duurzaamheid:3 bestemmingsplan:4 omgevingsvergunning:6
raadsbesluit:3 wethouder:3 commissaris:4 begroting:3 jaarrekening:4 bezuiniging:4 leefbaarheid:3 krimpregio:4
mobiliteit:4 bereikbaarheid:4 openbaar:3 vervoersarmoede:5 laadpaal:2 zonneweide:4 waterschap:3 dijkversterking:4
droogte:2 natuurgebied:4 stikstofdepositie:6 veehouderij:4 gezondheidszorg:4 huishoudelijk:4 ouderenzorg:4 jeugdhulp:2
schuldhulpverlening:5 inclusie:3 integratie:4 vluchtelingen:4 asielzoekers:4 statushouder:4 onderwijs:3
laaggeletterdheid:5 bibliotheek:4 cultuurhistorie:5 erfgoed:2 archeologie:5 toegankelijkheid:5 vrijwilliger:4
ondernemer:4 arbeidsmarkt:3 bedrijventerrein:5 innovatie:4 digitalisering:6 privacy:3 cybersecurity:6 ambtenaar:3
ombudsman:3 referendum:4 stemrecht:2 volksraadpleging:4 gemeenschapshuis:4 buurtvereniging:5 crowdfunding:3 proactief:3
geüniformeerd:5 reïntegratie:5 intercultureel:5 ruimtelijk:3 woonzorgcomplex:4 koolstofdioxide:6 theorie:3
tweejaarlijks:3 vieringen:3 geautoriseerd:5
"""
LONG_TEXT = 400  # times the three golden texts: some 20,000 words

OURS = r"""
from brink.methods.language import read
text = json.loads(sys.argv[1])
begin()
read("\n".join([text] * int(sys.argv[2])))
end()
"""
PEER = r"""
import textstat
peer = textstat.textstat
peer.set_lang("nl")
words, texts, times = json.loads(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
long = "\n".join([" ".join(texts)] * times)
answer = {"syllables": [peer.syllable_count(word) for word in words],
          "scores": [peer.flesch_reading_ease(text) for text in texts]}
begin()
peer.flesch_reading_ease(long)
end(**answer)
"""


def right(found: list[int], words: list[tuple[str, int]]) -> int:
    """How many counts are right."""
    return sum(count == number for count, (_, number) in zip(found, words, strict=True))


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    policy, unseen, others = counted(POLICY), counted(UNSEEN), counted(OTHERS)
    texts = [text for text, *_ in GOLDEN]
    peer: dict[str, Any] | None = None
    if peers():
        asked = [word for word, _ in policy + unseen + others]
        peer = measured(PEER, json.dumps(asked), json.dumps(texts), str(LONG_TEXT), interpreter=peers())
    ours = measured(OURS, json.dumps(" ".join(texts)), str(LONG_TEXT))
    rows = []
    sets = (
        ("policy words", policy, 43),
        ("policy words that the maker did not know", unseen, None),
        ("other words", others, None),
    )
    start = 0
    for what, words, least in sets:
        theirs = right(peer["syllables"][start : start + len(words)], words) if peer else None
        mine = right([syllables(word) for word, _ in words], words)
        rows.append(Figure(f"{what}: with all syllables right, of {len(words)}", mine, least, "", True, theirs))
        start += len(words)
    for at, (text, n_sentences, n_words, n_syllables) in enumerate(GOLDEN):
        truth = flesch_douma(sentences=n_sentences, words=n_words, syllables=n_syllables)
        away = abs((read(text).score or 0.0) - truth)
        theirs = abs(peer["scores"][at] - truth) if peer else None
        rows.append(Figure(f"text counted by hand, score {truth:.0f}: points away", away, 3.0, peer=theirs))
    cpu = peer["cpu"] if peer else None
    what = (
        f"reading {read(' '.join(texts)).words * LONG_TEXT:,} words, one text repeated, with passives and jargon: CPU"
    )
    rows.append(Figure(what, ours["cpu"], None, "s", peer=cpu))
    notes = [] if peers() else ["against textstat: left out; BRINK_PEERS does not name an interpreter that has it"]
    return show("brink read", rows, notes)


if __name__ == "__main__":
    sys.exit(main())
