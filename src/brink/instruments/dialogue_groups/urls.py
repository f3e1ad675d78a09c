"""The pages of a round of dialogue groups."""

from collections.abc import Sequence

from django.urls import URLPattern, path

from brink.domain.decisions.permissions import DECISION_WRITE
from brink.domain.people.who_may import who_may
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.instruments.dialogue_groups.permissions import FRAME_WRITE
from brink.instruments.dialogue_groups.views import desk, desk_proposals, members, public


def patterns() -> Sequence[URLPattern]:
    """Return the pages, those for everybody first, then those of members, then those of the desk."""
    writes, frames, decides = who_may(PROCESS_WRITE), who_may(FRAME_WRITE), who_may(DECISION_WRITE)
    return (
        path("", public.start, name="start"),
        path("reactie/", public.react, name="react"),
        path("afdruk/", public.printed, name="print"),
        path("groep/<int:number>/", public.group, name="group"),
        path("voorstel/<int:number>/", public.proposal, name="proposal"),
        path("lid/", members.enter, name="member"),
        path("lid/groep/", members.workspace, name="member_group"),
        path("lid/klaar/", members.leave, name="member_done"),
        path("lid/voorstel/", members.propose, name="member_new"),
        path("lid/voorstel/<int:number>/", members.change, name="member_change"),
        path("lid/voorstel/<int:number>/weg/", members.withdraw, name="member_withdraw"),
        path("lid/voorstel/<int:number>/anders/", members.dissent, name="member_dissent"),
        path("balie/", desk.overview, name="desk"),
        path("balie/nieuwe-groep/", writes(desk.add_group), name="desk_new_group"),
        path("balie/groep/<uuid:pk>/", desk.group, name="desk_group"),
        path("balie/groep/<uuid:pk>/uitnodigen/", writes(desk.invite), name="desk_invite"),
        path("balie/groep/<uuid:pk>/avond/", writes(desk.evening), name="desk_evening"),
        path("balie/avond/<uuid:pk>/", writes(desk.account), name="desk_account"),
        path("balie/brief/<uuid:pk>/", writes(desk.letter), name="desk_letter"),
        path("balie/lid/<uuid:pk>/", desk.leave, name="desk_leave"),
        path("balie/lijn/<uuid:pk>/", frames(desk.raise_line), name="desk_line"),
        path("balie/stilte/", frames(desk.intervene), name="desk_intervene"),
        path("balie/voorstel/<uuid:pk>/", desk_proposals.proposal, name="desk_proposal"),
        path("balie/voorstel/<uuid:pk>/toets/", writes(desk_proposals.check), name="desk_check"),
        path("balie/voorstel/<uuid:pk>/trekker/", writes(desk_proposals.owner), name="desk_owner"),
        path("balie/voorstel/<uuid:pk>/begin/", writes(desk_proposals.start), name="desk_start"),
        path("balie/voorstel/<uuid:pk>/kwartaal/", writes(desk_proposals.report), name="desk_report"),
        path("balie/voorstel/<uuid:pk>/stop/", writes(desk_proposals.stop), name="desk_stop"),
        path("balie/anders/<uuid:pk>/", desk_proposals.dissent, name="desk_dissent"),
        path("balie/besluit/<uuid:pk>/", decides(desk_proposals.naming), name="desk_name"),
    )
