"""Figures of matching: paraphrases found among real titles, and the cost at 100,000 texts.

    python tools/bench_matching.py

The shared pairs were known when the synonym list was made, so they guard against decay and claim nothing; the pairs of
`paraphrases.toml` were written blind. The peer is TF-IDF over runs of 3 to 5 letters (scikit-learn), in a process of
its own with the interpreter that BRINK_PEERS names. CPU seconds, not wall clock; one thread.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import tomllib
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from figures import ROOT, Figure, left_out, measured, peers, reference_data, show

sys.path[:0] = [str(ROOT / "src")]

from brink.methods.language.tests.policy_words import OTHERS, POLICY, counted  # noqa: E402
from brink.methods.matching import Entry, Index, Topics, normalise  # noqa: E402

TEXTS, QUERIES, TOP = 100_000, 200, 10
Pair = tuple[str, str]

OURS = r"""
from brink.methods.matching import Entry, Index
case = json.loads(open(sys.argv[1], encoding="utf-8").read())
begin()
index = Index.build(Entry(str(number), text) for number, text in enumerate(case["texts"]))
built = time.process_time() - _started
for query in case["queries"]:
    index.search(query)
end(built=built)
"""
PEER = r"""
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
case = json.loads(open(sys.argv[1], encoding="utf-8").read())

def index(texts, **options):
    by = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), strip_accents="unicode", dtype=np.float32, **options)
    return by, by.fit_transform(texts)

def ranks(pairs, titles):
    by, table = index([text for pair in pairs for text in pair] + titles)
    found = []
    for at, (query, _) in enumerate(pairs):
        scores = (table @ by.transform([query]).T).toarray().ravel()
        scores[2 * at] = -1
        found.append(int((scores > scores[2 * at + 1]).sum()))
    return found

answer = {name: ranks(pairs, case["titles"]) for name, pairs in case["pairs"].items()}
begin()
by, table = index(case["texts"], min_df=2, max_df=0.05)
across = table.T.tocsr()
built = time.process_time() - _started
for query in case["queries"]:
    scores = (by.transform([query]) @ across).toarray().ravel()
    np.argpartition(-scores, 10)[:10]
end(built=built, **answer)
"""


def blind_pairs() -> dict[str, list[Pair]]:
    """The pairs written for this bench: all, and the easy and the hard ones apart."""
    document = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text(encoding="utf-8"))
    kinds = {kind: [(a, b) for theme in document.values() for a, b in theme[kind]] for kind in ("easy", "hard")}
    return {"all": kinds["easy"] + kinds["hard"], **kinds}


def shared_pairs(folder: Path) -> list[Pair]:
    """The pairs that came with the real titles."""
    rows = [line.split("\t") for line in (folder / "pairs_nl.tsv").read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) == 3 and row[2] in {"c", "p"}]


def hits(pairs: list[Pair], titles: list[str], topics: Topics | None) -> list[bool]:
    """For each pair whether its second text is among the ten first for its first, between all others and the titles."""
    texts = [Entry(f"{side}{n}", pair[at]) for n, pair in enumerate(pairs) for at, side in enumerate("ab")]
    index = Index.build([*texts, *(Entry(f"t{n}", title) for n, title in enumerate(titles))], topics)
    return [
        f"b{n}" in {match.key for match in index.search(query, but=[f"a{n}"], top=TOP)}
        for n, (query, _) in enumerate(pairs)
    ]


def made_texts(draw: Random, number: int) -> list[str]:
    """Texts of some 80 letters: Dutch words and compounds of them, the common ones far more often (Zipf)."""
    words = [normalise(word) for word, _ in counted(POLICY) + counted(OTHERS)]
    words += [word for pair in blind_pairs()["all"] for text in pair for word in normalise(text).split()]
    words = sorted({word for word in words if " " not in word})
    lexicon = [*words, *("".join(draw.sample(words, 2)) for _ in range(20_000))]
    draw.shuffle(lexicon)
    often = [1 / (rank + 10) for rank in range(len(lexicon))]
    return [" ".join(draw.choices(lexicon, often, k=draw.choice((3, 4, 5, 5, 6, 8)))) for _ in range(number)]


def recall_rows(titles: list[str], sets: dict[str, list[Pair]], peer: dict[str, Any]) -> list[Figure]:
    """Recall among ten, with the synonym list and without; the pairs of one file are asked together."""
    rows = []
    bounds = {"shared": 0.55, "blind": 0.55}
    for name, pairs in sets.items():
        theirs = [rank < TOP for rank in peer[name]] if peer else None
        for how, topics in (("", None), (", without synonyms", Topics({}))):
            found = hits(pairs, titles, topics)
            parts = {"": slice(None)}
            if name == "blind":
                half = len(blind_pairs()["easy"])
                parts |= {", easy": slice(half), ", hard": slice(half, None)}
            for part, place in parts.items():
                limit = bounds[name] if not how and not part else None
                beside = sum(theirs[place]) / len(theirs[place]) if theirs else None
                what = f"recall@10, {len(pairs[place])} {name} pairs among {len(titles):,} titles{part}{how}"
                rows.append(Figure(what, sum(found[place]) / len(found[place]), limit, "", True, beside))
    return rows


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    folder, titles, sets = reference_data(), [], {}
    if folder:
        titles = (folder / "matching" / "distractors_nl.txt").read_text(encoding="utf-8").splitlines()
        sets = {"shared": shared_pairs(folder / "matching"), "blind": blind_pairs()["all"]}
    draw = Random(1)
    case = {"texts": made_texts(draw, TEXTS), "queries": made_texts(draw, QUERIES), "titles": titles, "pairs": sets}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "case.json"
        path.write_text(json.dumps(case), encoding="utf-8")
        ours = measured(OURS, str(path))
        peer = measured(PEER, str(path), interpreter=peers()) if peers() else {}
    rows = recall_rows(titles, sets, peer)
    each = [1000 * (used["cpu"] - used["built"]) / QUERIES if used else None for used in (ours, peer)]
    mean = sum(map(len, case["texts"])) / TEXTS
    rows += [
        Figure(f"{TEXTS:,} texts of {mean:.0f} letters: build, CPU", ours["built"], 15.0, "s", peer=peer.get("built")),
        Figure(f"{TEXTS:,} texts: a query with reasons, CPU", each[0] or 0.0, 10.0, "ms", peer=each[1]),
        Figure(f"{TEXTS:,} texts: peak above them", ours["mb"], 500.0, "MB", peer=peer.get("mb")),
    ]
    return show("brink match", rows, left_out("scikit-learn"))


if __name__ == "__main__":
    sys.exit(main())
