"""Dialogue: people agree or disagree with short statements; a map shows who thinks alike and what all share."""
