"""Words of a giver in a text of the body: one copy, that goes where the words go."""

import pytest
from django.db import connection
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Bundle, Contribution, Quotation
from brink.domain.contributions.services import moderating, self_service, splitting
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import clock
from brink.foundation.quotations import MARK

pytestmark = pytest.mark.django_db
STAFF = Actor(role="clerk")
SAID = "Mijn kleinkinderen kunnen hier nergens wonen, zei de dokter."
TEXT = "Een bewoner schreef: ‘mijn kleinkinderen kunnen hier nergens wonen’. Dat raakt ons."


@pytest.fixture
def receipt() -> Receipt:
    round = make_round(make_process(make_world()))
    return give(round=round, words=Words(kind="idea", text=SAID), actor=RESIDENT, key=None)


def bundle_of(receipt: Receipt, text: str = TEXT, number: int = 1) -> Bundle:
    process = receipt.contribution.process
    common = {"tenant": process.tenant, "created_at": clock.now(), "process": process}
    return Bundle.objects.create(**common, number=number, title="Wonen", summary=text)


def in_the_database(bundle: Bundle) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary FROM contributions_bundle WHERE number = %s", [bundle.number])
        return str(cursor.fetchone()[0])


def read(bundle: Bundle) -> str:
    return Bundle.objects.values_list("summary", flat=True).get(pk=bundle.pk)


def test_the_text_reads_as_it_was_typed_and_holds_no_copy(receipt: Receipt) -> None:
    bundle = bundle_of(receipt)
    assert (bundle.summary, read(bundle)) == (TEXT, TEXT)
    assert "kleinkinderen" not in in_the_database(bundle)
    assert len(MARK.findall(in_the_database(bundle))) == 1
    assert Quotation.objects.get().words == "mijn kleinkinderen kunnen hier nergens wonen"


def test_after_withdrawal_the_text_of_the_body_stays_without_the_words(receipt: Receipt) -> None:
    bundle = bundle_of(receipt)
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    assert read(bundle) == "Een bewoner schreef: ‘[ingetrokken]’. Dat raakt ons."
    assert Quotation.objects.get().words == ""


def test_hidden_words_come_back_when_they_are_shown_again(receipt: Receipt) -> None:
    bundle = bundle_of(receipt)
    moderating.hide(contribution=receipt.contribution, reason="Een naam.", actor=STAFF)
    assert read(bundle) == "Een bewoner schreef: ‘[weggehaald]’. Dat raakt ons."
    moderating.show(contribution=receipt.contribution, actor=STAFF)
    assert read(bundle) == TEXT


def test_words_that_are_public_no_more_are_quoted_no_more(receipt: Receipt) -> None:
    bundle = bundle_of(receipt)
    self_service.set_publicity(contribution=receipt.contribution, code=receipt.code, publicity="closed")
    assert read(bundle) == "Een bewoner schreef: ‘[niet meer openbaar]’. Dat raakt ons."


def test_what_an_edit_takes_out_goes_from_the_quotation_too(receipt: Receipt) -> None:
    bundle = bundle_of(receipt)
    voice = Contribution.objects.get()
    moderating.revise(contribution=voice, text="Wonen kan hier niet.", reason="Te herkennen.", actor=STAFF)
    assert read(bundle) == "Een bewoner schreef: ‘[aangepast]’. Dat raakt ons."


def test_what_goes_to_another_part_is_quoted_of_that_part(receipt: Receipt) -> None:
    """Words about two subjects: a text goes on quoting both halves, and loses each when that half goes."""
    voice = Contribution.objects.get()
    moderating.revise(contribution=voice, text=f"De bus rijdt hier niet op zondag. {SAID}", reason="Meer.", actor=STAFF)
    house, bus = bundle_of(receipt), bundle_of(receipt, "Zij zei: de bus rijdt hier niet op zondag.", 2)
    made = splitting.split(
        contribution=voice, first=splitting.Half("de bus", (0,)), second=splitting.Half("wonen", (1,)), actor=STAFF
    )
    assert (read(house), read(bus)) == (TEXT, "Zij zei: de bus rijdt hier niet op zondag.")
    part = Contribution.objects.get(pk=made.part_id)
    moderating.hide(contribution=part, reason="Een naam.", actor=STAFF)
    assert (read(house), read(bus)) == (
        "Een bewoner schreef: ‘[weggehaald]’. Dat raakt ons.", "Zij zei: de bus rijdt hier niet op zondag.",
    )  # fmt: skip


def test_saving_again_what_was_read_keeps_the_tie(receipt: Receipt) -> None:
    kept = in_the_database(bundle_of(receipt))
    again = Bundle.objects.get()
    again.title = "Wonen in het dorp"
    again.save()
    Bundle.objects.filter(pk=again.pk).update(summary=again.summary)
    assert in_the_database(again) == kept


def test_an_update_without_its_row_is_tied_as_well(receipt: Receipt) -> None:
    bundle = bundle_of(receipt, "Iets anders.")
    Bundle.objects.filter(pk=bundle.pk).update(summary=TEXT)
    assert "kleinkinderen" not in in_the_database(bundle)
    Bundle.objects.bulk_update([_with(bundle, TEXT + " Zeer.")], ("summary",))
    assert "kleinkinderen" not in in_the_database(bundle)
    assert read(bundle) == TEXT + " Zeer."


def _with(bundle: Bundle, text: str) -> Bundle:
    bundle.summary = text
    return bundle


@pytest.mark.parametrize(
    "text",
    [
        "Wij willen kleine huizen bouwen in het dorp.",  # nobody's words
        "Kleinkinderen kunnen hier nergens heen.",  # four words in a row
    ],
)
def test_words_that_anybody_uses_are_no_quotation(receipt: Receipt, text: str) -> None:
    assert in_the_database(bundle_of(receipt, text)) == text


def test_line_breaks_signs_and_capitals_hide_no_quotation(receipt: Receipt) -> None:
    bundle = bundle_of(receipt, "Hoor: MIJN\nkleinkinderen –  kunnen hier, nergens wonen!")
    assert in_the_database(bundle).startswith("Hoor: ⟦")
    assert read(bundle) == "Hoor: MIJN\nkleinkinderen –  kunnen hier, nergens wonen!"


def test_a_text_without_a_quotation_costs_one_read_and_reading_costs_none(
    receipt: Receipt, django_assert_num_queries: object
) -> None:
    bundle = bundle_of(receipt, "Wij bouwen twaalf kleine huizen aan de rand van het dorp.")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert Bundle.objects.get(pk=bundle.pk).summary.startswith("Wij bouwen")
    bundle.summary = "Wij bouwen dertien kleine huizen aan de rand van het dorp."
    with django_assert_num_queries(2):  # type: ignore[operator]
        bundle.save()
