"""Who took part, seen beside who live there: age and sex said once, apart from words; who gave most."""
