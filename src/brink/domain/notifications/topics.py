"""What is worth a sentence in a mail, out of what apps registered as news. Pure, apart from the words of the day."""

from collections.abc import Iterable, Mapping

from brink.domain.journal.mail_topics import MailTopic, mail_topics

# What another answer turns a reply into.
OBJECTION, CHANGED = "objection", "changed"


def by_kind() -> Mapping[str, str]:
    """Return the topic of each act that is news."""
    return {kind: name for name, topic in mail_topics.named().items() for kind in topic.kinds}


def sentence(topic: str) -> str:
    """Return what a mail says of it."""
    found = mail_topics.get(topic)
    return str(found.sentence) if found else ""


def _is_said(name: str, topic: MailTopic, told: Mapping[str, MailTopic]) -> bool:
    """Tell whether another topic says this already: whoever has an answer need not hear that there will be one."""
    answered = topic.until_answered and any(one.answer for other, one in told.items() if other != name)
    return answered or bool(topic.said_by & set(told))


def last_states(happened: Iterable[tuple[str, object]]) -> set[str]:
    """Return the topics of what happened, in order, each with what it happened to: of the states of one thing the last.

    Words that were held, shown and hidden are hidden; words that were hidden and shown are shown.
    """
    known, kept = mail_topics.named(), dict[tuple[str, object], str]()
    for topic, thing in happened:
        state = known[topic].state if topic in known else ""
        kept[(state, thing) if state else ("", topic)] = topic
    return set(kept.values())


def telling(topics: set[str]) -> list[str]:
    """Return what is worth a sentence, most important first; news of an app that is gone is not told."""
    told = {name: topic for name, topic in mail_topics.named().items() if name in topics}
    return [name for name, topic in told.items() if not _is_said(name, topic, told)]
