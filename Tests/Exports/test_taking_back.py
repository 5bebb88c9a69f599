"""Section C: complete files, withdrawn rows, monthly lists of paying customers."""

from __future__ import annotations

import datetime
import time

import pytest
from ledger import says
from portfolio import accounts, arr, assignments, csms, figures, health, renewals, text
from workbooks import workbook

# Without R12: 11 due, 10 renewed. A12 has no ARR without its renewal.
WITHOUT_R12 = figures(due=11, settled=11, logo=(10, 11), gross=(100000, 110000),
    net=(100000, 110000),
                      retention=(100000, 110000), net_retention=(100000, 110000), churn=(1, 11))


def test_complete_withdraws_what_is_missing(full):
    """R12 is no longer in the CRM: withdrawn, said, and out of every figure. Once."""
    says(full.take("renewals.csv", renewals()[:11], "--complete", "--dry-run").told,
        r"withdr\w+.*\n?.*\b1\b")
    taken = full.take("renewals.csv", renewals()[:11], "--complete")
    assert taken.code == 0 and taken.count("unchanged") == 11, taken
    says(taken.out, r'"withdrawn": 1\b')
    assert full.headline() == WITHOUT_R12
    assert full.feed("renewals")["rows"] == 11
    again = full.take("renewals.csv", renewals()[:11], "--complete")
    says(again.out, r'"withdrawn": 0\b')


def test_a_withdrawn_row_that_is_sent_again_is_reinstated(full):
    """By any file, complete or not; the review is what it was."""
    before = full.review()
    full.take("renewals.csv", renewals()[:11], "--complete")
    assert full.take("renewals.csv", [renewals()[11]]).code == 0
    assert full.headline() == figures()
    assert full.review() == before
    assert full.take("renewals.csv", renewals(), "--complete").counts == {"unchanged": 12}


def test_without_complete_nothing_is_withdrawn(full):
    """A file of changes only."""
    full.take("renewals.csv", renewals()[:1])
    assert full.headline() == figures()


@pytest.mark.parametrize("present, sent, allowed", [
    (12, 10, True), (12, 9, False), (10, 8, True), (10, 7, False), (5, 4, True), (5, 3, False)])
def test_more_than_a_fifth_needs_a_word(book, present, sent, allowed):
    """2 of 10 are a fifth, 3 of 12 more: without --withdraw-many nothing of the file is taken."""
    book.take("renewals.csv", renewals()[:present])
    rows = renewals(R01={"arr_after": 5000})[:sent]
    taken = book.take("renewals.csv", rows, "--complete")
    if not allowed:
        says(taken.refusal, "--withdraw-many", rf"\b{present - sent}\b")
        assert book.feed("renewals")["rows"] == present
        assert book.headline()["gross"][0] == 10000 * min(present, 10), "restated all the same"
        taken = book.take("renewals.csv", rows, "--complete", "--withdraw-many")
    assert taken.code == 0 and taken.count("restated") == 1
    assert book.feed("renewals")["rows"] == sent


def test_an_empty_complete_file_empties_nothing_by_mistake(full):
    """A header alone would withdraw all twelve."""
    header = text(renewals()).splitlines()[0] + "\n"
    says(full.take("renewals.csv", header, "--complete").refusal, "--withdraw-many")
    assert full.headline() == figures()
    assert full.take("renewals.csv", header, "--complete", "--withdraw-many").code == 0
    assert full.feed("renewals")["rows"] == 0


def test_a_rejected_rows_key_is_not_withdrawn(full):
    """R12 is in the file, but damaged: what the ledger has of it stays."""
    taken = full.take("renewals.csv", renewals(R12={"outcome": "gone"}), "--complete")
    assert (taken.code, taken.count("rejected")) == (2, 1)
    assert full.headline() == figures()


def test_the_key_of_a_contradiction_is_not_withdrawn(full):
    """Two rows of R12 that differ: neither is taken, the ledger's stays."""
    rows = renewals() + [renewals()[11] | {"due_date": "2025-12-16"}]
    assert full.take("renewals.csv", rows, "--complete").count("rejected") == 2
    assert full.headline() == figures()


@pytest.mark.parametrize("broken", [
    {"renewal_id": ""}, {"renewal_id": "n/a"}, {"renewal_id": "1.12233E+11"},
    {"renewal_id": "x" * 300}])
