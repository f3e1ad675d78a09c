"""What goes wrong is said in one Dutch sentence, on a page of our own, with a way on."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from brink.foundation.errors import BadInput, KeyReused, NotAllowed, NotNow, Refusal, TooMany

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
REFUSALS = {
    "fout": (BadInput("Vul uw woorden in."), 400),
    "nu-niet": (NotNow("Deze ronde is gesloten."), 409),
    "mag-niet": (NotAllowed("Dit mag alleen de griffie."), 403),
    "dubbel": (KeyReused("Dit formulier is al verstuurd."), 409),
    "te-vaak": (TooMany("Probeer het over een uur opnieuw."), 429),
}


def refuse(request: HttpRequest, name: str) -> HttpResponse:
    raise REFUSALS[name][0]


def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("kapot")


def count(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST.get("text", ""))))


def full(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


handler400 = "brink.web.views.errors.bad_request"
handler500 = "brink.web.views.errors.broken"
urlpatterns = [
    path("weiger/<slug:name>/", refuse),
    path("lees/", read),
    path("verboden/", forbid),
    path("kapot/", fail),
    path("tel/", count),
    path("vol/", full),
    path("", include("brink.site.urls")),
]


def words(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main>")[0]))


def test_an_unknown_page_leads_on() -> None:
    response = Client().get("/nergens/")
    assert (response.status_code, response.content.decode().count("<h1")) == (404, 1)
    assert "Deze pagina is er niet" in words(response)
    assert 'href="/volg/"' in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/processen/bestaat-niet/", "/gebieden/nergens/", "/besluiten/geen/", "/balie/besluiten/"]
)
def test_an_unknown_thing_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_forbidden_page_says_so() -> None:
    response = Client().get("/verboden/")
    assert response.status_code == 403
    assert "Dit mag u niet openen" in words(response)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_becomes_a_page_with_its_sentence(name: str) -> None:
    refusal, status = REFUSALS[name]
    response = Client().get(f"/weiger/{name}/")
    assert (response.status_code, response.content.decode().count("<h1")) == (status, 1)
    assert refusal.message in words(response)


def test_other_faults_are_not_dressed_as_refusals() -> None:
    assert not issubclass(RuntimeError, Refusal)
    response = Client(raise_request_exception=False).get("/kapot/")
    assert response.status_code == 500
    assert "Er ging bij ons iets mis" in words(response)
    assert "kapot" not in response.content.decode()


@pytest.mark.parametrize("checked", [False, True])
def test_twenty_megabytes_of_text_get_a_sentence(checked: bool) -> None:
    client = Client(enforce_csrf_checks=checked)
    client.get("/hulp/")
    response = client.post("/lees/", {"text": "a" * 20_000_000})
    assert response.status_code == 413
    assert "Uw tekst is te groot" in words(response)


def test_a_request_that_cannot_be_read_gets_a_sentence() -> None:
    response = Client().post("/lees/", {f"veld{number}": "x" for number in range(5_000)})
    assert response.status_code == 400
    assert "Wij konden dit niet lezen" in words(response)


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/lees/", {"text": "hallo"})
    assert response.status_code == 403
    assert "Open het formulier opnieuw" in words(response)


def test_a_line_break_is_one_sign_however_it_is_sent() -> None:
    for text in ("een\r\ntwee", "een\ntwee", "een\rtwee"):
        assert Client().post("/tel/", {"text": text}).content == b"8"


def test_a_broken_page_and_a_full_disk_give_back_what_was_typed() -> None:
    client = Client(raise_request_exception=False)
    for address, status in (("/kapot/", 500), ("/vol/", 503)):
        answer = client.post(address, {"text": "De bus rijdt niet meer."})
        assert answer.status_code == status
        assert "De bus rijdt niet meer." in words(answer)


def test_what_is_sent_to_a_page_that_takes_nothing_comes_back() -> None:
    answer = Client().post("/kader/", {"text": "De bus rijdt niet meer."})
    assert answer.status_code == 405
    assert "De bus rijdt niet meer." in words(answer)


def test_a_form_from_elsewhere_is_not_shown_as_ours() -> None:
    """Only a form that this site drew itself comes back filled in; what a stranger sends is text at most."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/volg/", {"code": "wilg brem wolk 1234 5678"}, headers={"origin": "https://elders.invalid"})
    assert answer.status_code == 403
    assert "wilg brem wolk" in words(answer)
    assert 'name="code"' not in answer.content.decode().split("<main")[1]
