"""One search over everything: an index of stems in the database's own full text, and the visibility function above it.

The index knows nothing of who may see what. It gives keys, and every hit, count and snippet is of rows that `visible`
gave to this viewer in that moment. The parts: `searchable` (what can be found), `wording` (words to stems), `indexing`,
`triggers` (the index, always up to date), `finding` (asking).
"""

from brink.foundation.search.searchable import Document, SearchKind, Watched, documents, search_documents

__all__ = ["Document", "SearchKind", "Watched", "documents", "search_documents"]
