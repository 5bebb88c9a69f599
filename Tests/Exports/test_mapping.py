"""Mappings: options of the file, columns that keep their names, drafts."""

from __future__ import annotations

import pytest
from ledger import Ledger, says, silent
from portfolio import (accounts, arr, as_amounts, as_dates, csms, figures, german, renamed,
                       renewals, text)
from workbooks import grid, workbook

HEAD = "platform: mine\nsource: by hand\n"
ONE = "feeds:\n  renewals:\n    renewal_id: { from: renewal_id }\n"


def mapping(ledger: Ledger, file: str = "", feeds: str = ONE) -> str:
    """Writes a mapping with these options of the file."""
    ledger.write("mine.yaml", HEAD + (f"file: {{ {file} }}\n" if file else "") + feeds)
    return "mine.yaml"


LOW = as_dates([row | {"due_date": row["due_date"][:-2] + "05", "closed_date": ""}
    for row in renewals()],
               "%d/%m/%Y")
THOUSANDS = as_amounts(renewals(), lambda amount: f"{amount:,.0f}".replace(",", "."))


@pytest.mark.parametrize("file, content", [
    ('separator: ";"', text(renewals(), ";")),
    ("encoding: CP1252", text(renewals(R05={"reason": "für"})).encode("cp1252")),
    ("encoding: UTF-16LE", text(renewals()).encode("utf-16-le")),
    ("header_row: 25", "note\n" * 24 + text(renewals())),
    ("dates: dmy", text(LOW)), ('numbers: "1.234,56"', text(THOUSANDS, ";")),
    ("sheet: Data", workbook({"Cover": [["Hello"]], "Data": renewals()})),
    ('encoding: CP1252, separator: ";", dates: dmy, numbers: "1.234,56"',
     text(as_amounts(LOW, lambda amount: f"{amount:,.0f} €".replace(",", ".")), ";").encode(
         "cp1252"))],
    ids=["separator", "encoding", "UTF-16", "header_row", "dates", "numbers", "sheet", "all"])
def test_each_option_of_the_file(book, file, content):
    """What the command line can say a mapping can keep for next month."""
    assert book.take("renewals.csv", content).code == 1 or "separator: \";\"" in file
    taken = book.take("renewals.csv", content, "--mapping", mapping(book, file))
    assert (taken.code, taken.count("rejected")) == (0, 0), taken
    assert book.headline()["logo"] == (10, 12)
    assert book.feed("renewals")["first"] in ("2025-01-15", "2025-01-05")


def test_time_zone_of_the_file(full):
    """time_zone as --time-zone."""
    name = mapping(full, "time_zone: America/New_York",
        "feeds:\n  sessions:\n    session_id: { from: id }\n")
    rows = [{"id": "S1", "account_id": "A01", "csm_id": "C1", "held_on": "2026-01-01T03:00:00Z"}]
    assert full.take("sessions.csv", rows, "--mapping", name).counts == {"new": 1}
    assert full.review()["company"]["metrics"]["sessions_held"]["value"] == 1


def test_the_command_line_beats_the_mapping(book):
    """An option given now is meant now. open: the page does not say."""
    name = mapping(book, "dates: mdy")
    assert book.take("renewals.csv", LOW, "--mapping", name, "--dates", "dmy").counts == {"new": 12}
    assert book.feed("renewals")["last"] == "2025-12-05"


@pytest.mark.parametrize("file", ["dates: dym", "seperator: ';'", "numbers: 1234",
    "header_row: first",
                                  "time_zone: Mars/Olympus", "complete: perhaps",
                                  "encoding: KLINGON"])
def test_wrong_options_of_the_file_are_refused(book, file):
    """A mistyped key or value must not be passed over in silence."""
    taken = book.take("renewals.csv", renewals(), "--mapping", mapping(book, file))
    assert taken.code in (1, 64) and not taken.counts, taken
    says(taken.said, file.split(":")[0])


# --- columns --------------------------------------------------------------------------------------

def test_unlisted_columns_keep_their_names(book):
    """Only what differs needs a line."""
    rows = renamed(renewals(), {"arr_before": "Old ARR", "arr_after": "New ARR"})
    name = mapping(book, feeds="feeds:\n  renewals:\n    arr_before: { from: Old ARR }\n"
                               "    arr_after: { from: New ARR }\n")
    assert book.take("renewals.csv", rows, "--mapping", name).counts == {"new": 12}
    assert book.headline() == figures()


