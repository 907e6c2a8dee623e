"""What the tests of this room share."""

import pytest
from django.utils.translation import override


@pytest.fixture
def en():
    """Sentences in English, so that a test may look for a word in them."""
    with override("en"):
        yield