def test_a_key_that_cannot_be_read_refuses_complete(full, broken):
    """Nobody knows which row it was, so nobody knows what is missing. Nothing is taken."""
    rows = renewals(R01={"arr_after": 5000}, R12=broken)
    taken = full.take("renewals.csv", rows, "--complete")
    assert taken.code in (1, 2) and not taken.count("restated"), taken
    says(taken.said + taken.reasons, "complete")
    assert full.headline() == figures()
    assert full.take("renewals.csv", rows).counts == {"unchanged": 10, "restated": 1, "rejected": 1}


def test_a_dry_run_withdraws_nothing_and_says_how_many(full):
    """What would happen."""
    taken = full.take("renewals.csv", renewals()[:10], "--complete", "--dry-run")
    says(taken.out, r'"withdrawn": 2\b')
    assert full.headline() == figures()


def test_strict_and_complete(full):
    """A rejected row keeps the whole file out, withdrawals too."""
    rows = renewals(R01={"outcome": "gone"})[:11]
    assert full.take("renewals.csv", rows, "--complete", "--strict").code == 1
    assert full.headline() == figures()


def test_complete_is_of_each_feed_in_a_folder(full):
    """A full export of two feeds; the others are not touched. A refused file withdraws nothing."""
    taken = full.take_folder({"renewals.csv": renewals()[:11], "health.csv": b"\xff\xfe\x00"},
        "--complete")
    assert taken.code == 2 and "health.csv" in taken.refused
    assert full.headline() == WITHOUT_R12
    assert [full.feed(name)["rows"] for name in ("accounts", "assignments", "health")] == [
        12, 12, 24]


def test_complete_in_a_mapping(full):
    """complete: true under file: does the same."""
    full.write("mine.yaml",
        "platform: mine\nsource: by hand\nfile:\n  complete: true\nfeeds:\n  renewals:\n"
               "    renewal_id: { from: renewal_id }\n")
    assert full.take("renewals.csv", renewals()[:11], "--mapping", "mine.yaml").code == 0
    assert full.headline() == WITHOUT_R12


def test_complete_of_a_workbook(full):
    """Each sheet is all there is of its feed."""
    taken = full.take("all.xlsx", workbook({"renewals": renewals()[:11],
        "assignments": assignments()}),
                      "--complete")
    assert taken.code == 0, taken
    assert full.headline() == WITHOUT_R12


def test_corrected_keys_in_a_complete_file(full):
    """Two of twelve assignments start a month later: the old rows are withdrawn, the new ones
    taken, although they overlap."""
    rows = assignments(A03={"start_date": "2024-02-01"}, A04={"start_date": "2024-02-01"})
    plain = full.take("assignments.csv", rows)
    assert plain.counts == {"unchanged": 10, "rejected": 2}
    taken = full.take("assignments.csv", rows, "--complete")
    assert taken.code == 0 and taken.count("new") == 2, taken
    assert full.headline() == figures()
    assert (full.feed("assignments")["rows"], full.feed("assignments")["rejected"]) == (12, 0)


@pytest.mark.parametrize("feed, rows", [
    ("accounts", accounts()), ("assignments", assignments()),
    ("sessions", [{"session_id": f"S{n}", "account_id": "A01", "csm_id": "C1",
        "held_on": "2025-12-01"}
                  for n in range(10)]),
    ("overrides", [{"override_id": f"O{n}", "account_id": "A11", "csm_id": "C1",
        "logged_on": "2025-09-01",
                    "asserted_tier": "red"} for n in range(10)]),
    ("surveys", [{"response_id": f"S{n}", "account_id": "A01", "kind": "nps", "score": 9,
                  "responded_on": "2025-05-05"} for n in range(10)]),
    ("measures", [{"account_id": f"A{n:02}", "measure": "logins", "observed_on": "2025-12-01",
                   "location": "Bern" if n % 2 else "", "value": n, "of": 12} for n in range(1, 11)]),
    ("milestones", [{"account_id": f"A{n:02}", "milestone": "kick-off",
                     "reached_on": "2025-12-01" if n % 2 else ""} for n in range(1, 11)]),
    ("benchmarks", [{"metric": "nps", "segment": f"S{n}", "statistic": "median", "value": 1}
                    for n in range(10)])], ids=lambda value: value if isinstance(value, str)
                    else "")
def test_every_feed_can_be_complete(full, feed, rows):
    """Withdrawn from the end, reinstated by the same file."""
    full.take(f"{feed}.csv", rows)
    assert full.take(f"{feed}.csv", rows[:-1], "--complete").code == 0
    assert full.feed(feed, "2026-01")["rows"] == len(rows) - 1
    assert full.take(f"{feed}.csv", rows, "--complete").code == 0
    assert full.feed(feed, "2026-01")["rows"] == len(rows)


