"""The filled bodies of the safety tests, for who may find what."""

from tests.safety.conftest import _filled_made as _filled_made
from tests.safety.conftest import _images as _images
from tests.safety.conftest import _two_bodies_made as _two_bodies_made
from tests.safety.conftest import _uploads as _uploads
from tests.safety.conftest import filled as filled
from tests.safety.conftest import two_bodies as two_bodies
