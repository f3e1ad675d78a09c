"""Writing kaders: importing a version, and noting down by which decision it was adopted."""

from brink.domain.framework.services.adopting import adopt
from brink.domain.framework.services.importing import import_framework
from brink.domain.framework.standards import standard_text

__all__ = ["adopt", "import_framework", "standard_text"]