def test_listed_columns_win(book):
    """arr_before comes from Amount, although the file has a column arr_before too."""
    rows = [row | {"arr_before": 1, "Amount": 10000} for row in renewals()]
    name = mapping(book, feeds="feeds:\n  renewals:\n    arr_before: { from: Amount }\n")
    assert book.take("renewals.csv", rows, "--mapping", name).counts == {"new": 12}
    assert book.headline() == figures()


def test_mapped_names_in_any_case(book):
    """A header is compared as everywhere, whatever its case and blanks."""
    rows = renamed(renewals(), {"arr_before": " old arr "})
    name = mapping(book, feeds="feeds:\n  renewals:\n    arr_before: { from: Old ARR }\n")
    assert book.take("renewals.csv", rows, "--mapping", name).counts == {"new": 12}


def test_new_columns_can_be_mapped(book):
    """term_start and role are columns as others."""
    rows = [row | {"Term Start": "2024-01-15"} for row in renewals()]
    name = mapping(book, feeds="feeds:\n  renewals:\n    term_start: { from: Term Start }\n"
                               "  assignments:\n    role: { from: Team Role }\n")
    assert book.take("renewals.csv", rows, "--mapping", name).counts == {"new": 12}
    rows = [{"account_id": "A01", "csm_id": "C2", "start_date": "2024-01-01",
        "Team Role": "technical"}]
    assert book.take("assignments.csv", rows, "--mapping", name).counts == {"new": 1}


def test_a_mapping_finds_the_header_by_its_names(book):
    """Lines above the header, and the required columns under other names."""
    rows = renamed(renewals(), {"renewal_id": "Opportunity ID", "due_date": "Renewal Date"})
    name = mapping(book, feeds="feeds:\n  renewals:\n    renewal_id: { from: Opportunity ID }\n"
                               "    due_date: { from: Renewal Date }\n")
    content = "Renewals of 2025\n\n" + text(as_dates(rows, "%d.%m.%Y"), ";")
    taken = book.take("renewals.csv", content, "--mapping", name)
    assert taken.counts == {"new": 12}, taken


def test_words_of_a_mapping(book):
    """A mapping's words, beside those of the feed in any case."""
    words = {"renewed": "Closed Won", "churned": "Closed Lost"}
    rows = [row | {"outcome": words[row["outcome"]]} for row in renewals()]
    name = mapping(book, feeds="feeds:\n  renewals:\n    outcome: { from: outcome, words: "
                               "{ Closed Won: renewed, Closed Lost: churned } }\n")
    assert book.take("renewals.csv", rows, "--mapping", name).counts == {"new": 12}
    assert book.headline() == figures()


def test_a_mapping_that_rescales(full):
    """The remedy of scores from 0 to 10: 7.5 becomes 75, and nothing is said about the scale."""
    rows = [{"account_id": "A01", "date": "2025-12-30", "score": "7,5"}]
    name = mapping(
        full, feeds="feeds:\n  health:\n    score: { from: score, worst: 0, best: 10 }\n")
    taken = full.take("health.csv", text(rows, ";"), "--mapping", name)
    assert taken.counts == {"new": 1}
    assert full.scores("A01")["2025-12-30"] == 75
    silent(taken.told, "scale|above 10")


# --- drafts ---------------------------------------------------------------------------------------

NAMES = {"renewal_id": "Opportunity ID", "account_id": "Account ID", "due_date": "Renewal Date",
         "outcome": "Stage", "closed_date": "Close Date", "arr_before": "Current ARR",
         "arr_after": "Renewed ARR"}
WORDS = {"renewed": "Closed Won", "churned": "Closed Lost"}
FOREIGN = [row | {"Owner Notes": "call again"} for row in renamed(
    as_amounts(as_dates([row | {"outcome": WORDS[row["outcome"]]} for row in renewals()],
        "%d.%m.%Y"), german),
    NAMES)]


def draft(ledger: Ledger, name: str, content: object, feed: str = "renewals") -> str:
    """A mapping drafted for a file."""
    done = ledger.run_without_db("mapping", "draft", ledger.write(name, content), "--feed", feed)
    assert done.code == 0, done
    return done.out


@pytest.mark.parametrize("name, content", [
    ("export.csv", text(FOREIGN, ";")), ("export.xlsx", workbook({"Report": grid(FOREIGN)})),
    ("export.txt", text(FOREIGN, "\t").encode("utf-16"))])
