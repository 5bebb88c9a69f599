"""Ledgers to start from."""

from __future__ import annotations

import pathlib
import shutil

import portfolio
import pytest
from ledger import Ledger


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pathlib.Path]:
    """Folders with a ledger: without renewals, and with them. To be copied, not used."""
    made = {}
    feeds = {"accounts.csv": portfolio.accounts(), "csms.csv": portfolio.csms(),
             "assignments.csv": portfolio.assignments(), "health.csv": portfolio.health()}
    for name in ("book", "full"):
        if name == "full":
            feeds["renewals.csv"] = portfolio.renewals()
        ledger = Ledger(tmp_path_factory.mktemp(name))
        taken = ledger.take_folder(feeds)
        assert taken.code == 0, taken
        shutil.rmtree(taken.paths[0])
        made[name] = ledger.folder
    return made


@pytest.fixture
def ledger(tmp_path: pathlib.Path) -> Ledger:
    """An empty ledger."""
    return Ledger(tmp_path)


@pytest.fixture
def book(templates: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> Ledger:
    """A ledger with accounts, CSMs, assignments and health, but no renewals."""
    shutil.copytree(templates["book"], tmp_path / "book")
    return Ledger(tmp_path / "book")


@pytest.fixture
def full(templates: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> Ledger:
    """A ledger with the whole portfolio."""
    shutil.copytree(templates["full"], tmp_path / "full")
    return Ledger(tmp_path / "full")
