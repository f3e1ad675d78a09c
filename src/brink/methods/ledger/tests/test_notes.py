"""Checkpoints, their signatures and witnesses; Ed25519 against the implementation of `cryptography`."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from brink.methods.ledger import Checkpoint, Invalid, Key, check_note, cosign, log_key, parse_note, sign_checkpoint
from brink.methods.ledger.ed25519 import verify_ed25519
from brink.methods.ledger.signing import unsigned
from brink.methods.ledger.tests.bundles import KEYS, LOG_KEY, ORIGIN, PRIVATE, WITNESS, WITNESS_KEY

POINT = Checkpoint(ORIGIN, 7, bytes(range(32)))
SIGNED = sign_checkpoint(POINT, PRIVATE)
BOTH = cosign(SIGNED, "griffie", WITNESS, at=1_800_000_000)


def oracle(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_first_vector_of_rfc_8032() -> None:
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )
    assert verify_ed25519(public, b"", signature)
    assert not verify_ed25519(public, b"x", signature)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 95), st.integers(0, 7))
def test_ed25519_agrees_with_cryptography(private: bytes, message: bytes, place: int, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(private)
    both = bytearray(key.public_key().public_bytes_raw() + key.sign(message))
    assert verify_ed25519(bytes(both[:32]), message, bytes(both[32:]))
    both[place] ^= 1 << bit
    assert verify_ed25519(bytes(both[:32]), message, bytes(both[32:])) == oracle(
        bytes(both[:32]), message, bytes(both[32:])
    )


def test_a_signature_has_one_form() -> None:
    # S plus the group order signs the same in careless implementations.
    signature = Ed25519PrivateKey.from_private_bytes(PRIVATE).sign(b"x")
    order = 2**252 + 27742317777372353535851937790883648493
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert verify_ed25519(LOG_KEY.public, b"x", signature)
    assert not verify_ed25519(LOG_KEY.public, b"x", other)
    assert not verify_ed25519(LOG_KEY.public, b"x", signature[:-1])
    assert not verify_ed25519(b"\xff" * 32, b"x", signature)


def test_a_note_reads_back() -> None:
    assert parse_note(SIGNED)[0] == POINT
    assert check_note(SIGNED, [LOG_KEY]) == (POINT, (LOG_KEY,), ())
    assert check_note(BOTH, KEYS) == (POINT, (LOG_KEY, WITNESS_KEY), ())
    assert check_note(unsigned(POINT), []) == (POINT, (), ())


def test_a_checkpoint_has_the_published_form() -> None:
    lines = SIGNED.split("\n")
    assert lines[:4] == [ORIGIN, "7", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", ""]
    assert lines[4].startswith(f"\u2014 {ORIGIN} ")


@pytest.mark.parametrize("key", KEYS)
def test_keys_read_back(key: Key) -> None:
    assert Key.parse(str(key)) == key


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b+c", str(LOG_KEY)[:-1], "x" + str(LOG_KEY), str(LOG_KEY).replace(LOG_KEY.id.hex(), "00000000")],
)
def test_keys_that_are_none(text: str) -> None:
    with pytest.raises(Invalid):
        Key.parse(text)


@pytest.mark.parametrize(
    ("note", "keys", "problem"),
    [
        (SIGNED.replace("\u2014 ", "- "), [LOG_KEY], "een regel die geen handtekening is"),
        (SIGNED, [WITNESS_KEY, log_key(ORIGIN, bytes(32))], "de handtekening van het logboek zelf ontbreekt"),
        (unsigned(POINT), [LOG_KEY], "de handtekening van het logboek zelf ontbreekt"),
        (cosign(unsigned(POINT), "griffie", WITNESS, at=1), KEYS, "de handtekening van het logboek zelf ontbreekt"),
        (SIGNED.replace("\n7\n", "\n8\n"), [LOG_KEY], "klopt niet"),
        (SIGNED.replace("\n7\n", "\n07\n"), [LOG_KEY], "het aantal is geen getal"),
        (SIGNED + SIGNED.split("\n\n")[1], [LOG_KEY], "twee keer dezelfde handtekening"),
        (SIGNED.replace("\n\n", "\n"), [LOG_KEY], "niet de vorm"),
        (SIGNED.rstrip("\n"), [LOG_KEY], "niet de vorm"),
        (SIGNED.replace("AAEC", "AA*C"), [LOG_KEY], "geen geldige base64"),
    ],
)
def test_notes_that_do_not_hold(note: str, keys: list[Key], problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        check_note(note, keys)


def test_of_an_unknown_signer_nothing_is_said_but_his_name() -> None:
    """C2SP signed-note: unknown keys are ignored. The log's own signature still has to be there and right."""
    assert check_note(BOTH, [LOG_KEY]) == (POINT, (LOG_KEY,), ("griffie",))
    assert check_note(SIGNED, []) == (POINT, (), (ORIGIN,))
    grease = SIGNED + "\u2014 grease.invalid AQIDBHh4eHh4eHh4eHh4eHh4eHg=\n"
    assert check_note(grease, [LOG_KEY]) == (POINT, (LOG_KEY,), ("grease.invalid",))


def test_the_key_of_another_log_does_not_count() -> None:
    other = log_key("elders.nl/journaal", PRIVATE)
    note = unsigned(POINT) + sign_checkpoint(Checkpoint("elders.nl/journaal", 7, POINT.root), PRIVATE).split("\n\n")[1]
    with pytest.raises(Invalid):
        check_note(note, [other])


@pytest.mark.parametrize("name", ["", "met spatie", "a+b"])
def test_names_a_key_cannot_have(name: str) -> None:
    with pytest.raises(ValueError, match="name of a key"):
        log_key(name, PRIVATE)


def test_a_witness_signs_a_moment_after_1970_and_a_real_note() -> None:
    with pytest.raises(ValueError, match="1970"):
        cosign(SIGNED, "griffie", WITNESS, at=-1)
    with pytest.raises(ValueError, match="vorm"):
        cosign("geen note", "griffie", WITNESS, at=1)
