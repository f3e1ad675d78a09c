"""One transaction for all that wait: nobody is lost, each gets what is theirs, and a quiet site waits for nobody."""

import threading
import time
from collections.abc import Sequence

import pytest

from brink.foundation.kept_facts import KeptFacts
from brink.foundation.shared_pen import SharedPen, Waiting


def test_all_who_wait_are_written_together_and_each_gets_what_is_theirs() -> None:
    batches: list[list[int]] = []

    def write(batch: Sequence[Waiting[int]]) -> None:
        time.sleep(0.02)
        batches.append([one.asked for one in batch])
        for one in batch:
            one.result = one.asked * 2

    pen, found = SharedPen(write, most=20), dict[int, int]()
    threads = [threading.Thread(target=lambda n=n: found.__setitem__(n, pen.put(n))) for n in range(60)]  # type: ignore[misc]
    for one in threads:
        one.start()
    for one in threads:
        one.join(10)
    assert found == {number: number * 2 for number in range(60)}
    assert sorted(number for batch in batches for number in batch) == list(range(60))
    assert len(batches) < 30
    assert max(map(len, batches)) <= 20
    assert pen.put(7) == 14


def test_what_goes_wrong_is_told_to_all_of_that_batch_and_to_nobody_after() -> None:
    def write(batch: Sequence[Waiting[str]]) -> None:
        if any(one.asked == "wrong" for one in batch):
            raise ValueError("no")

    pen = SharedPen(write)
    with pytest.raises(ValueError, match="no"):
        pen.put("wrong")
    assert pen.put("good") is None


def test_facts_are_kept_for_a_while_and_a_fault_is_not() -> None:
    kept, read = KeptFacts(0.2), list[int]()

    def count() -> int:
        read.append(1)
        return len(read)

    assert [kept.get("a", count), kept.get("a", count), kept.get("b", count)] == [1, 1, 2]
    time.sleep(0.25)
    assert kept.get("a", count) == 3
    with pytest.raises(ZeroDivisionError):
        kept.get("c", lambda: 1 // 0)
    assert kept.get("c", lambda: 5) == 5
    assert [KeptFacts(0).get("a", count) for _time in range(2)] == [4, 5]


def test_past_half_its_time_one_reads_anew_while_others_go_on() -> None:
    kept, reading, go_on = KeptFacts(1.0), threading.Event(), threading.Event()
    assert kept.get("a", lambda: "old") == "old"
    time.sleep(0.6)

    def slow() -> str:
        reading.set()
        go_on.wait(5)
        return "new"

    first = threading.Thread(target=lambda: kept.get("a", slow))
    first.start()
    reading.wait(5)
    assert kept.get("a", lambda: "mine") == "old"
    go_on.set()
    first.join(5)
    assert kept.get("a", lambda: "mine") == "new"
