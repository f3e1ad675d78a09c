"""What a form proposes: the scale of a question."""

from types import SimpleNamespace

from brink.domain.places.models import AreaKind
from brink.domain.processes.proposals import propose_scale


def test_a_question_of_a_whole_province_is_no_question_of_the_whole_country() -> None:
    """K7: the widest scale of the kader is wider than a province."""
    scales = [SimpleNamespace(number=number) for number in range(1, 6)]
    wanted = {AreaKind.VILLAGE: 3, AreaKind.MUNICIPALITY: 4, AreaKind.PROVINCE: 4}
    proposed = {kind: propose_scale(scales, [SimpleNamespace(kind=kind)]).number for kind in wanted}
    assert proposed == wanted
