"""Addresses of declarations."""

from django.urls import path, re_path

from brink.domain.declarations.views import declarations, embed, sharing

app_name = "declarations"
urlpatterns = [
    path("toegankelijkheid/", declarations.accessibility, name="accessibility"),
    path("privacy/", declarations.privacy, name="privacy"),
    path("cookies/", declarations.cookies, name="cookies"),
    path("colofon/", declarations.colophon, name="colophon"),
    path("balie/organisatie/verklaringen/", declarations.desk, name="desk"),
    path("plaatje/<slug:slug>.png", sharing.picture, name="picture"),
    path("v/<slug:word>/", sharing.short, name="short"),
    path("processen/<slug:slug>/flyer/", sharing.handout, name="handout"),
    re_path(r"^processen/(?P<slug>[-\w]+)/flyer/qr\.(?P<form>svg|png)$", sharing.code, name="handout_code"),
    path("inbedden/<slug:slug>/", embed.embed, name="embed"),
    path("inbedden/<slug:slug>/<slug:round_slug>/", embed.embed, name="embed_round"),
]
