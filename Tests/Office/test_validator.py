"""What a validator of Office Open XML says."""

import json
import pathlib
import subprocess
import sys
import zipfile

import pytest
from conftest import DECKS, SAMPLES

VALIDATOR = pathlib.Path(sys.executable).parent / "openxml-audit"


def findings(file):
    run = subprocess.run(
        [str(VALIDATOR), "--max-errors", "0", "--output", "json", str(file)],
        capture_output=True, text=True, timeout=300)
    result = json.loads(run.stdout)
    result = result[0] if isinstance(result, list) else result
    return [(e["description"], e["part_uri"], e["path"]) for e in result["errors"]]


@pytest.mark.parametrize("name", [f"{name}.pptx" for name in DECKS] + ["workbook.xlsx"])
def test_nothing_is_found(name):
    assert findings(SAMPLES / name) == []


def test_the_validator_finds_what_is_wrong(tmp_path):
    """It would, if there were something."""
    broken = tmp_path / "broken.pptx"
    with zipfile.ZipFile(SAMPLES / "standard.pptx") as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.namelist():
            bytes_ = old.read(part)
            if part == "ppt/charts/chart1.xml":
                bytes_ = bytes_.replace(b'<c:grouping val="standard"/>', b'<c:grouping val="odd"/>')
            new.writestr(part, bytes_)
    assert findings(broken)
