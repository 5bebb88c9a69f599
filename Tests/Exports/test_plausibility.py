"""Section E: what cannot be is rejected; what is odd is taken, said at import and by the doctor."""

from __future__ import annotations

import datetime

import pytest
from ledger import says, silent
from portfolio import accounts, arr, csms, figures, health, renewals, text

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def years_from_now(years: int, days: int) -> str:
    """A day so many years after today, and some days."""
    return str(TODAY.replace(year=TODAY.year + years, day=min(TODAY.day, 28))
        + datetime.timedelta(days))


# --- what cannot be -------------------------------------------------------------------------------

RATES = [
    ("logo_renewal_rate", "0.9", True), ("logo_renewal_rate", "1", True),
    ("logo_renewal_rate", "1.01", False),
    ("logo_renewal_rate", "90", False), ("logo_renewal_rate", "90%", True),
    ("logo_renewal_rate", "101%", False),
    ("gross_renewal_rate", "95", False), ("gross_renewal_rate", "1.05", False),
    ("gross_revenue_retention", "92", False), ("gross_revenue_retention", "92 %", True),
    ("net_renewal_rate", "1.1", True), ("net_renewal_rate", "110", False),
    ("net_renewal_rate", "110%", True),
    ("net_renewal_rate", "3", True), ("net_renewal_rate", "3.5", False),
    ("net_revenue_retention", "115", False),
    ("net_revenue_retention", "115%", True), ("logo_churn_rate", "5", False),
    ("logo_churn_rate", "5%", True),
    ("csat", "85", False), ("csat", "85%", True), ("csat", "4.5", False), ("nps", "45", True),
    ("nps", "-100", True),
    ("nps", "100", True), ("nps", "150", False), ("nps", "-101", False),
    ("expansion_won", "50000", True),
    ("sessions_held", "120", True), ("accounts", "40", True)]


def test_targets_that_cannot_be(full):
    """A rate of 90 is 90 %, forgotten: rejected, and the percent sign is the remedy. Amounts and
    counts may be any."""
    rows = [{"scope": "company", "scope_id": "", "metric": metric, "from_date": f"2025-01-{n:02}",
             "to_date": "2025-12-31", "value": value} for n,
             (metric, value, _) in enumerate(RATES, 1)]
    taken = full.take("targets.csv", rows)
    wrong = [(metric, value) for metric, value, fine in RATES if not fine]
    lines = [int(row["line"]) - 2 for row in taken.rejects]
    assert [RATES[line][:2] for line in lines] == wrong
    assert taken.counts == {"new": len(RATES) - len(wrong), "rejected": len(wrong)}
    for row, (metric, value) in zip(taken.rejects, wrong):
        if metric != "nps" and value.isdigit():
            says(row["reason"], "%|percent")


def test_benchmarks_that_cannot_be(full):
    """The same bounds."""
    found = [("logo_renewal_rate", "85", False), ("logo_renewal_rate", "0.85", True),
        ("csat", "90", False),
             ("gross_revenue_retention", "1.2", False), ("net_revenue_retention", "104%", True),
             ("net_revenue_retention", "104", False), ("nps", "-120", False), ("nps", "31", True)]
    rows = [{"metric": metric, "segment": f"S{n}", "statistic": "median", "value": value}
            for n, (metric, value, _) in enumerate(found)]
    taken = full.take("benchmarks.csv", rows)
    assert [found[int(row["line"]) - 2] for row in taken.rejects] == [
        each for each in found if not each[2]]


def test_days_that_cannot_be(book):
    """Before 1990, or more than 30 years after today: a typing mistake, or day 0 of a computer."""
    fine = ["1990-01-01", years_from_now(29, 0), years_from_now(30, -3)]
    wrong = ["1989-12-31", "1970-01-01", "1900-01-01", "0202-05-15", years_from_now(30, 35),
        "2205-05-15"]
    taken = book.take("renewals.csv", renewals(**{
        f"R{n:02}": {"due_date": day, "outcome": "open", "closed_date": "", "arr_after": ""}
        for n, day in enumerate(fine + wrong, 1)}))
    assert taken.counts == {"new": 6, "rejected": 6}, taken
    assert [(row["column"], row["value"]) for row in taken.rejects] == [
        ("due_date", day) for day in wrong]


@pytest.mark.parametrize("name, rows, column", [
    ("health.csv", health()[:1], "date"), ("arr.csv", arr()[:1], "effective_date"),
    ("sessions.csv", [{"session_id": "S1", "account_id": "A01", "csm_id": "C1", "held_on": ""}],
        "held_on"),
    ("fx.csv", [{"currency": "EUR", "date": "", "rate": 1.1}], "date")])
def test_days_that_cannot_be_in_other_feeds(book, name, rows, column):
    """The same bounds, health with its fast path too."""
    for day in ("1989-12-31", "2205-05-15"):
        assert book.take(name, [rows[0] | {column: day}]).counts == {"rejected": 1}
    assert book.take(name, [rows[0] | {column: "1990-01-01"}]).counts == {"new": 1}


def test_old_customers_and_colleagues(ledger):
    """A customer since 1975, a CSM since 1985: exceptions."""
    assert ledger.take("accounts.csv", accounts(A01={"customer_since": "1975-05-01"})).counts == {
        "new": 12}
    assert ledger.take("csms.csv", csms(C1={"start_date": "1985-04-01"})).counts == {"new": 2}
    rejected = ledger.take("accounts.csv", accounts(A01={"customer_since": "2205-05-01"}))
    assert rejected.count("rejected") == 1


# --- what is odd ----------------------------------------------------------------------------------

def scores(*values: float) -> list:
    """Health of December with these scores in turn."""
    return [{"account_id": f"A{n % 12 + 1:02}", "date": f"2025-12-{n // 12 + 27}",
        "score": values[n % len(values)]}
            for n in range(60)]


