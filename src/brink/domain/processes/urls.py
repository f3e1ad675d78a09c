"""Pages of this app: the desk's, the calendars, and what is printed."""

from django.urls import path

from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.views import (
    buttons,
    changing,
    choice,
    desk,
    printing,
    public,
    room,
    rounds,
    small_forms,
    standing_question,
    subject,
)

app_name = "processes"
DESK = "balie/processen/<slug:slug>/"
urlpatterns = [
    path("agenda.ics", public.calendar, name="calendar"),
    path("processen/<slug:slug>/agenda.ics", public.process_calendar, name="process_calendar"),
    path("processen/<slug:slug>/wegwijzer/", public.signpost, name="signpost"),
    path("balie/processen/", desk.index, name="index"),
    path("balie/processen/nieuw/", who_may(PROCESS_WRITE)(subject.new), name="new"),
    path("balie/vaste-vraag/<slug:body>/", who_may(PROCESS_WRITE)(standing_question.open_question), name="standing"),
    path(DESK, desk.detail, name="desk"),
    path(f"{DESK}onderwerp/", who_may(PROCESS_WRITE)(subject.edit), name="subject"),
    path(f"{DESK}afstemming/", who_may(PROCESS_WRITE)(subject.align), name="align"),
    path(f"{DESK}keuze/", who_may(PROCESS_WRITE)(choice.choose), name="choose"),
    path(f"{DESK}speelruimte/", who_may(PROCESS_WRITE)(room.room), name="room"),
    path(f"{DESK}rondes/", who_may(PROCESS_WRITE)(rounds.overview), name="rounds"),
    path(f"{DESK}rondes/nieuw/", who_may(PROCESS_WRITE)(rounds.new), name="round_new"),
    path(f"{DESK}rondes/<int:number>/", who_may(PROCESS_WRITE)(rounds.edit), name="round"),
    path(f"{DESK}rondes/<int:number>/verlengen/", who_may(PROCESS_WRITE)(rounds.extend), name="extend"),
    path(f"{DESK}rondes/<int:number>/afwijking/", who_may(PROCESS_WRITE)(rounds.deviation), name="deviation"),
    path(f"{DESK}controle/", desk.check, name="check"),
    path(f"{DESK}toevoegen/<slug:what>/", who_may(PROCESS_WRITE)(small_forms.add), name="add"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/", who_may(PROCESS_WRITE)(changing.change), name="change"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/weg/", changing.drop, name="drop"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/", who_may(PROCESS_WRITE)(small_forms.event), name="event"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/afzeggen/", who_may(PROCESS_WRITE)(small_forms.cancel), name="cancel"),
    path(f"{DESK}doe/<slug:name>/", buttons.act, name="act"),
    path(f"{DESK}drukwerk/", printing.index, name="print"),
    path(f"{DESK}drukwerk/affiche/", printing.poster, name="poster"),
    path(f"{DESK}drukwerk/formulier/<int:number>/", printing.form, name="paper"),
]
