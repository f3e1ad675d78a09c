"""In the seat of who decides: residents get the choice of the body, with its limits, and compose their advice."""
