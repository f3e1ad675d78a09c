"""`brink mail test ADDRESS`: one mail by the settings of this site, so that wrong ones show before a giver waits."""

import argparse

from django.conf import settings
from django.core.mail import EmailMessage
from rich.console import Console

from brink.foundation.errors import BadInput
from brink.foundation.text import email_address
from brink.site.marks import MAIL, mail_settings, mark

out = Console(highlight=False, soft_wrap=True)


def run(arguments: argparse.Namespace) -> int:
    """Send one mail to the address, and say where it went."""
    email_address(arguments.address, wrong=f"{arguments.address} is geen e-mailadres.")
    text = f"Deze mail komt van {settings.BASE_URL}. De instellingen voor mail werken.\n"
    try:
        EmailMessage("Proefmail van Brink", text, to=[arguments.address]).send()
    except OSError as error:
        where = f"{settings.EMAIL_HOST or 'geen server'}, poort {settings.EMAIL_PORT}"
        raise BadInput(f"De mail ging niet weg ({where}): {type(error).__name__} {error}") from error
    if "filebased" in settings.MAIL_CARRIER:
        out.print(f"Er is geen mailserver ingesteld (BRINK_EMAIL_HOST). De mail staat in {settings.EMAIL_FILE_PATH}.")
    else:
        mark(MAIL, mail_settings())
        out.print(f"Verstuurd aan {arguments.address}.")
    return 0
