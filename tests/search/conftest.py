"""The two filled bodies of the safety tests, for who may find what."""

from tests.safety.conftest import _made_once as _made_once
from tests.safety.conftest import _uploads as _uploads
from tests.safety.conftest import two_bodies as two_bodies
