"""Section F: rejected rows and refused files are remembered until they are settled."""

from __future__ import annotations

import json
import re

import pytest
from ledger import ROOT, Ledger, says, silent
from portfolio import accounts, assignments, csms, figures, health, renewals, text

BAD = renewals(R05={"outcome": "perhaps"}, R06={"due_date": "tomorrow"})


@pytest.fixture
def two_bad(book: Ledger) -> Ledger:
    """Ten renewals, two rejected."""
    taken = book.take("renewals.csv", BAD)
    assert taken.counts == {"new": 10, "rejected": 2}
    return book


def rejected(ledger: Ledger, feed: str = "renewals") -> int:
    """How many rows of a feed the review says were rejected."""
    return ledger.feed(feed)["rejected"]


def test_rejected_rows_are_reported_everywhere(two_bad):
    """'2 of 12 renewals were not imported': doctor, review.json, page, the list of rejects."""
    assert rejected(two_bad) == 2
    says(two_bad.doctor(), r"2 of 12 renewals")
    listed = two_bad.rejects()
    says(listed, "R05", "R06", "renewals", "outcome", "due_date")
    assert two_bad.rejects("renewals") and "R05" not in two_bad.rejects("accounts")
    folder = two_bad.folder / "out"
    done = two_bad.run("review", "--month", "2025-12", "--format", "html", "--out", folder)
    assert done.code == 0, done
    says(re.sub(r"<[^>]*>", "", (folder / "review.html").read_text()), r"2 of 12 renewals")


def test_every_feed_has_its_count(full):
    """feeds[].rejected is there for each feed, and 0 without rejects."""
    assert {item["rejected"] for item in full.review()["feeds"]} == {0}
    silent(full.doctor(), "not imported")
    assert full.run("rejects").code == 0


def test_the_schema_knows_the_count(two_bad):
    """The published shape has what the review has."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "Documentation/review.schema.json").read_text())
    jsonschema.validate(two_bad.review(), schema)


def test_the_summary_counts_by_reason(book):
    """Three of one reason, one of another."""
    rows = renewals(**{f"R{n:02}": {"account_id": f"B{n:02}"} for n in (1, 2, 3)},
        R05={"outcome": "perhaps"})
    taken = book.take("renewals.csv", rows)
    assert taken.counts == {"new": 8, "rejected": 4}
    says(taken.told, r"\b3\b.*account|account.*\b3\b", r"\b1\b.*outcome|outcome.*\b1\b|must be")


def test_an_accepted_row_is_no_longer_remembered(two_bad):
    """R05 corrected, R06 not yet; then R06 too."""
    assert two_bad.take("renewals.csv", [renewals()[4]]).code == 0
    assert rejected(two_bad) == 1
    silent(two_bad.rejects(), "R05")
    two_bad.take("renewals.csv", renewals())
    assert rejected(two_bad) == 0
    assert two_bad.headline() == figures()
    silent(two_bad.doctor(), "not imported")


def test_the_same_bad_file_again_counts_once(two_bad):
    """By feed and key, not by import."""
    assert two_bad.take("renewals.csv", BAD).counts == {"unchanged": 10, "rejected": 2}
    assert rejected(two_bad) == 2


def test_a_rejected_restatement_is_remembered(full):
    """R05 is in the ledger, its correction is rejected: the figure is old, and said so."""
    full.take("renewals.csv", renewals(R05={"arr_after": "lots"}))
    assert (rejected(full), full.feed("renewals")["rows"]) == (1, 12)
    says(full.doctor(), "1 of 12 renewals")


def test_a_withdrawn_key_is_no_longer_remembered(full):
    """A rejected restatement of R05; then R05 is withdrawn."""
    full.take("renewals.csv", renewals(R05={"arr_after": "lots"}))
    assert full.withdraw("renewals", "R05").code == 0
    assert rejected(full) == 0


def test_a_complete_file_without_the_key_settles_it(two_bad):
    """The CRM no longer has R05 and R06. open: the page says 'accepted or withdrawn'."""
    rows = [row for row in renewals() if row["renewal_id"] not in ("R05", "R06")]
    assert two_bad.take("renewals.csv", rows, "--complete").code == 0
    assert rejected(two_bad) == 0


def test_forget(two_bad):
    """A person decides that they do not matter; other feeds are not touched."""
    two_bad.take("accounts.csv", accounts(A01={"segment": ""}))
    assert (rejected(two_bad), rejected(two_bad, "accounts")) == (2, 1)
    assert two_bad.run("rejects", "forget", "renewals").code == 0
    assert (rejected(two_bad), rejected(two_bad, "accounts")) == (0, 1)
    silent(two_bad.doctor(), "of 12 renewals")
    assert two_bad.run("rejects", "forget", "shoes").code in (1, 64)


def test_rows_without_a_readable_key_stay_until_the_next_import(book):
    """They cannot be matched: the feed's next file settles them, good or bad; another feed's does
    not."""
    assert book.take("renewals.csv", renewals(R05={"renewal_id": ""})).counts == {
        "new": 11, "rejected": 1}
    book.take("csms.csv", csms())
    assert rejected(book) == 1
    book.take("renewals.csv", renewals()[:1])
    assert rejected(book) == 0


def test_a_refused_file_is_remembered(full):
    """Nothing of it came in, and the doctor says so until the feed's next import."""
    full.take("renewals.csv", "<html><body>Log in</body></html>")
    says(full.doctor(), "renewals", "refused|not imported|not taken")
    assert "renewals" in full.rejects()
    full.take("csms.csv", csms())
    says(full.doctor(), "refused|not imported|not taken")
    full.take("renewals.csv", renewals())
    silent(full.doctor(), "refused|not imported|not taken")


