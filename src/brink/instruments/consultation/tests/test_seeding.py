"""What the demo says of its invented text is about pieces and sentences that are there."""

import tomllib
from pathlib import Path

import brink
from brink.instruments.consultation.comparing import sentence_parts
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.seeding import example_text, invented

QUESTION = Path(brink.__file__).parent / "site/demo/questions/15-zon-op-land.toml"


def test_every_written_voice_is_at_a_piece_and_a_sentence_of_the_text() -> None:
    bodies = {one.number: one.body for one in pasted(example_text())}
    (round,) = tomllib.loads(QUESTION.read_text("utf-8"))["round"]
    assert round["title"] == invented()["title"]
    for voice in round["voices"]:
        if "number" in voice:
            assert voice.get("sentence", 0) < len(sentence_parts(bodies[voice["number"]])), voice["text"]


def test_what_invented_people_say_and_why_a_piece_changed_has_its_piece() -> None:
    first = {one.number for one in pasted(example_text())}
    later = {one.number for one in pasted(invented()["later"])}
    assert set(invented()["remarks"]) - {"whole", "also"} <= first
    assert set(invented()["reasons"]) | set(invented()["summaries"]) <= later
