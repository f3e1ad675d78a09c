"""Addresses of accountability."""

from django.urls import path, re_path

from brink.domain.accountability.views import baseline, internal_rooms, self_checks, texts

app_name = "accountability"
_TEXT = r"processen/(?P<slug>[-\w]+)/(?P<legal_text>kennisgeving|motivering)/"
urlpatterns = [
    path("cijfers/nulmeting/", baseline.index, name="baseline"),
    re_path(rf"^{_TEXT}$", texts.show, name="text"),
    re_path(rf"^{_TEXT}afdruk/$", texts.paper, name="text_paper"),
    re_path(rf"^{_TEXT}odt/$", texts.document, name="text_file"),
    re_path(rf"^balie/{_TEXT}$", texts.desk, name="desk_text"),
    path("processen/<slug:slug>/participatiebesluit/", texts.choice, name="choice"),
    path("balie/processen/<slug:slug>/participatiebesluit/", texts.desk_choice, name="desk_choice"),
    path("processen/<slug:slug>/zelftoets/", self_checks.show, name="self_check"),
    path("balie/processen/<slug:slug>/zelftoets/", self_checks.desk, name="desk_check"),
    path("balie/processen/<slug:slug>/leidende-vragen/", self_checks.serving, name="serving"),
    path("processen/<slug:slug>/ruimte-bestuur/", internal_rooms.show, name="internal_room"),
    path("balie/processen/<slug:slug>/ruimte-bestuur/", internal_rooms.desk, name="desk_room"),
    path("balie/processen/<slug:slug>/ruimte-bestuur/vaststellen/", internal_rooms.adopt, name="adopt_room"),
    path("balie/processen/<slug:slug>/ruimte-bestuur/weg/", internal_rooms.drop, name="drop_room"),
    path("balie/besluiten/<slug:slug>/ruimte-bestuur/", internal_rooms.fit, name="fit"),
]
