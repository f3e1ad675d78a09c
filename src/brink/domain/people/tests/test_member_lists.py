"""Lists of members as people paste them: read by the one reader of tables, all that is wrong told at once."""

from datetime import date

import pytest

from brink.domain.people.member_lists import MemberRow, read_members
from brink.foundation.errors import BadInput

TODAY = date(2026, 3, 1)
DINA = MemberRow("Dina Vierde", "Stad", date(2026, 2, 1), date(2027, 3, 31))
EVERT = MemberRow("Evert", "Dorpen, en meer", TODAY)


@pytest.mark.parametrize("text", [
    "naam;fractie;vanaf;tot en met\nDina Vierde;Stad;1-2-2026;31-3-2027\nEvert;Dorpen, en meer",
    "\ufeffNaam;Fractie;Vanaf;t/m\r\nDina Vierde;Stad;2026-02-01;2027-03-31\r\n;;;\r\nEvert;Dorpen, en meer;;\r\n",
    "naam\tfractie\tvanaf\ttot\nDina Vierde\tStad\t1/2/2026\t31/3/2027\nEvert\tDorpen, en meer",
    'name,group,start_date,end_date,opmerking\nDina Vierde,Stad,2026-02-01,2027-03-31,x\nEvert,"Dorpen, en meer"',
])  # fmt: skip
def test_whatever_a_spreadsheet_made_of_it_it_is_the_same_list(text: str) -> None:
    assert read_members(text, TODAY) == (DINA, EVERT)


@pytest.mark.parametrize(("text", "told"), [
    ("naam;vanaf\nGijs;32-1-2026\nHans;1-1-2026\n;2-2-2026",
     "Regel 2: ‘32-1-2026’ is geen dag. Schrijf 31-3-2027. Regel 4: de naam ontbreekt."),
    ("naam;naam\nGijs;Gijs", "De kolom 'naam' staat er 2 keer."),
    ("naam;fractie\nGijs;A;B;C", "Regel 2: Deze regel heeft 4 cellen, de kopregel 2."),
    ('naam;fractie\n"Gijs;A', "Controleer de aanhalingstekens"),
    ("naam;fractie\n" + ";A\n" * 12, "En nog 2 fouten."),
    ("naam\n" + "Gijs\n" * 501, "Dit zijn er meer dan 500. Deel de lijst op."),
    ('{"persons": [{"id": "a", "name": "Gijs"}], "memberships": [{"person_id": "a", "start_date": "ooit"}]}',
     "Lidmaatschap 1: ‘ooit’ is geen dag."),
])  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(text: str, told: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_members(text, TODAY)
    assert told in str(wrong.value)
    assert "tabel.csv" not in str(wrong.value)
    assert "/tmp" not in str(wrong.value)  # noqa: S108 - the path of a file must not be told
