"""A log that anyone can check: Merkle tree, proofs, signed checkpoints, receipts. See README.md beside this file."""

from brink.methods.ledger.canonical_json import canonical
from brink.methods.ledger.contents import content_hash, figures_of
from brink.methods.ledger.log import Log, consistency_proof, inclusion_proof, root
from brink.methods.ledger.notes import Checkpoint, Invalid, Key, Unusable, check_note, parse_note
from brink.methods.ledger.process_export import (
    content_line,
    export_fields,
    export_manifest,
    export_point,
    verify_process,
)
from brink.methods.ledger.publishing import hidden_line, manifest, open_line, receipt
from brink.methods.ledger.records import LATEST_SEAL, SET_BACK, Report, compare, verify_journal, verify_receipt
from brink.methods.ledger.signing import cosign, log_key, sign_checkpoint, unsigned, witness_key
from brink.methods.ledger.tree import (
    Frontier,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "LATEST_SEAL",
    "SET_BACK",
    "Checkpoint",
    "Frontier",
    "Invalid",
    "Key",
    "Log",
    "Report",
    "Unusable",
    "canonical",
    "check_note",
    "compare",
    "consistency_proof",
    "content_hash",
    "content_line",
    "cosign",
    "export_fields",
    "export_manifest",
    "export_point",
    "figures_of",
    "hidden_line",
    "inclusion_proof",
    "leaf_hash",
    "log_key",
    "manifest",
    "node_hash",
    "open_line",
    "parse_note",
    "receipt",
    "root",
    "sign_checkpoint",
    "unsigned",
    "verify_consistency",
    "verify_inclusion",
    "verify_journal",
    "verify_process",
    "verify_receipt",
    "witness_key",
]
