"""Accounts with which people come in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.foundation.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; nobody has a password."""

    def create_user(self, email: str, **fields: Any) -> "Account":
        """Make an account that comes in by e-mail code or passkey."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way in, by e-mail code, passkey or (staff) one-time password. Residents need none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in gebruik"), default=True)
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        ordering = ("email",)

    def __str__(self) -> str:
        return self.name or self.email
