"""Which acts are news for whoever gave words, and the one sentence of each. Each app registers those of its own acts.

No sentence holds names or reasons: mail is read by others than the giver too. They stand behind the code. Which
words it is about a mail says only with words that everybody may read on the site at that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from brink.domain.journal.models import Entry
from brink.foundation.points import Point

NOBODY = Q(pk__in=[])


def the_subject(entry: Entry) -> Q:
    """Return the one contribution that an entry is about."""
    return Q(pk=entry.subject_id)


def of_process(entry: Entry) -> Q:
    """Return everybody who spoke about the question of an entry; a meeting may belong to no question."""
    process = entry.subject_id if entry.subject == "process" else entry.data.get("process")
    return Q(process_id=process) if process else NOBODY


@dataclass(frozen=True, slots=True)
class MailTopic:
    """One thing that a mail may tell. Its order at the point is its place in the mail, the most important first.

    `kinds` are the acts that make it news, `about` says for which contributions. `answer` marks what tells of an
    answer: with `until_answered` it is news for those alone who still wait for one, and no answer stands beside it.
    `said_by` names topics beside which it need not be told. Topics with the same `state` tell in which of several
    states one thing is: of these only the last that happened is told.
    """

    sentence: Promise
    kinds: tuple[str, ...] = ()
    about: Callable[[Entry], Q] = the_subject
    answer: bool = False
    until_answered: bool = False
    said_by: frozenset[str] = frozenset()
    state: str = ""


mail_topics: Point[MailTopic] = Point("mail-topic")
