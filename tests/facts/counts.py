"""How many gave, as every text of the site writes it: drawn from the catalogues, each with the fact that it tells.

A sentence of the house that counts people, contributions or answers stands in `TELLS` with what its number is of, or in
`ELSEWHERE` with the test that holds it. A number beside such a word on a page that no sentence of these accounts for is
itself a claim, of which nothing is true: so a count that came to a page by another way is found too.
"""

import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.catalogues import entries
from tests.form_client import Node

NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+"
GIVERS = (
    "mens(?:en)?|bijdragen?|stem(?:men)?|gevers?|antwoorden|idee(?:ën)?|reacties?|deelnemers?|inzendingen|sessies?|anderen|"
    "ander|hen|handtekeningen|meldingen"
)
PLACE = re.compile(r"%\((\w+)\)[ds]|\{(\w+)\}")
# A number, or the place of one in a sentence, beside a word for what people give. Between may be one word more.
BESIDE = rf"(?:van de |[a-zà-ÿ‘’]+ )?(?:{GIVERS})\b"
COUNTS = re.compile(rf"(?:{PLACE.pattern})(?:%%)? {BESIDE}")
STRAY = re.compile(rf"(?<![\w.,-])(?:{NUMBER}) {BESIDE}")
# Read at the desk alone, before something is done, or on the command line: no page, path, mail or file for everybody.
BEHIND_THE_DESK = re.compile(
    r"/methods/|desk|worktable|foreseen|findings|/services/|queries/waiting|work_lines|publication_checks|queries\.py$"
    r"|views/(?:answers|bundles|control|draw|group|many|reaching|together|undoing)\.py|templates/people/organs|body_queries|templates/reports/one"
)
# What each number in a sentence is of, by the first form of the sentence.
TELLS: dict[str, dict[str, str]] = {
    "%(number)s idee tot nu toe": {"number": "ideas"},
    "%(number)s idee is verborgen door een moderator. Wie het heeft geschreven, weet waarom.": {
        "number": "hidden ideas"
    },
    "%(number)s idee gevonden": {"number": "found"},
    "Lees het idee": {"number": "ideas"},
    "{n} reactie": {"n": "comments"},
    "Ongeveer {n} mensen steunen dit": {"n": "supporters in tens"},
    "%(number)s reactie op uw idee.": {"number": "comments"},
    "%(number)s reactie is verborgen door een moderator. Wie de reactie heeft geschreven, weet waarom.": {
        "number": "hidden comments"
    },
    "%(number)s bijdrage ligt in deze bundel.": {"number": "lying"},
    "Gebundeld met %(count)s ander": {"count": "others lying"},
    "ten minste %(number)s bijdragen": {"number": "lying in tens"},
    "Tot nu toe kwam er ten minste %(number)s bijdrage binnen.": {"number": "received in tens"},
    "Nog geen kaart: %(people)s van de %(needed)s mensen hebben meegedaan.": {"people": "answering"},
    "%(people)s mens heeft %(answers)s antwoorden gegeven.": {"people": "answering", "answers": "answers given"},
    "Al %(count)s mens heeft antwoord gegeven.": {"count": "answering in tens"},
    "Wij hebben {n} idee gekregen.": {"n": "counted ideas"},
    "Er is {n} reactie.": {"n": "counted comments"},
    "Ongeveer {n} mensen steunden een idee.": {"n": "supporters in tens"},
    "Ongeveer {n} mensen steunen het idee: {title}": {"n": "supporters in tens"},
    "%(people)s mensen hebben meegedaan. Dat is te weinig voor een kaart.": {"people": "counted sessions"},
    "{n} ideeën gaan over {name}.": {"n": "of a theme"},
    "{n} ideeën gaan over een plek in {name}.": {"n": "of a place"},
    "%(count)d idee": {"count": "of a place"},
    "%(total)s bijdragen hebben nu antwoord gekregen, met uitleg. De andere volgen.": {"total": "told"},
    "Wij hebben %(total)s bijdragen gekregen. Alle %(total)s hebben antwoord gekregen, met uitleg.": {"total": "told"},
    "van de %(due)s stemmen die een antwoord moesten krijgen, hebben dat gekregen.": {"due": "due"},
}
# A bound or a measure and no count, or a count of what is not made here: then the test that holds it.
BOUND = "a bound or a measure: nobody is counted"
_MAP = "src/brink/instruments/dialogue/tests/test_map.py::test_picture_twin_and_table_have_the_same_figures"
_SUPPORT = (
    "src/brink/instruments/petition/tests/test_pages.py::"
    "test_f05_supporting_on_the_web_gives_a_code_and_no_name_on_the_site"
)
_SIDES = "src/brink/instruments/meetings/tests/test_pages.py::test_each_side_is_counted_and_a_few_are_never_found"
_PIECES = "src/brink/instruments/consultation/tests/test_outcome.py::test_each_piece_tells_its_two_sides"
_SURVEY = "src/brink/instruments/survey/tests/test_routes.py::test_everybody_has_one_disposition_and_no_few_are_told"
_WEIGHED = "src/brink/instruments/survey/tests/test_at_the_desk.py::test_d12_weights_stand_beside_the_plain_figures"
_BALLOTS = "src/brink/instruments/budget/tests/test_result.py::"
_WON = _BALLOTS + "test_the_page_tells_what_won_why_and_how_to_recount_it"
_CHOSEN = "src/brink/instruments/valuation/tests/test_result.py::"
_CHOSEN_PAGE = _CHOSEN + "test_the_page_tells_all_of_it_without_a_row_of_anybody"
_CHOSEN_TOLD = _CHOSEN + "test_what_is_told_is_what_the_method_says_of_the_same_packages"
_GROUPS = _CHOSEN + "test_planted_groups_are_told_with_their_package_and_nobody_in_them"
_ADVICE = "src/brink/instruments/assembly/tests/test_advice.py::"
_DRAWN = "src/brink/instruments/assembly/tests/test_drawing.py::"
_TOLD = "tests/contract/checks/counts.py::two_figures_never_tell_one_person"
_HALL = "src/brink/instruments/dialogue/tests/test_hall.py::"
ELSEWHERE: dict[str, str] = {
    "Van %(count)s mens, stand van %(at)s uur.": _HALL
    + "test_a_hall_answers_one_question_from_code_to_who_speaks_first",
    "%(n)s antwoord is te laat.": _ADVICE
    + "test_each_organ_owes_a_reply_that_is_late_in_public_and_only_its_own_side_writes_it",
    "%(n)s mens": _CHOSEN_PAGE,
    "%(n)s mens past in geen enkele groep die de quota haalt.": _DRAWN
    + "test_a_stranger_checks_the_record_with_the_one_command_and_no_solver",
    "%(n)s mensen hebben advies gegeven.": _CHOSEN_PAGE,
    "%(n)s mensen hebben zelf gekozen.": _CHOSEN_PAGE,
    "%(n)s mensen of meer": BOUND,
    "%(n)s mensen willen het overlaten aan deskundigen of willen zo niet kiezen.": _CHOSEN_PAGE,
    "%(n)s mensen willen het overlaten aan deskundigen.": _CHOSEN_PAGE,
    "%(n)s mensen willen zo niet kiezen.": _CHOSEN_PAGE,
    "%(people)s mens of meer.": _CHOSEN_TOLD,
    "%(people)s mensen doen mee. Achter elk nummer staat één mens. Namen ziet niemand.": _DRAWN
    + "test_a_stranger_checks_the_record_with_the_one_command_and_no_solver",
    "%(people)s mensen hebben zich aangemeld.": _ADVICE
    + "test_what_is_frozen_at_closing_holds_the_advice_with_its_minority",
    "%(seats)s van hen zijn geloot.": _ADVICE
    + "test_what_is_frozen_at_closing_holds_the_advice_with_its_minority",
    "Al %(n)s mens heeft advies gegeven.": _TOLD,
    "Al %(n)s mens heeft zich aangemeld.": _TOLD,
    "Ongeveer %(share)s van de mensen. Bij hen past: %(names)s.": _GROUPS,
    "Van de keuzes van %(n)s mensen of meer zit daar niets bij.": _CHOSEN_PAGE,
    "Vanaf %(least)s mensen rekenen wij verder. Nu tonen wij alleen wat er gekozen is.": BOUND,
    "Wij loten %(seats)s mensen die samen lijken op iedereen die hier woont. Aanmelden kan tot en met %(day)s.": BOUND,
    "Wij loten %(seats)s mensen. Aanmelden kan tot en met %(day)s.": BOUND,
    "<strong>%(told)s mensen</strong> steunen dit. Er zijn er %(threshold)s nodig.": _SUPPORT,
    "Er zijn %(threshold)s mensen nodig. Het aantal staat hier zodra tien mensen dit steunen.": BOUND,
    "%(told)s mensen steunen dit; %(threshold)s zijn nodig.": _SUPPORT,
    "%(count)s mensen steunen dit voorstel.": _SUPPORT,
    "Er is ten minste %(number)d bijdrage.": "src/brink/domain/accountability/tests/test_texts.py::"
    "test_counts_are_told_in_whole_tens",
    "Er zijn minder dan %(least)d bijdragen.": BOUND,
    "Nog %(number)d bijdrage heeft geen plek. Zeg eerst wat ermee is gedaan.": "src/brink/domain/accountability/tests/"
    "test_texts.py::test_a_motivation_waits_for_the_decision_and_for_every_voice",
    "%(n)s mensen": _WON,
    "%(people)s mensen stemden. De plannen die winnen, kosten samen %(cost)s.": _WON,
    "%(people)s mens.": _BALLOTS + "test_for_whom_nothing_won_is_the_minority",
    "Al %(n)s mens stemde.": _TOLD,
    "%(n)s mensen hebben een antwoord gegeven.": _SURVEY,
    "%(n)s mensen tellen in de gewogen cijfers. Van de anderen weten wij niet genoeg.": _WEIGHED,
    "%(n)s mensen zijn begonnen en hebben het niet verstuurd.": "src/brink/instruments/survey/tests/"
    "test_filling_in.py::test_drafts_are_gone_at_closing_and_count_nowhere",
    "(%(n)s mensen)": _SURVEY,
    "Door het wegen tellen deze antwoorden als die van %(n)s mensen uit een gewone steekproef.": _WEIGHED,
    "Ten minste %(people)s mensen hebben al meegedaan.": _TOLD,
    "Van de %(n)s mensen aan wie dit is gevraagd.": _SURVEY,
    "%(n)s mensen zijn voor.": _SIDES,
    "%(n)s mensen zijn tegen.": _SIDES,
    "%(n)s mensen zijn niet voor en niet tegen.": _SIDES,
    "Ongeveer %(n)s mensen zijn het hiermee eens": "src/brink/instruments/consultation/tests/"
    "test_pages.py::test_ten_devices_that_agree_are_told_and_nine_are_not",
    "%(n)s mensen willen dit zo houden.": _PIECES,
    "%(n)s mensen willen dit veranderen.": _PIECES,
    "Een plek voor %(number)s persoon.": "src/brink/domain/gatherings/tests/test_slips.py::"
    "test_whoever_signs_up_has_the_same_slip_to_print_and_to_copy",
    "U bent aangemeld voor ‘%(title)s’, met %(n)s persoon.": "src/brink/domain/gatherings/tests/test_pages.py::"
    "test_a_move_and_a_cancelling_are_told_to_everyone_once",
    "U komt met %(number)s persoon.": "src/brink/domain/gatherings/tests/test_pages.py::"
    "test_somebody_signs_up_without_account_and_opens_it_again_with_the_code",
    "Wisten mensen waarover zij konden meepraten? %(total)s mensen hebben het gezegd. %(parts)s.": "src/brink/domain/"
    "contributions/tests/test_clarity.py::test_the_result_says_it_and_stands_still",
    "%(agreed)s van de %(answered)s mensen": _MAP,
    "(%(agreed)s van de %(answered)s mensen)": _MAP,
    "%(count)s mensen hebben meegedaan.": _TOLD,
    "%(people)s mensen hebben %(answers)s antwoorden gegeven op %(count)s zinnen.": _MAP,
    "%(rest)s van hen staan in geen groep: zij hebben te weinig antwoorden gegeven.": _MAP,
    "%(share)s van hen zegt dit.": _MAP,
    "%(share)s%%, %(on)s van de %(seen)s mensen": _MAP,
    "%(size)s mensen.": _MAP,
    "Deze ronde was %(level)s. Alleen wie zo meedeed, telt mee: %(people)s mensen.": "tests/safety/test_assurance.py::"
    "test_what_was_counted_is_told_as_it_was",
    "%(people)s mensen hebben samen %(share)s%% gegeven van alles wat bij deze vraag is binnengekomen. Zij hebben het "
    "vaakst meegedaan: één op de twintig mensen, en nooit minder dan tien.": "src/brink/web/tests/test_reach.py::"
    "test_age_and_sex_stand_beside_the_inhabitants_and_one_number_says_how_much_it_looks_like_them",
    "%(group)s had op %(day)s %(seats)d zetel. U telt %(total)d stemmen.": "src/brink/domain/decisions/tests/"
    "test_voters.py::test_a_fractie_that_was_not_there_that_day_or_has_fewer_seats_is_refused",
    "Eén steen is ongeveer %(unit)s %(many)s.": BOUND,
    "Elke plant in de tekening staat voor %(unit)s mensen.": BOUND,
    "Er hebben minder dan %(needed)s mensen meegedaan. Dan zoeken wij niet naar groepen.": BOUND,
    "Er is nieuws over uw woorden": "src/brink/domain/notifications/tests/test_mail.py::"
    "test_words_with_the_same_address_share_a_mail",
    "minder dan %(least)s bijdragen": BOUND,
    "Groep %(key)s, %(size)s mensen": _MAP,
    "Groep %(key)s: %(on)s van de %(seen)s mensen die hierop antwoordden": _MAP,
    "Wij zien %(count)s groepen onder %(people)s mensen. Dat zijn er te veel voor een tekening.": _MAP,
    "Wij zien geen aparte groepen. De %(people)s mensen staan samen op één heide.": _MAP,
}
# What the numbers in a column of a table are of, by its heading; and columns of what nobody gave.
COLUMNS = {"Moest antwoord krijgen": "due", "Kreeg antwoord": "answered", "Op tijd": "answered in time"}
NOT_GIVEN = {"Hoeveel", "Meestal in", "Vragen gesteld", "Vragen gestopt", "Voor", "Tegen"}


