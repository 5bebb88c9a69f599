"""Section B: rows of one file that share a key, and rows against the ledger."""

from __future__ import annotations

import itertools

import pytest
from ledger import says
from portfolio import accounts, arr, assignments, csms, figures, headline, health, renewals
from workbooks import workbook


def plus(rows: list, key: str, **changes: object) -> list:
    """The rows and a second one like the row of that key."""
    row = next(row for row in rows if key in row.values())
    return rows + [row | changes]


def test_identical_repeats_count_as_unchanged(book):
    """A join has doubled rows: nothing is lost, nothing is wrong."""
    rows = renewals()
    taken = book.take("renewals.csv", rows + rows[:3])
    assert (taken.code, taken.counts) == (0, {"new": 12, "unchanged": 3}), taken
    assert book.headline() == figures()


@pytest.mark.parametrize("changes", [
    {"arr_before": "10000.00"}, {"outcome": "Renewed"}, {"due_date": "2025-05-15T00:00:00Z"},
    {"account_id": " A05"}, {"reason": ""}, {"closed_date": "15.05.2025"}, {"currency": "n/a"}])
def test_repeats_are_compared_by_what_they_mean(book, changes):
    """10000 and 10000.00 are one amount: the repeat is identical."""
    taken = book.take("renewals.csv", plus(renewals(), "R05", **changes))
    assert taken.counts == {"new": 12, "unchanged": 1}, taken


@pytest.mark.parametrize("column, value", [
    ("arr_after", 9000), ("outcome", "churned"), ("account_id", "A06"), ("due_date", "2025-05-16"),
    ("closed_date", ""), ("currency", "EUR"), ("reason", "price")])
def test_rows_that_differ_are_all_rejected(book, column, value):
    """Both lines and the column are named; eleven other renewals are taken."""
    changes = {column: value} | ({"arr_after": 0} if value == "churned" else {})
    rows = [{"currency": "", "reason": ""} | row for row in renewals()]
    taken = book.take("renewals.csv", plus(rows, "R05", **changes))
    assert (taken.code, taken.counts) == (2, {"new": 11, "rejected": 2}), taken
    lines = {row["line"] for row in taken.rejects}
    assert lines == {"6", "14"}
    says(taken.reasons, column, r"\b14\b", r"\b6\b")
    # R05 is not in: 11 due, 9 renewed. Its account has no ARR without it.
    ratio = (90000, 110000)
    assert book.headline() == figures(
        due=11, settled=11, renewed=9, logo=(9, 11), gross=ratio, net=ratio, retention=ratio,
        net_retention=ratio, churn=(2, 11), accounts=9, mrr=7500)


def test_three_rows_of_which_two_agree(book):
    """A majority decides nothing: all three are rejected."""
    rows = plus(plus(renewals(), "R05"), "R05", arr_after=9000)
    assert book.take("renewals.csv", rows).counts == {"new": 11, "rejected": 3}


def test_a_contradiction_by_a_row_that_breaks_a_rule(book):
    """One row of R05 is fine, the other has no such outcome: row order must not decide. open: the
    fine one is taken, or both are rejected."""
    rows = plus(renewals(), "R05", outcome="perhaps")
    found = [book.take("renewals.csv", each, "--dry-run").counts for each in (rows, rows[::-1])]
    assert found[0] == found[1]
    assert found[0] in ({"new": 12, "rejected": 1}, {"new": 11, "rejected": 2}), found


def portfolios() -> list:
    """A small file with two contradictions, an identical repeat and a good row, in every order."""
    first = renewals()[4]
    rows = [first, first | {"arr_after": 1}, renewals()[5], renewals()[5], renewals()[6]]
    return list(itertools.permutations(rows))[::17]


def test_row_order_decides_no_figure(book):
    """Every order of the rows gives the same counts and review."""
    for rows in portfolios():
        taken = book.take("renewals.csv", list(rows), "--dry-run")
        assert taken.counts == {"new": 2, "unchanged": 1, "rejected": 2}, taken
    seen = []
    for rows in portfolios()[:2]:
        book.take("renewals.csv", list(rows))
        seen.append(book.review())
    assert seen[0] == seen[1] and headline(seen[0]["company"])["due"] == 2


