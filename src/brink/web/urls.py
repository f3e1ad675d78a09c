"""Pages that join rooms."""

from django.urls import path

from brink.web.views import (
    areas,
    calendar,
    desk,
    figures,
    guide,
    home,
    journal,
    language,
    manual,
    place_map,
    planning,
    processes,
    reach,
    search,
    texts,
    themes,
)

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("processen/", processes.index, name="processes"),
    path("processen/<slug:slug>/", processes.detail, name="process"),
    path("processen/<slug:slug>/bereik/", reach.index, name="reach"),
    path("gebieden/", areas.index, name="areas"),
    path("gebieden/<slug:slug>/", areas.detail, name="area"),
    path("gebieden/<slug:slug>/mijn-dorp/", areas.choose, name="my_village"),
    path("kaart/", place_map.index, name="map"),
    path("meedoen/", guide.guide, name="guide"),
    path("themas/", themes.index, name="themes"),
    path("themas/<slug:slug>/", themes.detail, name="theme"),
    path("zoeken/", search.index, name="search"),
    path("agenda/", calendar.index, name="calendar"),
    path("cijfers/", figures.figures, name="figures"),
    path("beloften/", texts.promises, name="promises"),
    path("hulp/", texts.help_page, name="help"),
    path("woorden/", texts.words, name="words"),
    path("taal/<slug:code>/", language.choose, name="language"),
    path("logboek/", journal.index, name="journal"),
    path("balie/", desk.queue, name="desk"),
    path("balie/planning/", planning.planning, name="planning"),
    path("balie/handleiding/", manual.manual, name="manual"),
    path("balie/handleiding/plaatjes/<str:name>", manual.picture, name="manual_picture"),
    path("balie/handleiding/<slug:slug>/", manual.manual, name="manual_chapter"),
]
