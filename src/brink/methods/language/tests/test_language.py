"""Plain Dutch: syllables, sentences, passives, jargon and the score they add up to."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.language import flesch_douma, jargon, passive, read, sentences, syllables, words
from brink.methods.language.hard_words import plain_words
from brink.methods.language.spoken import MONTHS, spoken_forms
from brink.methods.language.tests.policy_words import OTHERS, POLICY, counted

WORD = st.sampled_from([word for word, _ in counted(POLICY) + counted(OTHERS)])


def test_policy_words_have_their_syllables() -> None:
    policy = counted(POLICY)
    assert len(policy) == 46
    assert [(word, syllables(word)) for word, number in policy if syllables(word) != number] == []


@pytest.mark.parametrize(("word", "number"), counted(OTHERS))
def test_other_words_have_their_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_at_least_one_syllable(text: str) -> None:
    assert 1 <= syllables(text) <= max(1, len(text))


@settings(deadline=None)
@given(WORD, WORD)
def test_a_hyphen_joins_without_adding_or_losing_a_syllable(first: str, second: str) -> None:
    assert syllables(f"{first}-{second}") == syllables(first) + syllables(second)


@settings(deadline=None)
@given(WORD.filter(str.islower))
def test_capitals_do_not_change_a_count(word: str) -> None:
    assert syllables(word.capitalize()) == syllables(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dit is er een. Dit ook!", ("Dit is er een.", "Dit ook!")),
        ("Zie art. 3 van de wet. Klaar?", ("Zie art. 3 van de wet.", "Klaar?")),
        ("Er komen o.a. banken, bijv. bij het plein.", ("Er komen o.a. banken, bijv. bij het plein.",)),
        ("Het kost € 1.200.000 per jaar.", ("Het kost € 1.200.000 per jaar.",)),
        ("Wij vragen:\n- meer bomen\n- minder lawaai", ("Wij vragen:", "meer bomen", "minder lawaai")),
        ("Een kop\n\nDe tekst loopt\ndoor.", ("Een kop", "De tekst loopt door.")),
        ('Zij zei: "Doe mee." Wij deden mee.', ('Zij zei: "Doe mee."', "Wij deden mee.")),
        ("... 12 !", ()),
    ],
)
def test_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@settings(deadline=None)
@given(st.lists(st.lists(WORD, min_size=2, max_size=30), min_size=1, max_size=8))
def test_counts_are_the_counts_of_what_was_written(text: list[list[str]]) -> None:
    written = " ".join(" ".join(["Wij", *sentence, "samen"]) + "." for sentence in text)
    reading = read(written)
    sizes = [len(sentence) + 2 for sentence in text]
    assert (reading.sentences, reading.words) == (len(text), sum(sizes))
    assert reading.syllables == sum(syllables(word) for word in words(written))
    assert [long.words for long in reading.long_sentences] == [size for size in sizes if size > 20]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert (reading.score is None) == (reading.words == 0)
    assert reading.sentences <= reading.words <= reading.syllables


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Het plan wordt door het college vastgesteld.", ("wordt vastgesteld",)),
        ("Het plan is door Provinciale Staten aangenomen.", ("is aangenomen",)),
        ("Uw vraag werd gesteld, maar zij is niet beantwoord.", ("werd gesteld", "is beantwoord")),
        ("De inwoners zijn gevraagd.", ("zijn gevraagd",)),
        ("Wij vragen u mee te doen.", ()),
        ("Het wordt morgen mooi weer in dit gebied.", ()),
        ("Zij heeft zijn plan gelezen.", ()),
        ("De trein is vertrokken.", ()),
        ("Dat is bekend.", ()),
        ("Hij is bereid dat te doen.", ()),
        ("De wet bepaalt wat er is.", ()),
    ],
)
def test_passives(sentence: str, verbs: tuple[str, ...]) -> None:
    assert passive(sentence) == verbs


def test_the_jargon_list_is_large_and_always_plainer() -> None:
    listed = plain_words()
    assert len(listed) >= 120
    assert [base for base, plain in listed.items() if not plain.strip() or plain == base] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Indien u wilt, doe mee.", [("indien", "als")]),
        ("Wij implementeerden structurele regels.", [("implementeerden", "invoeren"), ("structurele", "blijvend")]),
        ("Geïnitieerd door ons.", [("geïnitieerd", "beginnen")]),
        ("In het  kader\nvan dit plan", [("in het kader van", "voor")]),
        ("Een adequate aanpak", [("adequate", "goed genoeg")]),
        ("Het speelkader en indiening", []),
    ],
)
def test_jargon(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.word, found.plain) for found in jargon(text)] == expected


@settings(deadline=None)
@given(st.sampled_from(sorted(plain_words())))
def test_every_listed_word_is_found_in_a_sentence(base: str) -> None:
    assert base in [found.base for found in jargon(f"Wij schrijven {base}, en dat is lastig.")]


# Three texts of our own, counted by hand: easy, fairly hard and very hard, and what Douma's formula makes of them.
GOLDEN = [
    ("U krijgt een code. Bewaar die goed. Zo vindt u uw vraag terug.", 3, 13, 16),
    (
        "De provincie wil dat dorpen zelf kunnen kiezen waar nieuwe huizen komen. "
        "Daarom gaan wij dit najaar in gesprek met inwoners en ondernemers.",
        2, 23, 39,
    ),
    (
        "Het uitvoeringsprogramma realiseert een integrale gebiedsgerichte benadering van klimaatadaptatie, "
        "biodiversiteit en landschappelijke kwaliteit.",
        1, 13, 47,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "n_sentences", "n_words", "n_syllables"), GOLDEN)
def test_golden_texts(text: str, n_sentences: int, n_words: int, n_syllables: int) -> None:
    reading = read(text)
    assert (reading.sentences, reading.words, reading.syllables) == (n_sentences, n_words, n_syllables)
    expected = 206.8 - 0.77 * (100 * n_syllables / n_words) - 0.93 * (n_words / n_sentences)
    assert reading.score == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("short", "said"),
    [
        ("Dit gaat m.b.t. art. 3 a.u.b. weg.", "Dit gaat met betrekking tot artikel 3 alstublieft weg."),
        ("Wethouder J. de Vries, d.w.z. zij.", "Wethouder J. de Vries, dat wil zeggen zij."),
        ("Neem mee: pen, papier enz. Kom op 3 jan. om tien uur.",
         "Neem mee: pen, papier enzovoort. Kom op 3 januari om tien uur."),
        ("Maandag t/m vrijdag kan het.", "Maandag tot en met vrijdag kan het."),
    ],
)  # fmt: skip
def test_an_abbreviation_counts_as_the_words_that_are_said(short: str, said: str) -> None:
    first, second = read(short), read(said)
    assert (first.words, first.syllables) == (second.words, second.syllables)
    assert first.sentences <= second.sentences


def test_every_listed_abbreviation_ends_no_sentence_and_is_said_in_dutch_words() -> None:
    for form, said in spoken_forms().items():
        assert form == form.casefold()
        assert words(said)
        day = "3 " if form in MONTHS else ""
        assert len(sentences(f"Wij doen dit {day}{form} Marie en Piet samen.")) == 1, form
        assert read(f"Wij zien {day}{form} Marie.").words == 3 + len(words(said)), form


def test_a_name_or_a_company_is_no_abbreviation() -> None:
    assert sentences("Dat zei Jan. Hij ging weg.") == ("Dat zei Jan.", "Hij ging weg.")
    assert read("Dat zei Jan.").words == 3
    assert read("Dat doet de BV. Zij betaalt.").words == 6


def test_letters_with_points_that_nobody_listed_are_spelled_out() -> None:
    reading = read("De q.x.z. komt.")
    assert (reading.sentences, reading.words, reading.syllables) == (1, 3, 5)


@pytest.mark.reference_data
def test_the_shared_text_of_abbreviations_is_no_longer_easy(reference_data: Path) -> None:
    reading = read((reference_data / "oddities" / "read" / "abbr.txt").read_text(encoding="utf-8"))
    assert reading.sentences == 1
    assert reading.score is not None
    assert reading.score < 70


def test_a_score_needs_words() -> None:
    with pytest.raises(ValueError, match="at least one sentence"):
        flesch_douma(sentences=0, words=0, syllables=0)
