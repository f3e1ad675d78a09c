"""`brink import nulmeting`: figures of research are brought in by who runs the site, for one body."""

from argparse import Namespace
from pathlib import Path

import pytest
from tests.builders import make_world

from brink.domain.accountability.models import BaselineFigure
from brink.domain.accountability.standards import text_of
from brink.foundation.errors import BadInput
from brink.site.importing import run

pytestmark = pytest.mark.django_db


def test_figures_come_in_with_their_source_and_the_page_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body, file = make_world().body, tmp_path / "nulmeting.toml"
    file.write_text(text_of("inwonersonderzoek.toml"), "utf-8")
    assert run(Namespace(kind="nulmeting", file=file, body=body.slug)) == 0
    assert "/cijfers/nulmeting/" in capsys.readouterr().out
    assert BaselineFigure.objects.filter(tenant=body).exists()
    with pytest.raises(BadInput, match="is er niet"):
        run(Namespace(kind="nulmeting", file=tmp_path / "weg.toml", body=body.slug))
