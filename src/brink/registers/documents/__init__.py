"""Documents: files and pictures at a question, a decision or a dossier, with what they are worth and who sees them."""