# --- accounts and their facts ---------------------------------------------------------------------

@pytest.mark.parametrize("how", ["complete", "withdraw"])
def test_facts_of_a_withdrawn_account_leave_and_return_with_it(full, how):
    """A12 was a test account: its renewal, ARR, health and assignment go with it, and come back."""
    before = full.review()
    if how == "complete":
        assert full.take("accounts.csv", accounts()[:11], "--complete").code == 0
    else:
        assert full.withdraw("accounts", "A12").code == 0
    assert full.headline() == WITHOUT_R12
    rows = {name: full.feed(name)["rows"] for name in (
        "accounts", "assignments", "health", "renewals")}
    assert rows == {"accounts": 11, "assignments": 11, "health": 22, "renewals": 11}
    assert full.card("C2")["due"] == 5
    assert full.take("accounts.csv", accounts()[11:]).code == 0
    assert full.headline() == figures()
    assert full.review() == before


def test_a_fact_of_a_withdrawn_account_waits(full):
    """Sent while its account is withdrawn: in no figure, and in by itself once the account is back.
    open: kept out of sight, or rejected until then."""
    full.withdraw("accounts", "A12")
    session = [{"session_id": "S1", "account_id": "A12", "csm_id": "C2", "held_on": "2025-12-05"}]
    assert full.take("sessions.csv", session).code in (0, 2)
    assert full.review()["company"]["metrics"]["sessions_held"]["value"] == 0
    full.take("accounts.csv", accounts())
    assert full.review()["company"]["metrics"]["sessions_held"]["value"] == 1


def test_a_withdrawn_csm(full):
    """Bob was entered by mistake: his accounts have no owner, and are his again once he is back.
    open: the page names accounts only."""
    before = full.review()
    assert full.withdraw("csms", "C2").code == 0
    assert (full.card("unassigned")["due"], full.headline()) == (6, figures())
    full.take("csms.csv", csms())
    assert full.review() == before


# --- days that a file spans -----------------------------------------------------------------------

def test_complete_health_is_of_its_days(full):
    """A file of December without A12: its December score goes, the November one stays."""
    rows = [row for row in health() if row["date"] == "2025-12-31" and row["account_id"] != "A12"]
    assert full.take("health.csv", rows, "--complete").code == 0
    assert full.scores("A12") == {"2025-11-30": 75}
    assert full.scores("A11") == {"2025-11-30": 75, "2025-12-31": 75}
    assert full.feed("health")["rows"] == 23


def test_complete_health_spans_days_between(full):
    """From the first to the last day of the file, not only the days that it has."""
    full.take("health.csv", [{"account_id": "A12", "date": "2025-12-15", "score": 20}])
    assert full.take("health.csv", health(), "--complete").code == 0
    assert full.scores("A12") == {"2025-11-30": 75, "2025-12-31": 75}
    full.take("health.csv", [{"account_id": "A12", "date": "2026-01-15", "score": 20}])
    full.take("health.csv", health(), "--complete")
    assert full.scores("A12")["2026-01-15"] == 20


def test_withdrawn_scores_were_never_recorded_first(full):
    """The audit takes scores as first recorded: a withdrawn one leaves it too."""
    full.take("health.csv", [{"account_id": "A11", "date": "2025-08-31", "score": 20}])
    full.take("health.csv", [{"account_id": "A11", "date": "2025-08-31", "score": 30}])
    full.take("overrides.csv", [{"override_id": "O1", "account_id": "A11", "csm_id": "C1",
                                 "logged_on": "2025-09-01", "asserted_tier": "amber"}])
    counts = full.review("2026-01")["override_audit"]["counts"]
    assert (counts["eligible"], counts["unknown_tier"]) == (1, 0)
    assert full.withdraw("health", "A11,2025-08-31").code == 0
    counts = full.review("2026-01")["override_audit"]["counts"]
    assert (counts["eligible"], counts["unknown_tier"]) == (0, 1)


def test_complete_arr_is_of_its_days(full):
    """A10's row of June goes; then its row of 2024 stands."""
    full.take("arr.csv", arr() + arr("2025-06-30", A10=20000))
    assert full.headline()["mrr"] == figures(mrr=110000 / 12)["mrr"]
    rows = [row for row in arr("2025-06-30") if row["account_id"] != "A10"]
    assert full.take("arr.csv", rows, "--complete").code == 0
    assert full.headline() == figures()
    assert full.feed("arr")["rows"] == 23


