"""Twelve things that happen between typing and sending. Each returns what is wrong, "" when nothing was lost."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.client import ClientHandler

from brink.domain.journal import acts
from brink.domain.journal.models import Entry
from brink.foundation.errors import NotNow
from tests.accidents.looks import faults_of, in_fields, is_final, lost
from tests.accidents.stage import MINE, Found, Site
from tests.desk_forms import YES, Form, again, filled, forms_of, told_first, typed_in

THEIRS, OTHER = "Hun zin", "Andere zin"
Accident = Callable[[Site, Found, bool], str]


def send(client: Client, form: Form, words: str = MINE, **more: str) -> HttpResponse:
    """Fill a form in with these words and send it; what is told first what it does is read, and answered with yes."""
    answer: Any = client.post(form.action, filled(form, words) | more, **_FROM_HERE)
    told = told_first(form.page, answer)
    if told is not None and not form.value(YES):
        answer = client.post(told.action, filled(told, words) | more, **_FROM_HERE)
    return answer  # type: ignore[no-any-return]


_FROM_HERE: dict[str, Any] = {"headers": {"origin": "http://testserver"}}


def fresh(client: Client, found: Found) -> Form | None:
    """Open the page of a form anew, as in another tab."""
    forms = forms_of(found.form.page, client.get(found.form.page))
    same = [one for one in forms if one.name == found.form.name]
    return same[0] if same else None


def settled(client: Client, form: Form, answer: HttpResponse, goes: bool, words: str = MINE) -> str:
    """Return what is wrong with an answer: it is final and opens again, or the words are there with a way on."""
    if is_final(answer):
        where = answer["Location"].partition("#")[0]
        opened = [client.get(where).status_code for _time in range(2)]
        return "" if all(one in (200, 302) for one in opened) else f"{where} does not open again: {opened}"
    texts = typed_in(form, filled(form, words))
    if lost(answer, texts):
        return f"words lost ({answer.status_code})"
    wrong = faults_of(answer)
    if wrong:
        return ", ".join(wrong)
    # A part that was made into something else meanwhile has another name now; the form it stands in is the same.
    same = (one for one in forms_of(form.page, answer) if one.action == form.action)
    back = again(answer, form) or next(same, None)
    if back is None:
        return "" if "Open deze pagina opnieuw" in answer.content.decode() else "no way on"
    if not in_fields(answer, texts):
        return "words stand outside their fields"
    if goes and not is_final(second := send(client, back, words)):
        return f"the second time words are lost ({second.status_code})" if lost(second, texts) else ""
    return ""


def second_form(site: Site, found: Found, goes: bool) -> str:
    """Another form of the same page is sent first; where there is none, the same one in another tab."""
    client = site.browser(found)
    others = [one for one in forms_of(found.form.page, client.get(found.form.page)) if one.name != found.form.name]
    if others:
        send(client, others[0], THEIRS)
    elif (theirs := fresh(client, found)) is not None:
        send(client, theirs, THEIRS)
    return settled(client, found.form, send(client, found.form), goes)


def second_person(site: Site, found: Found, goes: bool) -> str:
    """Somebody else was first: their name, the time and the difference are said."""
    client, other = site.browser(found), site.other if found.staff else Client()
    theirs = fresh(other, found)
    first = send(other, theirs, THEIRS) if theirs is not None else None
    answer = send(client, found.form)
    edits = found.form.value("version") or found.form.value("-seen")
    if first is not None and is_final(first) and edits and answer.status_code == 409:
        text = answer.content.decode()
        if "Bea (voorbeeld)" not in text:
            return "does not say who was first"
        if found.form.typed() and THEIRS not in text and site.known["body"]:
            return "does not say what stands there"
    return settled(client, found.form, answer, goes)


def lost_session(site: Site, found: Found, goes: bool) -> str:
    """The cookies are gone. At the desk the words are in their fields again after logging in."""
    client = site.browser(found)
    client.cookies.clear()
    answer = send(client, found.form)
    texts = typed_in(found.form, filled(found.form, MINE))
    if not found.staff:
        return settled(client, found.form, answer, goes and not found.who.startswith("giver"))
    if answer.status_code not in (403, 404) or lost(answer, texts):
        return f"words lost ({answer.status_code})"
    if wrong := faults_of(answer):
        return ", ".join(wrong)
    client.force_login(site.desk.account)
    back = client.get(found.form.action.partition("#")[0])
    if back.status_code == 200 or not in_fields(back, texts):
        return f"words are not back after logging in ({back.status_code})"
    return settled(client, found.form, back, goes)


def other_language(site: Site, found: Found, goes: bool) -> str:
    """The language was changed in another tab."""
    client = site.browser(found)
    client.get("/taal/en/")
    answer = send(client, found.form)
    # In English the way on has another name; what counts is that the words are there.
    texts = typed_in(found.form, filled(found.form, MINE))
    if is_final(answer):
        return ""
    return "words lost" if lost(answer, texts) else ", ".join(faults_of(answer))


def back_button(site: Site, found: Found, goes: bool) -> str:
    """Sent, gone back, changed and sent again: the key is an old one, the words are new."""
    client = site.browser(found)
    if not is_final(send(client, found.form)):
        return ""
    answer = send(client, found.form, OTHER)
    if is_final(answer):
        return "other words went under an old key" if found.form.typed() and goes and not _same(found.form) else ""
    return settled(client, found.form, answer, goes, OTHER)


def _same(form: Form) -> bool:
    """Tell whether the fields of a form know no other words, so that the second time is the same as the first."""
    return not typed_in(form, filled(form, MINE))


def refusal(site: Site, found: Found, goes: bool) -> str:
    """The act is refused."""
    client = site.browser(found)
    with acts.held_back(NotNow("Dit kan nu niet.")):
        answer = send(client, found.form)
    return settled(client, found.form, answer, goes)


def half_filled(site: Site, found: Found, goes: bool) -> str:
    """One field after another is left empty."""
    for name in found.form.typed()[:4]:
        client, data = site.browser(found), filled(found.form, MINE) | {name: ""}
        answer = send(client, found.form, **{name: ""})
        if is_final(answer):
            return ""
        if lost(answer, [data[one] for one in found.form.typed() if " bij " in data.get(one, "")]):
            return f"words lost without {name}"
        if wrong := faults_of(answer):
            return f"without {name}: {', '.join(wrong)}"
    return ""


def expired(site: Site, found: Found, goes: bool) -> str:
    """The page stood open so long that its token is no good any more."""
    client = site.browser(found)
    client.handler = ClientHandler(enforce_csrf_checks=True)
    answer = send(client, found.form, csrfmiddlewaretoken="x" * 64)
    client.handler = ClientHandler(enforce_csrf_checks=False)
    if is_final(answer) and "/volg/" not in found.form.action:
        return "went with a token that is no good"
    return settled(client, found.form, answer, goes)


def double_key(site: Site, found: Found, goes: bool) -> str:
    """Pressed twice: one act, and the second answer leads where the first did."""
    client = site.browser(found)
    first = send(client, found.form)
    count = Entry.objects.count()
    second = send(client, found.form)
    if is_final(first) and Entry.objects.count() != count:
        return "done twice"
    if is_final(first) and is_final(second):
        same = first["Location"].partition("#")[0] == second["Location"].partition("#")[0]
        return "" if same else "the second time leads elsewhere"
    return settled(client, found.form, second, goes)


def restart(site: Site, found: Found, goes: bool) -> str:
    """The site was started anew between page and button: nothing may hang on the memory of a process."""
    client = site.browser(found)
    cache.clear()
    client.handler = ClientHandler(enforce_csrf_checks=False)
    return settled(client, found.form, send(client, found.form), goes)


def mail_down(site: Site, found: Found, goes: bool) -> str:
    """The mail server cannot be reached."""
    client = site.browser(found)
    with override_settings(EMAIL_BACKEND="tests.accidents.mail.Down"):
        answer = send(client, found.form)
    if goes and not is_final(answer):
        return f"does not go without mail ({answer.status_code})"
    return settled(client, found.form, answer, goes)


def full_disk(site: Site, found: Found, goes: bool) -> str:
    """The database cannot write."""
    client = site.browser(found)
    full = OperationalError("database or disk is full")
    writes = mock.patch.object(acts, "record", side_effect=full) if goes else nullcontext()
    with writes:
        answer = send(client, found.form)
    if goes and "/volg/" not in found.form.action and answer.status_code != 503:
        return f"says that it was written ({answer.status_code})"
    return settled(client, found.form, answer, goes)


EVERY: Mapping[str, Accident] = {
    "second form": second_form,
    "second person": second_person,
    "session": lost_session,
    "language": other_language,
    "Back": back_button,
    "refusal": refusal,
    "half-filled": half_filled,
    "expired": expired,
    "double key": double_key,
    "restart": restart,
    "mail down": mail_down,
    "full disk": full_disk,
}