@pytest.mark.parametrize("name, rows, key, changes, column", [
    ("accounts.csv", accounts(), "A05", {"segment": "Enterprise"}, "segment"),
    ("csms.csv", csms(), "C1", {"team": "South"}, "team"),
    ("arr.csv", arr(), "A05", {"arr": 9000}, "arr"),
    ("fx.csv", [{"currency": "EUR", "date": "2024-12-31", "rate": 1.1}], "EUR", {"rate": 1.2},
        "rate"),
    ("health.csv", health()[:2], "2025-11-30", {"score": 20}, "score"),
    ("assignments.csv", assignments(), "A05", {"csm_id": "C2"}, "csm_id"),
    ("sessions.csv", [{"session_id": "S1", "account_id": "A01", "csm_id": "C1",
        "held_on": "2025-12-01"}],
     "S1", {"held_on": "2025-12-02"}, "held_on"),
    ("measures.csv", [{"account_id": "A01", "measure": "logins", "observed_on": "2025-12-01",
        "location": "Bern", "value": 5, "of": 9}], "Bern", {"of": 10}, "of"),
    ("milestones.csv", [{"account_id": "A01", "milestone": "go-live", "reached_on": "2025-12-01"}],
        "go-live", {"reached_on": ""}, "reached_on"),
    ("targets.csv", [{"scope": "company", "scope_id": "", "metric": "nps",
        "from_date": "2025-01-01",
                      "to_date": "2025-12-31", "value": 40}], "nps", {"value": 50}, "value"),
    ("benchmarks.csv", [{"metric": "nps", "segment": "", "statistic": "median", "value": 40}],
        "nps",
     {"value": 50}, "value")], ids=lambda value: value if str(value).endswith(".csv") else "")
def test_contradictions_in_every_feed(ledger, name, rows, key, changes, column):
    """The rule is of all feeds; nothing of the key is taken, whichever row comes first."""
    ledger.take("accounts.csv", accounts(**{"A05": {"segment": "Start"}}) if name != "accounts.csv"
                else accounts()[:4])
    ledger.take("csms.csv", csms() if name != "csms.csv" else csms()[1:])
    for doubled in (plus(rows, key, **changes), plus(rows, key, **changes)[::-1]):
        taken = ledger.take(name, doubled)
        assert taken.code == 2 and taken.count("rejected") == 2, taken
        says(taken.reasons, column)


def test_what_the_ledger_holds_stays(full):
    """The contradictory file does not touch the row that an earlier file brought."""
    rows = plus(renewals(), "R05", arr_after=9000)
    rows[4] |= {"arr_after": 8000}
    assert full.take("renewals.csv", rows).counts == {"unchanged": 11, "rejected": 2}
    assert full.headline() == figures()


def test_a_later_file_restates(full):
    """As today: the same key in the next file replaces the row."""
    assert full.take("renewals.csv", renewals(R05={"arr_after": 9000})).counts == {
        "unchanged": 11, "restated": 1}
    assert full.headline() == figures(
        gross=(99000, 120000), net=(99000, 120000), retention=(99000, 120000),
        net_retention=(99000, 120000), mrr=8250)


def test_strict_takes_nothing_of_a_contradictory_file(book):
    """--strict as with any other rejected row."""
    taken = book.take("renewals.csv", plus(renewals(), "R05", arr_after=1), "--strict")
    assert taken.code == 1 and not taken.counts


def test_contradictions_in_a_workbook_name_rows(book):
    """The same rule; the line is the row of the sheet."""
    taken = book.take("renewals.xlsx", workbook({"S": plus(renewals(), "R05", arr_after=9000)}))
    assert taken.counts == {"new": 11, "rejected": 2}
    says(taken.reasons, r"\b6\b", r"\b14\b", "arr_after")


# --- readings of one day --------------------------------------------------------------------------

def readings(*pairs: tuple[str, float]) -> list:
    """Scores of A01 at these times."""
    return [{"account_id": "A01", "date": time, "score": score} for time, score in pairs]


@pytest.mark.parametrize("pairs, score", [
    ([("2025-12-30T08:00:00", 20), ("2025-12-30T18:00:00", 80)], 80),
    ([("2025-12-30 12:30 AM", 20), ("2025-12-30 1:00 AM", 80)], 80),
    ([("2025-12-30 11:59 AM", 20), ("2025-12-30 12:01 PM", 80)], 80),
    ([("2025-12-30 9:00 AM", 20), ("2025-12-30 1:00 PM", 80)], 80),
    ([("2025-12-30T10:00:00Z", 80), ("2025-12-30T11:00:00+02:00", 20)], 80),
    ([("2025-12-30T10:00:00.100Z", 20), ("2025-12-30T10:00:00.200Z", 80)], 80),
    ([("30.12.2025 09:15", 20), ("30.12.2025 10:05", 80)], 80),
    ([("2025-12-30T08:00:00", 20), ("2025-12-30T18:00:00", 80), ("2025-12-30T12:00:00", 50)], 80)])