ODD_SCALE = r"\bscale|above 10\b|0 to 10\b"


@pytest.mark.parametrize("values, words", [
    ((7.5, 9.5, 6.5), [r"\b10\b", "mapping"]), ((10, 0, 3), [r"\b10\b", "mapping"]),
    ((0.75, 0.5, 1), [r"\b1\b", "mapping"])])
def test_scores_of_another_scale(ledger, values, words):
    """Taken as they are, nothing rescaled by guess; said at import and by the doctor, with the
    remedy."""
    ledger.take_folder({"accounts.csv": accounts(), "csms.csv": csms(), "renewals.csv": renewals()})
    says(ledger.tell("health.csv", scores(*values)), *words)
    assert ledger.feed("health")["rows"] == 60
    says(ledger.doctor(), *words)
    assert ledger.scores("A01")["2025-12-27"] == pytest.approx(values[0], abs=0.06)


@pytest.mark.parametrize("values", [(7.5, 9.5, 11), (75, 3), (0, 100)])
def test_scores_of_the_usual_scale(ledger, values):
    """One score above 10 settles it."""
    ledger.take_folder({"accounts.csv": accounts(), "csms.csv": csms(), "renewals.csv": renewals()})
    silent(ledger.tell("health.csv", scores(*values)), ODD_SCALE)
    silent(ledger.doctor(), ODD_SCALE)


@pytest.mark.parametrize("times, odd", [(600, True), (100, False)])
def test_an_amount_that_stands_out(book, times, odd):
    """A05 has a thousand times what the others have: two zeros too many, or cents. Taken, and
    said."""
    amount = 10000 * times
    said = book.tell("renewals.csv", renewals(R05={"arr_before": amount, "arr_after": amount}))
    ratio = (90000 + amount, 110000 + amount)
    assert book.headline()["gross"] == ratio
    if odd:
        says(said, "R05|A05")
        says(book.doctor(), "R05|A05")
    else:
        silent(said, "R05|A05")
        silent(book.doctor(), "R05|A05")


def test_an_amount_that_stands_out_in_its_own_account(full):
    """An account of its own size: its ARR of 12 million among rows of 12 thousand."""
    days = [f"2025-{month:02}-01" for month in range(1, 10)]
    rows = [{"account_id": "A05", "effective_date": day, "arr": 12000} for day in days]
    rows.append({"account_id": "A05", "effective_date": "2025-10-01", "arr": 12_000_000})
    says(full.tell("arr.csv", rows), "A05")
    says(full.doctor(), "A05")


def test_arr_of_a_churned_account_in_a_later_row(full):
    """A11 churned in November and pays in December."""
    full.take("arr.csv", [{"account_id": "A11", "effective_date": day, "arr": 10000}
                          for day in ("2024-01-01", "2025-12-01")])
    says(full.doctor(), "A11", "churn")


def test_an_open_renewal_without_arr(full):
    """A12 left in December and has an open renewal next year: since when is it back?"""
    taken = full.take("renewals.csv", [renewals()[11] | {
        "renewal_id": "R13", "due_date": "2026-12-15", "outcome": "open", "closed_date": "",
        "arr_after": ""}])
    assert taken.code == 0
    says(full.doctor(), "A12", "term_start|arr")


@pytest.mark.parametrize("later", [True, False])
def test_a_csm_who_left(full, later):
    """Bob left, six accounts are still his on paper. One who is to leave next year is nothing
    odd."""
    said = full.tell("csms.csv", csms(C2={"end_date": "2025-06-30" if later
        else years_from_now(1, 0)}))
    if later:
        says(said, "Bob Example|C2")
        says(full.doctor(), "Bob Example|C2", r"\b6\b|six", "assignment|owner")
    else:
        silent(full.doctor(), "Bob Example|C2")


@pytest.mark.parametrize("first, second", [("SMB", "smb"), ("Mid Market", "Mid  Market"),
    ("Mid Market", "MidMarket"),
                                           ("Mid-Market", "mid-market")])
def test_segments_that_differ_by_case_or_spacing(ledger, first, second):
    """One segment in two spellings: kept as they are, and both named. open: MidMarket."""
    said = ledger.tell("accounts.csv", [row | {"segment": first if n % 2 else second}
                                        for n, row in enumerate(accounts())])
    ledger.take_folder({"csms.csv": csms(), "health.csv": health(), "renewals.csv": renewals()})
    for found in (said, ledger.doctor()):
        assert first in found and second in found, found


def test_segments_that_differ_are_nothing_odd(ledger):
    """SMB and SME are two."""
    silent(ledger.tell("accounts.csv", accounts(A01={"segment": "SME"})), r"\bSME\b")


def test_churn_that_the_arr_book_does_not_show(full):
    """Two left in the renewals; twelve pay in every monthly list."""
    full.take("arr.csv", [row for month in range(1, 13) for row in arr(f"2025-{month:02}-28")])
    says(full.doctor(), "A11|A12|2 accounts|two accounts", "churn")


def test_a_clean_portfolio_has_no_odd_values(full):
    """No warning about anything of this page where there is nothing."""
    full.take("arr.csv", arr())
    silent(full.doctor(), ODD_SCALE, "duplicate", "500", "spelling|spacing", "term_start",
        "Ann|Bob", "not imported")
    assert full.headline() == figures()


def test_odd_values_stay_taken(full):
    """Suspicion never rejects: exit 0 with everything odd at once."""
    taken = full.take("accounts.csv", text(accounts(
        A03={"segment": "smb"}, A04={"segment": "Smb"})))
    assert (taken.code, taken.counts) == (0, {"unchanged": 10, "restated": 2})
