"""Somebody without script who reads a page of this app, fills in a form on it and sends it."""

from typing import Any

from django.test import Client
from tests.builders import World, make_account
from tests.form_client import Form, Page

from brink.foundation.visibility import Role


class Sitting:
    """One page in front of one person."""

    def __init__(self, client: Client, address: str, data: dict[str, Any] | None = None) -> None:
        self.client = client
        response = client.post(address, data, follow=True) if data is not None else client.get(address)
        self.status = response.status_code
        self.page = Page(response.content.decode(), response.request["PATH_INFO"])

    @property
    def text(self) -> str:
        return " ".join(self.page.text.split())

    def _form(self, has: str) -> Form:
        return next(one for one in self.page.forms if has in {field.name for field in one.fields})

    def send(self, has: str, **typed: Any) -> "Sitting":
        """Send the form that has this field, with what was typed in the place of what stood there."""
        form = self._form(has)
        data: dict[str, Any] = {}
        for one in form.fields:
            if one.stands:
                data.setdefault(one.name, []).extend(one.stands)
            elif one.sends and one.name == has:
                data[one.name] = one.attributes["value"]
        return Sitting(self.client, form.action, data | typed)

    def yes(self) -> "Sitting":
        """Read what will happen, and go on."""
        return self.send("doorgaan")


def login(world: World, role: Role, name: str) -> Client:
    """Return the browser of somebody with this role."""
    client = Client()
    client.force_login(make_account(world.body, world.office, role, name)[0])
    return client