def key_of(text: str) -> str:
    """Return a sentence as it stands in the register: on one line."""
    return " ".join(text.split())


@cache
def sentences() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return every sentence of the catalogues that counts givers, by its first form: its forms, and where it stands."""
    found = {}
    for entry in entries():
        forms = tuple(key_of(one) for one in (entry.msgid, entry.msgid_plural) if one)
        if any(COUNTS.search(one) for one in forms) or forms[0] in TELLS or forms[0] in ELSEWHERE:
            found[forms[0]] = (forms, tuple(file for file, _line in entry.occurrences))
    return found


def for_everybody() -> set[str]:
    """Return those that stand anywhere but behind the desk."""
    return {
        first for first, (_forms, files) in sentences().items()
        if not all(BEHIND_THE_DESK.search(file) for file in files)
    }  # fmt: skip


def _pattern(form: str, facts: dict[str, str]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    pieces, told, end = [], [], 0
    for place in PLACE.finditer(form):
        pieces.append(re.escape(form[end : place.start()]).replace(r"%%", "%"))
        fact = facts.get(place[1] or place[2], "")
        told += [fact] if fact else []
        pieces.append(rf"({NUMBER})" if fact else ".{1,200}?")
        end = place.end()
    pieces.append(re.escape(form[end:]).replace(r"%%", "%"))
    return re.compile(rf"(?<![\w.,-]){''.join(pieces)}", re.IGNORECASE), tuple(told)


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """Return how each sentence of the register looks on a page, with the facts of its numbers, the longest first."""
    bounds = {first: dict[str, str]() for first, why in ELSEWHERE.items() if why == BOUND}
    made = [
        (first, *_pattern(form, facts))
        for first, facts in {**TELLS, **bounds}.items() if first in sentences()
        for form in sentences()[first][0] if PLACE.search(form)
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: -len(one[1].pattern)))


@cache
def fixed() -> tuple[str, ...]:
    """Return the sentences of the house in which a number always stands: bounds, and no counts."""
    forms = {key_of(entry.msgid) for entry in entries()}
    return tuple(sorted(one for one in forms if STRAY.search(one) and not PLACE.search(one)))


def counted(text: str) -> Iterator[tuple[str, object, str]]:
    """Read every count in a text: the fact, its value, and the sentence; strays under a fact of their own."""
    covered: list[tuple[int, int]] = []

    def accounted(at: int) -> bool:
        return any(start <= at < end for start, end in covered)

    for first, pattern, facts in patterns():
        for found in pattern.finditer(text):
            if accounted(found.start()):
                continue
            covered.append(found.span())
            for fact, value in zip(facts, found.groups(), strict=True):
                yield fact, int(value.replace(".", "")), first
    for sentence in fixed():
        covered += [found.span() for found in re.finditer(re.escape(sentence), text)]
    for found in STRAY.finditer(text):
        if not accounted(found.start()):
            yield "a count in no register", text[max(0, found.start() - 40) : found.end() + 40], ""


def in_columns(page: Node) -> Iterator[tuple[str, object]]:
    """Read every count that stands in a column of numbers; a column in no list under a fact of its own."""
    for cell in page.all("td"):
        column, number = cell.attributes.get("data-column", ""), cell.words.replace(".", "")
        if "brink-number" not in cell.attributes.get("class", "").split() or not number.isdigit():
            continue
        if column in COLUMNS:
            yield COLUMNS[column], int(number)
        elif column not in NOT_GIVEN:
            yield "a column in no register", column


def in_landings(page: Node) -> Iterator[tuple[str, object]]:
    """Read how many had which answer, as the picture of where words came down counts them."""
    for row in page.all("ul"):
        if "brink-landings" in row.attributes.get("class", "").split():
            for line in row.all("li"):
                number, label = line.words.split(" ", 1)
                yield f"landed: {label}", int(number.replace(".", ""))
