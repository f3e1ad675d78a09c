"""Pages of this app: the desk's, the calendars, and what is printed."""

from django.urls import path

from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.views import (
    assigning,
    beginning,
    buttons,
    changing,
    choice,
    copying,
    desk,
    printing,
    public,
    room,
    rounds,
    small_forms,
    standing_question,
    stepping_back,
    subject,
    themes,
)

app_name = "processes"
_write = who_may(PROCESS_WRITE)
DESK = "balie/processen/<slug:slug>/"
urlpatterns = [
    path("agenda.ics", public.calendar, name="calendar"),
    path("processen/<slug:slug>/agenda.ics", public.process_calendar, name="process_calendar"),
    path("processen/<slug:slug>/wegwijzer/", public.signpost, name="signpost"),
    path("balie/organisatie/themas/", themes.themes, name="themes"),
    path("balie/organisatie/themas/<slug:slug>/", themes.theme, name="theme"),
    path("balie/organisatie/themas/<slug:slug>/weg/", themes.drop_theme, name="theme_drop"),
    path("balie/processen/", desk.index, name="index"),
    path("balie/processen/nieuw/", _write(subject.new), name="new"),
    path("balie/voorbeeldvraag/<slug:key>/", _write(beginning.begin), name="begin"),
    path("balie/vaste-vraag/<slug:body>/", _write(standing_question.open_question), name="standing"),
    path(DESK, desk.detail, name="desk"),
    path(f"{DESK}toewijzen/", who_may(WORK_ASSIGN)(assigning.assign), name="assign"),
    path(f"{DESK}kopie/", _write(copying.copy), name="copy"),
    path(f"{DESK}onderwerp/", _write(subject.edit), name="subject"),
    path(f"{DESK}afstemming/", _write(subject.align), name="align"),
    path(f"{DESK}keuze/", _write(choice.choose), name="choose"),
    path(f"{DESK}speelruimte/", _write(room.room), name="room"),
    path(f"{DESK}rondes/", _write(rounds.overview), name="rounds"),
    path(f"{DESK}rondes/nieuw/", _write(rounds.new), name="round_new"),
    path(f"{DESK}rondes/<int:number>/", _write(rounds.edit), name="round"),
    path(f"{DESK}rondes/<int:number>/verlengen/", _write(rounds.extend), name="extend"),
    path(f"{DESK}rondes/<int:number>/afwijking/", _write(rounds.deviation), name="deviation"),
    path(f"{DESK}rondes/<int:number>/pauzeren/", _write(stepping_back.pause), name="pause"),
    path(f"{DESK}rondes/<int:number>/eerder-sluiten/", _write(stepping_back.close_early), name="close_early"),
    path(f"{DESK}weggooien/", _write(stepping_back.drop), name="drop_draft"),
    path(f"{DESK}controle/", desk.check, name="check"),
    path(f"{DESK}toevoegen/<slug:what>/", _write(small_forms.add), name="add"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/", _write(changing.change), name="change"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/weg/", changing.drop, name="drop"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/", _write(small_forms.event), name="event"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/afzeggen/", _write(small_forms.cancel), name="cancel"),
    path(f"{DESK}doe/<slug:name>/", buttons.act, name="act"),
    path(f"{DESK}drukwerk/", printing.index, name="print"),
    path(f"{DESK}drukwerk/affiche/", printing.poster, name="poster"),
    path(f"{DESK}drukwerk/formulier/<int:number>/", printing.form, name="paper"),
]