def test_a_dry_run_remembers_nothing(full):
    """It changes nothing: neither rejects, nor the report, nor what was remembered."""
    full.take("renewals.csv", BAD, "--dry-run")
    assert rejected(full) == 0
    full.take("renewals.csv", BAD)
    assert full.report.exists()
    full.take("renewals.csv", renewals(), "--dry-run")
    assert rejected(full) == 2 and full.report.exists()


# --- rows that wait -------------------------------------------------------------------------------

def test_rows_that_wait_for_their_accounts_come_in(ledger):
    """Renewals and health first, accounts a day later: nobody has to send them again."""
    ledger.take("csms.csv", csms())
    for name, rows in (("renewals.csv", renewals()), ("health.csv", health()),
            ("assignments.csv", assignments())):
        assert ledger.take(name, rows).count("rejected") == len(rows)
    taken = ledger.take("accounts.csv", accounts())
    assert taken.code == 0, taken
    says(taken.out, "renewals")
    assert ledger.headline() == figures()
    assert ledger.card("C2")["due"] == 6
    assert ledger.scores("A03") == {"2025-11-30": 75, "2025-12-31": 75}
    assert [rejected(ledger, feed) for feed in ("renewals", "health", "assignments")] == [0, 0, 0]


def test_rows_that_wait_for_a_csm(ledger):
    """Assignments need both: after the accounts they still wait for Bob."""
    ledger.take("assignments.csv", assignments())
    ledger.take("accounts.csv", accounts())
    assert ledger.feed("assignments", "2025-12")["rows"] == 0
    ledger.take("csms.csv", csms()[:1])
    assert (ledger.feed("assignments")["rows"], rejected(ledger, "assignments")) == (6, 6)
    ledger.take("csms.csv", csms()[1:])
    assert (ledger.feed("assignments")["rows"], rejected(ledger, "assignments")) == (12, 0)


def test_only_what_waits_comes_in(ledger):
    """R05 has another fault besides, R06 waits: after the accounts R05 is still rejected."""
    ledger.take("csms.csv", csms())
    ledger.take("renewals.csv", renewals(R05={"outcome": "perhaps"}))
    ledger.take("accounts.csv", accounts())
    assert (ledger.feed("renewals")["rows"], rejected(ledger)) == (11, 1)
    says(ledger.rejects(), "R05", "outcome")


def test_the_latest_of_what_waits_comes_in(ledger):
    """Sent twice before its account was named: the later version."""
    ledger.take("csms.csv", csms())
    ledger.take("renewals.csv", renewals(5000))
    ledger.take("renewals.csv", renewals())
    ledger.take_folder({"accounts.csv": accounts(), "assignments.csv": assignments(),
        "health.csv": health()})
    assert ledger.headline() == figures()


