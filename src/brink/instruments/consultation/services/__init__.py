"""What people do here: the desk writes versions of a text, residents say something of it."""
