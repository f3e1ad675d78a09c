"""Who was invited to a question, by which means and where, and how many came of it. Nobody is followed."""