def test_what_was_corrected_does_not_wait(full):
    """O1 named a CSM whom nobody knows; corrected, it is Ann's. When C9 is named later, the old
    version must not come back."""
    rows = [{"override_id": "O1", "account_id": "A11", "csm_id": csm, "logged_on": "2025-09-01",
             "asserted_tier": "amber", "model_tier": "red"} for csm in ("C9", "C1")]
    assert full.take("overrides.csv", rows[:1]).counts == {"rejected": 1}
    assert full.take("overrides.csv", rows[1:]).counts == {"new": 1}
    full.take("csms.csv", csms() + [{"csm_id": "C9", "name": "Cy Example"}])
    assert [each["csm_id"] for each in full.review("2026-01")["override_audit"]["episodes"]] == [
        "C1"]


def test_what_a_complete_file_lacks_does_not_come_in(full):
    """R13 waits for A13; a later complete file no longer has it. open: as with other rejected
    rows."""
    new = renewals()[0] | {"renewal_id": "R13", "account_id": "A13"}
    full.take("renewals.csv", renewals() + [new])
    full.take("renewals.csv", renewals(), "--complete")
    full.take("accounts.csv", accounts() + [{"account_id": "A13", "name": "New", "segment": "SMB"}])
    assert full.headline()["due"] == 12


def test_what_waits_together_is_judged_together(ledger):
    """Two owners of A01 wait; once it is named the earlier owns it and the later is rejected."""
    ledger.take("csms.csv", csms())
    rows = [{"account_id": "A01", "csm_id": csm, "start_date": day, "end_date": ""}
            for csm, day in (("C1", "2024-01-01"), ("C2", "2024-06-01"))]
    ledger.take("assignments.csv", rows[:1])
    ledger.take("assignments.csv", rows[1:])
    ledger.take("accounts.csv", accounts())
    assert (ledger.feed("assignments")["rows"], rejected(ledger, "assignments")) == (1, 1)


def test_forgotten_rows_do_not_come_in(ledger):
    """Forgotten is forgotten."""
    ledger.take("csms.csv", csms())
    ledger.take("renewals.csv", renewals())
    ledger.run("rejects", "forget", "renewals")
    ledger.take("accounts.csv", accounts())
    assert ledger.feed("renewals")["rows"] == 0


def test_waiting_rows_keep_their_form(ledger):
    """What was read from a German file in another time zone comes in as it was read."""
    ledger.take("csms.csv", csms())
    rows = [{"session_id": "S1", "account_id": "A01", "csm_id": "C1",
        "held_on": "2026-01-01T03:00:00Z"}]
    ledger.take("sessions.csv", rows, "--time-zone", "America/New_York")
    content = text([row | {"arr_before": "10.000",
        "arr_after": "10.000" if row["arr_after"] else "0"}
                    for row in renewals()], ";")
    ledger.take("renewals.csv", content, "--numbers", "1.234,56")
    ledger.take_folder({"accounts.csv": accounts(), "assignments.csv": assignments(),
        "health.csv": health()})
    assert ledger.headline() == figures()
    assert ledger.review()["company"]["metrics"]["sessions_held"]["value"] == 1


# --- the report -----------------------------------------------------------------------------------

def test_a_clean_import_removes_our_report(two_bad):
    """The list of last week's rejects is out of date."""
    assert two_bad.report.exists()
    assert two_bad.take("renewals.csv", renewals()).code == 0
    assert not two_bad.report.exists()


def test_a_clean_import_removes_nothing_else(full):
    """A file of that name that we did not write stays, and so do other reports."""
    full.report.write_text("my own notes\nfile,line\n")
    assert full.take("renewals.csv", renewals()).code == 0
    assert full.report.read_text() == "my own notes\nfile,line\n"


def test_a_report_elsewhere_stays(two_bad):
    """A clean import with another --rejects does not look for older ones."""
    other = two_bad.folder / "other.csv"
    path = two_bad.write("renewals.csv", renewals())
    assert two_bad.run("import", path, "--rejects", other).code == 0
    assert two_bad.report.exists() and not other.exists()


def test_a_report_is_replaced_by_the_next(two_bad):
    """Only this import's rejects stand in it."""
    two_bad.take("renewals.csv", renewals(R07={"outcome": "perhaps"}))
    report = two_bad.report.read_text()
    assert "perhaps" in report and "tomorrow" not in report


def test_the_report_is_for_reading(book):
    """A value that a spreadsheet would take for a formula is disarmed, as before."""
    book.take("renewals.csv", renewals(R05={"outcome": "=HYPERLINK(1)"}))
    assert "'=HYPERLINK(1)" in book.report.read_text()
