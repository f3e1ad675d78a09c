"""Pages of this app: the desk's, the calendars, and what is printed."""

from django.urls import path

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
    stepping_back,
    subject,
    themes,
)

app_name = "processes"
DESK = "balie/processen/<slug:slug>/"
urlpatterns = [
    path("agenda.ics", public.calendar, name="calendar"),
    path("processen/<slug:slug>/agenda.ics", public.process_calendar, name="process_calendar"),
    path("processen/<slug:slug>/wegwijzer/", public.signpost, name="signpost"),
    path("balie/organisatie/themas/", themes.themes, name="themes"),
    path("balie/organisatie/themas/<slug:slug>/", themes.theme, name="theme"),
    path("balie/organisatie/themas/<slug:slug>/weg/", themes.drop_theme, name="theme_drop"),
    path("balie/processen/", desk.index, name="index"),
    path("balie/processen/nieuw/", subject.new, name="new"),
    path("balie/vaste-vraag/<slug:body>/", standing_question.open_question, name="standing"),
    path(DESK, desk.detail, name="desk"),
    path(f"{DESK}onderwerp/", subject.edit, name="subject"),
    path(f"{DESK}afstemming/", subject.align, name="align"),
    path(f"{DESK}keuze/", choice.choose, name="choose"),
    path(f"{DESK}speelruimte/", room.room, name="room"),
    path(f"{DESK}rondes/", rounds.overview, name="rounds"),
    path(f"{DESK}rondes/nieuw/", rounds.new, name="round_new"),
    path(f"{DESK}rondes/<int:number>/", rounds.edit, name="round"),
    path(f"{DESK}rondes/<int:number>/verlengen/", rounds.extend, name="extend"),
    path(f"{DESK}rondes/<int:number>/pauzeren/", stepping_back.pause, name="pause"),
    path(f"{DESK}rondes/<int:number>/eerder-sluiten/", stepping_back.close_early, name="close_early"),
    path(f"{DESK}weggooien/", stepping_back.drop, name="drop_draft"),
    path(f"{DESK}rondes/<int:number>/afwijking/", rounds.deviation, name="deviation"),
    path(f"{DESK}controle/", desk.check, name="check"),
    path(f"{DESK}toevoegen/<slug:what>/", small_forms.add, name="add"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/", changing.change, name="change"),
    path(f"{DESK}wijzigen/<slug:kind>/<uuid:pk>/weg/", changing.drop, name="drop"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/", small_forms.event, name="event"),
    path(f"{DESK}bijeenkomsten/<uuid:pk>/afzeggen/", small_forms.cancel, name="cancel"),
    path(f"{DESK}doe/<slug:name>/", buttons.act, name="act"),
    path(f"{DESK}drukwerk/", printing.index, name="print"),
    path(f"{DESK}drukwerk/affiche/", printing.poster, name="poster"),
    path(f"{DESK}drukwerk/formulier/<int:number>/", printing.form, name="paper"),
]
