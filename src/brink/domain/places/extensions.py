"""What places add elsewhere: to the page of an area, and the names of their acts."""

from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.places import blocks
from brink.domain.places.journal_labels import KINDS
from brink.domain.places.points import AreaBlock, area_blocks
from brink.domain.places.search_documents import AREA
from brink.domain.places.ways_back import WAYS_BACK
from brink.foundation.search import search_documents

register_labels(KINDS)
register_ways_back(WAYS_BACK)
search_documents.register("area", AREA, order=20)
area_blocks.register("places within", AreaBlock(blocks.within), order=40)
area_blocks.register("places near", AreaBlock(blocks.near), order=50)
