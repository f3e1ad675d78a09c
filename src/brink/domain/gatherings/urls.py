"""Addresses of gatherings."""

from django.urls import path

from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.gatherings.views import desk, planning, public, took
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE

app_name = "gatherings"
_write, _plan = who_may(GATHERING_WRITE), who_may(PROCESS_WRITE)
DESK = "balie/bijeenkomsten/"
urlpatterns = [
    path("agenda/<uuid:pk>/", public.event, name="event"),
    path("agenda/<uuid:pk>/agenda.ics", public.calendar, name="calendar"),
    path("agenda/<uuid:pk>/aanmelden/", public.signup, name="signup"),
    path("aanmelding/", public.receipt, name="receipt"),
    path("aanmelding/afzeggen/", public.cancel, name="cancel"),
    path("aanmelding/klaar/", public.forget, name="forget"),
    path("mijn/bijeenkomsten/<uuid:pk>/", took.own_took, name="own_took"),
    path(DESK, desk.index, name="desk"),
    path(f"{DESK}inlezen/", _write(desk.bring_in), name="bring_in"),
    path(f"{DESK}nieuw/", _plan(planning.plan), name="plan"),
    path(f"{DESK}<uuid:pk>/wijzigen/", _plan(planning.change), name="change"),
    path(f"{DESK}<uuid:pk>/gaat-niet-door/", _plan(planning.call_off), name="call_off"),
    path(f"{DESK}<uuid:pk>/", desk.one, name="desk_event"),
    path(f"{DESK}<uuid:pk>/plekken/", _write(desk.settings), name="settings"),
    path(f"{DESK}<uuid:pk>/agenda/", _write(desk.agenda), name="agenda"),
    path(f"{DESK}<uuid:pk>/aanmelden/", _write(desk.enter), name="enter"),
    path(f"{DESK}aanmelding/bon/", desk.entered, name="entered"),
    path(f"{DESK}<uuid:pk>/mensen/", desk.people, name="people"),
    path(f"{DESK}<uuid:pk>/aanwezig/", _write(desk.presence), name="presence"),
    path(f"{DESK}<uuid:pk>/verslag/", _write(desk.report), name="report"),
    path(f"{DESK}aanmelding/<uuid:pk>/afzeggen/", desk.sign_off, name="sign_off"),
    path(f"{DESK}aanmelding/<uuid:pk>/gebeld/", desk.called, name="called"),
    path(f"{DESK}meegenomen/<uuid:pk>/", _write(took.desk_took), name="desk_took"),
]
