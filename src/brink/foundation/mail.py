"""The one way out for mail: never while a transaction is open, so that a silent mail server holds no lock of ours.

`post` sends one and says how it failed. Who sends, claims the mail first and decides what a failure means.

`settings.MAIL_CARRIER` names the backend that really sends. Whoever sends inside a transaction has made a mistake: in
tests that is an error; on a real site it is logged, and the mail goes out when the transaction has ended.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


class NotSent(Exception):
    """A mail that did not go out, whatever the reason."""

    @property
    def away(self) -> bool:
        """Tell whether the server cannot be reached or takes nothing from us; else it refused this one mail."""
        return not isinstance(self.__cause__, SMTPRecipientsRefused | SMTPDataError | ValueError)

    @property
    def unsure(self) -> bool:
        """Tell whether the server fell silent in the middle: it may have taken the mail."""
        return isinstance(self.__cause__, TimeoutError | SMTPServerDisconnected)


def post(
    subject: str, parts: Sequence[str], to: Sequence[str], *, name: str = "", headers: Mapping[str, str] | None = None
) -> None:
    """Send one mail in plain text, with a blank line between its parts.

    The same `name` is the same mail to mail programs: sent twice, it shows once.
    Raises NotSent; the log tells what went wrong and never the address or the text, since others read it.
    """
    marks = {"Auto-Submitted": "auto-generated", **(headers or {})}
    if name:
        marks["Message-ID"] = f"<{name}@{urlsplit(settings.BASE_URL).hostname or 'brink'}>"
    try:
        EmailMessage(subject, "\n\n".join(parts) + "\n", to=list(to), headers=marks).send()
    except (OSError, ValueError) as error:
        log.warning("a mail could not be sent: %s", type(error).__name__)
        raise NotSent from error


def stop_headers(address: str) -> dict[str, str]:
    """Return the headers by which a mail program ends this mail with one click of its own (RFC 8058).

    The page behind `address` must ask on GET, and stop on a POST that brings no cookie.
    """
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def in_transaction() -> bool:
    """Tell whether this thread has a transaction open, besides the one that a test wraps itself in."""
    return any(
        not block._from_testcase  # as Django itself tells them apart for `atomic(durable=True)`
        for connection in connections.all(initialized_only=True)
        for block in getattr(connection, "atomic_blocks", ())
    )


class OutsideTransactions(BaseEmailBackend):
    """Hands mail to the carrier, outside every transaction."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.carrier: BaseEmailBackend = import_string(settings.MAIL_CARRIER)(fail_silently=fail_silently, **options)

    def open(self) -> bool | None:
        """Open the connection that is used for several mails; not yet while a transaction is open."""
        return None if self._too_early() else self.carrier.open()

    def close(self) -> None:
        """Close it."""
        self.carrier.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, or keep till the transaction has ended; return how many."""
        messages = list(email_messages)
        if not self._too_early():
            return self.carrier.send_messages(messages) or 0
        log.error("mail was sent inside a transaction; it goes out after it", stack_info=True)
        transaction.on_commit(partial(self.carrier.send_messages, messages), robust=True)
        return len(messages)

    def _too_early(self) -> bool:
        """Tell whether a transaction is open; where mistakes must show, that is an error."""
        early = in_transaction()
        if early and settings.MAIL_STRICT:
            raise RuntimeError("mail is sent after the transaction, never inside it")
        return early