def test_complete_fx_is_of_its_days(full):
    """The rate of 31 December goes, that of November is then the latest."""
    days = ["2024-11-30", "2024-12-31"]
    rates = [{"currency": code, "date": day, "rate": 1.0 + 0.1 * n} for n, day in enumerate(days)
             for code in ("EUR", "GBP", "CHF", "SEK", "NOK", "DKK")]
    full.take("fx.csv", rates)
    full.take("renewals.csv", [row | {"currency": "EUR"} for row in renewals()])
    assert full.headline() == figures(11000)
    assert full.take("fx.csv", [rate for rate in rates[6:] if rate["currency"] != "EUR"],
        "--complete").code == 0
    assert full.headline() == figures(10000)


# --- single rows ----------------------------------------------------------------------------------

def test_withdraw_a_row(full):
    """One row by its key, with a reason, which the account's history shows."""
    done = full.withdraw("renewals", "R12", why="merged into R11 by the CRM")
    assert done.code == 0, done
    assert full.headline() == WITHOUT_R12
    says(full.history("A12"), "R12", "merged into R11 by the CRM", "withdr")


def test_withdraw_several_rows(full):
    """Several keys in one command."""
    assert full.withdraw("renewals", "R11", "R12").code == 0
    assert full.headline()["logo"] == (10, 10)


@pytest.mark.parametrize("feed, key", [
    ("assignments", "A12,2024-01-01"), ("health", "A12,2025-12-31"), ("accounts", "A12"),
    ("renewals", "R12"), ("targets", "company,,nps,2025-01-01"), ("arr", "A12,2024-01-01"),
    ("fx", "EUR,2024-12-31"), ("benchmarks", "nps,,median")])
def test_a_key_is_its_columns_joined_by_commas(full, feed, key):
    """Composite keys, empty columns included."""
    full.take("targets.csv", [{"scope": "company", "scope_id": "", "metric": "nps",
                               "from_date": "2025-01-01", "to_date": "2025-12-31", "value": 40}])
    full.take("benchmarks.csv", [{"metric": "nps", "segment": "", "statistic": "median",
        "value": 40}])
    full.take("arr.csv", arr())
    full.take("fx.csv", [{"currency": "EUR", "date": "2024-12-31", "rate": 1.1}])
    before = full.feed(feed)["rows"]
    done = full.withdraw(feed, key)
    assert done.code == 0, done
    assert full.feed(feed)["rows"] == before - 1


@pytest.mark.parametrize("arguments, code", [
    (["renewals", "R99", "--why", "x"], (1,)), (["renewals", "R12"], (64,)),
    (["renewals", "R12", "--why", ""], (1, 64)), (["shoes", "R12", "--why", "x"], (64,)),
    (["assignments", "A12", "--why", "x"], (1, 64)), (["renewals", "--why", "x"], (64,)),
    (["health", "A12,yesterday", "--why", "x"], (1, 64)),
    (["renewals", "R12", "R99", "--why", "x"], (1, 2))])
def test_wrong_withdrawals_change_nothing(full, arguments, code):
    """An unknown key, no reason, no key, half a key. open: of two keys one unknown, nothing is
    withdrawn."""
    done = full.run("withdraw", *arguments)
    assert done.code in code, done
    assert done.err.strip()
    assert full.headline() == figures()


def test_a_row_cannot_be_withdrawn_twice(full):
    """The second time says that it is. open: exit 0 or 1."""
    full.withdraw("renewals", "R12")
    done = full.withdraw("renewals", "R12")
    assert done.code in (0, 1)
    says(done.said, "already|withdrawn|no row|not")


def test_the_past_stays_known(full):
    """Withdrawn, not erased: the review as known before is the same to the byte."""
    before = full.review()
    known = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    time.sleep(1.1)
    full.withdraw("renewals", "R12")
    assert full.headline() == WITHOUT_R12
    assert full.review("2025-12", "--known-at", known) == before


def test_withdrawn_and_restated(full):
    """Sent again with another value, a withdrawn row comes back with that value."""
    full.withdraw("renewals", "R05")
    assert full.take("renewals.csv", renewals(R05={"arr_after": 9000})).code == 0
    assert full.headline()["gross"] == (99000, 120000)


