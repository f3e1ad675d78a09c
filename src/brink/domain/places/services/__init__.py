"""Writing places: the shipped facts, and files of the statistical office."""

from brink.domain.places.services.areas import import_areas
from brink.domain.places.services.by_hand import add_area, remove_area, rename_area
from brink.domain.places.services.facts import load_facts
from brink.domain.places.services.population import import_population

__all__ = ["add_area", "import_areas", "import_population", "load_facts", "remove_area", "rename_area"]
