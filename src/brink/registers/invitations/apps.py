"""App configuration of the register of invitations."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "brink.registers.invitations"
    label = "invitations"