# --- monthly lists of paying customers ------------------------------------------------------------

def lists(*days: str, without: dict[str, tuple[str, ...]] | None = None, **amounts: object) -> list:
    """Lists of who pays at these days; `without` says who is missing on which."""
    return [row for day in days for row in arr(day, **amounts)
            if row["account_id"] not in (without or {}).get(day, ())]


YEAR = ("2024-12-31", "2025-06-30", "2025-12-31")


def test_who_is_missing_from_a_list_pays_nothing(full):
    """A10's renewal says renewed, the December list does not have it: ARR 0 from that day, with
    --snapshot. Without, its last row stands."""
    rows = lists(*YEAR, without={"2025-12-31": ("A10", "A11", "A12")})
    full.take("arr.csv", rows)
    assert full.headline() == figures()
    assert full.take("arr.csv", rows, "--snapshot").code == 0
    assert full.headline() == figures(
        retention=(90000, 120000), net_retention=(90000, 120000), churn=(3, 12), accounts=9,
        mrr=7500)


def test_gone_and_back(full):
    """Missing in June, paying again in December."""
    rows = lists(*YEAR, without={"2025-06-30": ("A10",), "2025-12-31": ("A11", "A12")})
    full.take("arr.csv", rows, "--snapshot")
    assert full.headline() == figures()
    june = full.headline("2025-06")
    # A10 is gone, A11 and A12 still pay; the opening of June's window is before every list.
    assert (june["accounts"], june["mrr"]) == (11, figures(mrr=110000 / 12)["mrr"])


def test_a_rejected_rows_account_is_on_the_list(full):
    """A10's amount cannot be read: it is there, and keeps its ARR."""
    rows = lists(*YEAR, without={"2025-12-31": ("A11", "A12")})
    rows[-1] |= {"arr": "see note"}
    assert rows[-1]["account_id"] == "A10"
    taken = full.take("arr.csv", rows, "--snapshot")
    assert (taken.code, taken.count("rejected")) == (2, 1)
    assert full.headline() == figures()


def test_a_list_that_is_sent_again_corrects(full):
    """December again, this time with A10: it pays."""
    full.take("arr.csv", lists(*YEAR, without={"2025-12-31": ("A10", "A11", "A12")}), "--snapshot")
    assert full.headline()["accounts"] == 9
    full.take("arr.csv", lists("2025-12-31", without={"2025-12-31": ("A11", "A12")}), "--snapshot")
    assert full.headline() == figures()


def test_a_new_list_leaves_older_ones(full):
    """Only the days of the file are complete."""
    full.take("arr.csv", lists(*YEAR[:2]), "--snapshot")
    full.take("arr.csv", lists("2025-12-31", without={"2025-12-31": ("A10", "A11", "A12")}),
        "--snapshot")
    assert full.headline()["accounts"] == 9
    assert full.headline("2025-11")["accounts"] == 11


def test_a_new_customer_in_a_later_list(full):
    """A customer who first appears in June had nothing before."""
    rows = lists(*YEAR, without={"2024-12-31": ("A10",), "2025-12-31": ("A11", "A12")})
    full.take("arr.csv", rows, "--snapshot")
    # A10 is no customer at the opening: 11 accounts, 110,000; 90,000 of it stay.
    assert full.headline() == figures(
        retention=(90000, 110000), net_retention=(90000, 110000), churn=(2, 11))


def test_snapshot_in_a_mapping(full):
    """snapshot: true under file: does the same."""
    full.write("mine.yaml",
        "platform: mine\nsource: by hand\nfile: { snapshot: true }\nfeeds:\n  arr:\n"
               "    arr: { from: arr }\n")
    rows = lists(*YEAR, without={"2025-12-31": ("A10", "A11", "A12")})
    assert full.take("arr.csv", rows, "--mapping", "mine.yaml").code == 0
    assert full.headline()["accounts"] == 9


def test_snapshot_with_another_feed_is_said(full):
    """Lists are of arr only. open: refused, or passed over with a word."""
    taken = full.take("renewals.csv", renewals()[:1], "--snapshot")
    assert taken.code in (0, 1, 64)
    assert taken.code or "snapshot" in taken.told
    assert full.headline() == figures()


def test_lists_row_order_does_not_matter(full):
    """The newest list first."""
    rows = lists(*YEAR, without={"2025-12-31": ("A10", "A11", "A12")})
    full.take("arr.csv", rows[::-1], "--snapshot")
    assert full.headline()["accounts"] == 9
