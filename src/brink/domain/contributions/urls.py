"""Addresses of contributions."""

from django.urls import path

from brink.domain.contributions.views import answers, bundles, desk, follow, many, moving

app_name = "contributions"
urlpatterns = [
    path("volg/", follow.code, name="code"),
    path("volg/pad/", follow.path, name="path"),
    path("volg/bonnetje/", follow.printed, name="slip"),
    path("volg/mail-code/", follow.mail_code, name="mail_code"),
    path("volg/kwijt/", follow.lost, name="lost"),
    path("volg/klopt/", follow.react, name="react"),
    path("volg/mail/", follow.contact, name="contact"),
    path("volg/bezwaar/", follow.appeal, name="appeal"),
    path("volg/naam/", follow.hide_name, name="hide_name"),
    path("volg/intrekken/", follow.withdraw, name="withdraw"),
    path("volg/klaar/", follow.stop, name="stop"),
    path("bundels/<uuid:pk>/", follow.bundle, name="bundle"),
    path("balie/inbreng/", desk.listing, name="desk"),
    path("balie/inbreng/nieuw/", desk.rounds, name="rounds"),
    path("balie/inbreng/nieuw/<uuid:pk>/", desk.note, name="note"),
    path("balie/inbreng/bon/", desk.noted, name="noted"),
    path("balie/inbreng/controle/", desk.check, name="check"),
    path("balie/inbreng/controle/samen/", many.many, name="many"),
    path("balie/inbreng/controle/terug/", many.undo, name="undo_many"),
    path("balie/inbreng/<uuid:pk>/", desk.voice, name="voice"),
    path("balie/inbreng/<uuid:pk>/zichtbaarheid/", desk.moderate, name="moderate"),
    path("balie/inbreng/<uuid:pk>/deel/<slug:part>/", many.remove_part, name="remove_part"),
    path("balie/inbreng/<uuid:pk>/bereiken/", desk.contact, name="reach"),
    path("balie/inbreng/<uuid:pk>/tekst/", desk.revise, name="revise"),
    path("balie/inbreng/<uuid:pk>/doorgeven/", desk.hand_over, name="hand_over"),
    path("balie/vragen/<uuid:pk>/verplaatsen/", moving.move, name="move"),
    path("balie/inbreng/<uuid:pk>/teruggeven/", desk.give_back, name="give_back"),
    path("balie/bundels/<slug:slug>/", bundles.bundles, name="bundles"),
    path("balie/bundels/<slug:slug>/<uuid:pk>/", bundles.bundle, name="desk_bundle"),
    path("balie/antwoorden/<slug:slug>/", answers.answers, name="answers"),
    path("balie/antwoorden/<slug:slug>/versturen/", answers.send, name="send"),
    path("balie/antwoorden/<slug:slug>/terughalen/", answers.call_back, name="call_back"),
    path("balie/antwoorden/<slug:slug>/gestopt/", answers.answer_stopped, name="answer_stopped"),
    path("balie/antwoorden/<slug:slug>/ronde/<uuid:pk>/", answers.answer_round, name="answer_round"),
    path("balie/antwoorden/<slug:slug>/bundel/<uuid:pk>/", answers.answer_bundle, name="answer_bundle"),
    path("balie/antwoorden/<slug:slug>/bundel/<uuid:pk>/ook/", answers.link_late, name="link_late"),
    path("balie/antwoorden/<slug:slug>/stem/<uuid:pk>/", answers.answer_voice, name="answer_voice"),
]
