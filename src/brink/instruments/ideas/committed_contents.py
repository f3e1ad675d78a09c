"""What of an idea the public record commits to beside its words: its point, its photo, the side of a reply.

A photo is committed to by its name, which is random and never used again for another picture.
"""

from brink.domain.journal.contents import register
from brink.instruments.ideas.models import Comment, Idea

_OF = "contribution__process_id"

register(
    Idea, process=_OF, words=("photo_alt",), facts=("contribution", "longitude", "latitude", "photo"),
    left_out={
        "photo_width": "follows from the photo", "photo_height": "follows from the photo",
        "support_shown": "a count: recomputed",
    },
)  # fmt: skip
register(Comment, process=_OF, facts=("contribution", "stance"))
