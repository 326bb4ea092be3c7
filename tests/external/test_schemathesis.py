"""Schemathesis asks the API whatever its OpenAPI document allows, and much that it does not, and finds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from built import small_site
from listening import listening

PROGRAM = [sys.executable, "-m", "schemathesis.cli", "run"]
# Every combination that the document suggests, then a few at random, the same ones every time.
BOUNDS = ["--phases", "examples,coverage,fuzzing", "--max-examples", "5", "--seed", "1", "--no-color", "--workers", "1"]


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    with listening(small_site(tmp_path).worker.front) as address:
        asked = [*PROGRAM, f"{address}/api/v1/openapi.json", "--url", f"{address}/", *BOUNDS]
        finished = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, timeout=900)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "Tested: 11" in finished.stdout
