"""Whole minutes against the gold standard, where that lies beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

SHARED = Path(__file__).resolve().parents[4] / "shared"
SCORE = SHARED / "bin" / "score"
FILES = ("seed-000.pdf", "seed-002.pdf", "seed-003.pdf", "seed-004.txt")
LEAST_F1 = 0.9

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(not SCORE.exists(), reason="no gold standard here"),
]


def test_the_score_does_not_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("extract", *(str(SHARED / "minutes" / name) for name in FILES), format="json")
    found = tmp_path / "found.json"
    found.write_text(capsys.readouterr().out, encoding="utf-8")
    command = [sys.executable, str(SCORE), str(found), "--verbose", "--min-f1", str(LEAST_F1)]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout
    assert len(json.loads(found.read_text(encoding="utf-8"))) == len(FILES)
    assert "link 1.000" in scored.stdout, scored.stdout
