"""Pages that law and web expect of a body: accessibility, privacy, cookies, colophon; and who may frame it."""
