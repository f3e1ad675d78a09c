"""How dates and numbers are written, where Django's own choice for a language does not fit here."""