def test_the_days_last_reading_stands(full, pairs, score):
    """Health comes several times a day: the latest counts, wherever it stands in the file."""
    other = [row | {"account_id": "A02"} for row in readings(*pairs)]
    taken = full.take("health.csv", readings(*pairs) + other[::-1])
    assert taken.code == 0, taken
    assert [full.scores(account)["2025-12-30"] for account in ("A01", "A02")] == [score, score]


@pytest.mark.parametrize("pairs", [
    [("2025-12-30T08:00:00Z", 20), ("2025-12-30T08:00:00Z", 80)],
    [("2025-12-30T08:00:00Z", 20), ("2025-12-30T10:00:00+02:00", 80)],
    [("2025-12-30", 20), ("2025-12-30", 80)]], ids=["one time", "one moment", "no time"])
def test_equal_times_that_differ_are_rejected(full, pairs):
    """Two scores at one moment: neither is the later one."""
    taken = full.take("health.csv", readings(*pairs))
    assert (taken.code, taken.counts) == (2, {"rejected": 2}), taken
    says(taken.reasons, "score")
    assert "2025-12-30" not in full.scores("A01")


def test_the_last_reading_of_a_day_elsewhere(full):
    """Evening and night in UTC are one evening in New York: the later stands for the 30th."""
    pairs = [("2025-12-31T03:00:00Z", 80), ("2025-12-30T23:00:00Z", 20)]
    assert full.take("health.csv", readings(*pairs), "--time-zone", "America/New_York").code == 0
    assert full.scores("A01") == {"2025-11-30": 75, "2025-12-30": 80, "2025-12-31": 75}


def test_a_contradiction_at_an_earlier_time(full):
    """Two scores at 8, one at 18: order-free, and the reading at 18 is what the day ends with.
    open."""
    pairs = [("2025-12-30T08:00:00", 20), ("2025-12-30T08:00:00", 30), ("2025-12-30T18:00:00", 80)]
    found = set()
    for order in itertools.permutations(pairs):
        full.take("health.csv", readings(*order))
        found.add(full.scores("A01").get("2025-12-30"))
    assert len(found) == 1 and found <= {80, None}


@pytest.mark.parametrize("name, column, first, second", [
    ("arr.csv", "effective_date", {"account_id": "A05", "arr": 5000},
        {"account_id": "A05", "arr": 12000}),
    ("fx.csv", "date", {"currency": "EUR", "rate": 1.5}, {"currency": "EUR", "rate": 1.1})])
@pytest.mark.parametrize("order", [1, -1])
def test_last_readings_of_other_feeds(full, name, column, first, second, order):
    """Where a key's date carries times the day's last one stands, in arr and fx as well."""
    rows = [first | {column: "2024-12-31T08:00:00"}, second | {column: "2024-12-31T17:00:00"}]
    assert full.take(name, rows[::order]).code == 0
    if name == "arr.csv":
        # A05 has 12,000 at the opening; its renewal at 10,000 changes nothing.
        assert full.headline()["retention"] == (102000, 122000)
    else:
        full.take("renewals.csv", [row | {"currency": "EUR"} for row in renewals()])
        assert full.headline() == figures(11000)


def test_a_later_file_restates_an_earlier_reading(full):
    """Times order the readings within a file; the next file restates the day, as today."""
    full.take("health.csv", readings(("2025-12-30T18:00:00", 80)))
    full.take("health.csv", readings(("2025-12-30T08:00:00", 20)))
    assert full.scores("A01")["2025-12-30"] == 20


# --- against the ledger ---------------------------------------------------------------------------

def test_a_row_against_the_ledger_names_it_and_the_remedy(full):
    """A01 is Ann's since 2024-01-01: Bob's row says so, and how to end or withdraw hers."""
    rows = [{"account_id": "A01", "csm_id": "C2", "start_date": "2025-06-01", "end_date": ""}]
    taken = full.take("assignments.csv", rows)
    assert (taken.code, taken.counts) == (2, {"rejected": 1})
    says(taken.reasons, "A01.*2024-01-01", "withdraw", "end_date|end")


def test_a_row_that_ends_the_ledgers_makes_room(full):
    """The remedy works: end Ann's row in the same file, or withdraw it."""
    rows = [{"account_id": "A01", "csm_id": "C1", "start_date": "2024-01-01",
        "end_date": "2025-06-01"},
            {"account_id": "A01", "csm_id": "C2", "start_date": "2025-06-01", "end_date": ""}]
    for doubled in (rows, rows[::-1]):
        assert full.take("assignments.csv", doubled).code == 0
    assert full.withdraw("assignments", "A02,2024-01-01").code == 0
    rows = [{"account_id": "A02", "csm_id": "C1", "start_date": "2025-06-01", "end_date": ""}]
    assert full.take("assignments.csv", rows).counts == {"new": 1}
