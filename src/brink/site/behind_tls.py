"""A site that people reach by https has a proxy in front, and must know so, or all its visitors are one to it."""

from django.conf import settings

from brink.foundation.errors import Refusal


def hold_back_without_proxy() -> None:
    """Refuse to start a site of which the address is https while no proxy is believed.

    Every limit per visitor would then count the proxy alone: one who tries too often would lock all others out.
    """
    if settings.SECURE and settings.TRUSTED_PROXIES < 1:
        raise Refusal(
            "BRINK_BASE_URL begint met https, dus er staat een proxy voor Brink. Zet BRINK_TRUSTED_PROXIES op hoeveel"
            " dat er zijn (meestal 1), en laat die X-Forwarded-For vervangen. Zie docs/operations.md, Behind TLS."
        )
