"""What is kept of lines: signs for a short time, counts of what came from one line, and halls that stand open."""

from brink.domain.participation.models.line_signs import Hall, HallQuestion, LineSign, OneLine

__all__ = ["Hall", "HallQuestion", "LineSign", "OneLine"]
