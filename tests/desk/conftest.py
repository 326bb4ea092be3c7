"""One desk over a small content for each module of tests that does not break it."""

import pytest
from flask import Flask
from members import desk_of
from small import small


@pytest.fixture(scope="module")
def desk_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return desk_of(small(tmp_path_factory.mktemp("desk")), public_url="https://hub.example.org")