def test_a_draft_proposes_from_names_and_values(book, name, content):
    """Synonyms of platforms, detected formats, words to translate, leftover columns, with
    comments."""
    found = draft(book, name, content)
    says(found, "renewals:", "renewal_id:.*Opportunity ID", "due_date:.*Renewal Date",
        "outcome:.*Stage",
         "account_id:.*Account ID")
    says(found, "Closed Won", "Closed Lost", "Owner Notes", "(?m)^ *#|  #")
    assert "\t" not in found


def test_a_draft_works_as_it_is_for_clear_columns(book):
    """Checked by a person and saved, it reads the file: the columns and words were clear."""
    content = text(FOREIGN, ";")
    book.write("draft.yaml", draft(book, "export.csv", content))
    taken = book.take("export.csv", content, "--feed", "renewals", "--mapping", "draft.yaml")
    assert taken.counts == {"new": 12}, taken
    assert book.headline() == figures()


def test_a_draft_of_a_file_that_needs_none(book):
    """Canonical names: the draft is loadable and changes nothing."""
    book.write("draft.yaml", draft(book, "export.csv", renewals()))
    taken = book.take("export.csv", renewals(), "--feed", "renewals", "--mapping", "draft.yaml")
    assert taken.counts == {"new": 12}, taken


@pytest.mark.parametrize("feed, content", [
    ("accounts", renamed(accounts(), {"account_id": "Account ID", "name": "Account Name",
        "segment": "Segment"})),
    ("measures", [{"Customer ID": "A01", "Metric": "logins", "Usage Date": "2025-12-01",
        "Quantity": 3, "Licensed Seats": 9}]),
    ("milestones", [{"Company ID": "A01", "Milestone Name": "go-live",
        "Completed At": "2025-12-01"}]),
    ("csms", renamed(csms(), {"csm_id": "User ID", "name": "Full Name", "team": "Team"})),
    ("arr", renamed(arr(), {"account_id": "Customer ID", "effective_date": "Date", "arr": "ARR"}))])
def test_drafts_of_other_feeds(book, feed, content):
    """Each required column is proposed, or left as a gap with a comment."""
    found = draft(book, "export.csv", content, feed)
    says(found, f"{feed}:", "_id:.*ID")


def test_a_draft_of_names_that_are_all_strange(book):
    """No column has its own name: the first line is the header all the same."""
    rows = [{"Id": f"A{n:02}", "Company": f"Acme {n}", "CSM": "Ann", "Health Score": 60 + n,
             "Snapshot Date": "12/31/2025"} for n in range(1, 5)]
    found = draft(book, "export.csv", rows, "health")
    says(found, "score:.*Health Score", "date:.*Snapshot Date", "Company|CSM")
    silent(found, "Acme")


@pytest.mark.parametrize("content, words", [
    (text(LOW), "dmy|mdy|order"), (text(THOUSANDS, ";"), r"1\.234,56|thousands|marks"),
    (text(as_amounts(as_dates(renewals(), "%d.%m.%Y"), german), ";"), "semicolon|separator")])
def test_a_draft_says_what_has_to_be_decided(book, content, words):
    """Detected formats are in the draft, and what the file leaves open is a line to fill in."""
    says(draft(book, "export.csv", content), words)


@pytest.mark.parametrize("content, code", [("", (1,)), ("<html></html>", (1,)),
    (b"%PDF-1.4", (1,))])
def test_a_draft_of_no_table_is_refused(book, content, code):
    """One line, as at import."""
    done = book.run_without_db("mapping", "draft", book.write("export.csv", content), "--feed",
        "renewals")
    assert done.code in code and len(done.err.strip().splitlines()) == 1, done


def test_a_draft_shows_no_formula_and_breaks_no_yaml(book):
    """Names of columns with quotes, colons, braces and line ends stay names."""
    names = {"arr_before": 'ARR: "old" {x}', "arr_after": "- ARR # new",
        "closed_date": "Close\nDate"}
    content = text(renamed(renewals(), names), ",")
    book.write("draft.yaml", draft(book, "export.csv", content))
    taken = book.take("export.csv", content, "--feed", "renewals", "--mapping", "draft.yaml",
        "--dry-run")
    silent(taken.said, "yaml|cannot read the mapping")
