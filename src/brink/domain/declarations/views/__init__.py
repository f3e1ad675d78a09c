"""Pages of declarations, and what leaves the site with a question."""
