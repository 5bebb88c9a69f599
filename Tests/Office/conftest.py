"""Where the samples are that the kit Office wrote: see scripts/check-office.sh."""

import os
import pathlib
import subprocess

import pytest

SAMPLES = pathlib.Path(os.environ["OFFICE_SAMPLES"])
AGAIN = pathlib.Path(os.environ["OFFICE_SAMPLES_AGAIN"])
DECKS = ["standard", "four-by-three", "dark", "named", "resaved"]


@pytest.fixture(params=DECKS)
def deck(request) -> pathlib.Path:
    """A deck on each template."""
    return SAMPLES / f"{request.param}.pptx"


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory) -> pathlib.Path:
    """A folder with everything as PDF, by LibreOffice."""
    folder = tmp_path_factory.mktemp("pdfs")
    files = [str(SAMPLES / f"{name}.pptx") for name in DECKS] + [str(SAMPLES / "workbook.xlsx")]
    profile = tmp_path_factory.mktemp("profile")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return folder
