"""What tests of the search share."""

import pytest
from own_search import Own, own_search


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    return own_search(str(tmp_path_factory.getbasetemp()))
