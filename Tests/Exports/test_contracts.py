"""Section D: contracts due together, ARR, returns, owners, identifiers, customers."""

from __future__ import annotations

import datetime
import itertools

import pytest
from ledger import Ledger, says, silent
from portfolio import accounts, arr, assignments, csms, figures, health, headline, renewals


def line(key: str, like: str, **changes: object) -> dict:
    """Another line, like the renewal of that key."""
    row = next(row for row in renewals() if row["renewal_id"] == like)
    return row | {"renewal_id": key} | changes


def counts(ledger: Ledger, month: str) -> dict[str, int]:
    """The company's counts of renewals that are not zero."""
    found = ledger.review(month)["company"]["renewals"]
    return {name: value for name, value in found.items() if value and name != "provisional"}


# --- contracts due together -----------------------------------------------------------------------

def test_lines_are_one_event(book):
    """Three products of A02, one of them lost: one customer who renewed, 20,000 before and after.
    Line by line the gross minimum would be 15,000; of the sums it is 20,000."""
    rows = renewals(R02={"arr_after": 12000}) + [
        line("R02b", "R02", arr_before=5000, arr_after=0, outcome="churned"),
        line("R02c", "R02", arr_before=5000, arr_after=8000)]
    taken = book.take("renewals.csv", rows)
    assert (taken.code, taken.counts) == (0, {"new": 14}), taken
    ratio = (110000, 130000)
    assert book.headline() == figures(
        gross=ratio, net=ratio, retention=ratio, net_retention=ratio, mrr=110000 / 12)
    assert book.card("C2")["due"] == 6


def test_the_order_of_lines_does_not_matter(book):
    """Neither within a file nor over two files."""
    rows = renewals() + [line("R02b", "R02", arr_before=40000, arr_after=30000),
                         line("R00", "R02", arr_after=25000)]
    book.take("renewals.csv", rows[:13][::-1])
    book.take("renewals.csv", rows[13:])
    # A02: 10,000 + 40,000 + 10,000 before, 10,000 + 30,000 + 25,000 after.
    assert book.headline() == figures(
        gross=(150000, 170000), net=(155000, 170000), retention=(150000, 170000),
        net_retention=(155000, 170000), mrr=155000 / 12)


@pytest.mark.parametrize("month, expected", [
    ("2025-01", {"due": 1, "pending": 1}),
    ("2025-02", {"due": 2, "settled": 1, "renewed": 1, "on_time": 1, "overdue": 1}),
    ("2025-03", {"due": 3, "settled": 3, "renewed": 3, "on_time": 2, "late": 1})])
def test_an_event_closes_with_its_last_line(book, month, expected):
    """A01: one line renewed on 10 January, the other lost on 1 March. Until then nothing is
    settled."""
    book.take("renewals.csv", renewals(R01={"closed_date": "2025-01-10"}) + [
        line("R01b", "R01", outcome="churned", closed_date="2025-03-01", arr_after=0)])
    assert counts(book, month) == expected


@pytest.mark.parametrize("first, month, expected", [
    ("renewed", "2025-04", {"due": 4, "settled": 3, "renewed": 3, "on_time": 3, "overdue": 1}),
    ("renewed", "2025-05", {"due": 5, "settled": 5, "renewed": 5, "on_time": 4, "late": 1}),
    ("churned", "2025-04", {"due": 4, "settled": 3, "renewed": 3, "on_time": 3, "overdue": 1}),
    ("churned", "2025-05", {"due": 5, "settled": 5, "renewed": 4, "on_time": 4, "lapsed": 1}),
    ("open", "2025-05", {"due": 5, "settled": 5, "renewed": 4, "on_time": 4, "lapsed": 1})])
def test_an_open_line_lapses(book, first, month, expected):
    """Lines due 30 January, one open for good: on 30 April it is 90 days past and overdue; a day
    later it has lapsed with nothing after, and the event closes: renewed if any line did, else
    lapsed."""
    own = {"renewed": {}, "churned": {"outcome": "churned", "arr_after": 0},
           "open": {"outcome": "open", "closed_date": "", "arr_after": ""}}[first]
    due = {"due_date": "2025-01-30", "closed_date": "2025-01-30"}
    book.take("renewals.csv", renewals(R01=due | own) + [
        line("R01b", "R01", outcome="open", **due | {"closed_date": ""}, arr_after="")])
    assert counts(book, month) == expected
    if (first, month) == ("renewed", "2025-05"):
        # Five events due: 60,000 before with both lines, 50,000 after.
        assert book.headline(month)["gross"] == (50000, 60000)


def test_a_line_that_closes_after_it_lapsed(book):
    """Signed on 1 June: in April it counted as lapsed, from June on it is renewed in full."""
    book.take("renewals.csv", renewals() + [line("R01b", "R01", closed_date="2025-06-01")])
    assert book.headline("2025-04")["gross"] == (40000, 50000)
    assert book.headline("2025-06")["gross"] == (70000, 70000)


def test_early_and_on_time_are_of_the_last_line(book):
    """One line closed in December 2024, the other on the due date: on time, not early. A line
    without a closing date closed on its due date."""
    book.take("renewals.csv", renewals(R01={"closed_date": "2024-12-20"})
        + [line("R01b", "R01", closed_date="")])
    found = counts(book, "2025-12")
    assert (found["on_time"], found.get("early", 0), found.get("late", 0)) == (12, 0, 0)


def test_each_line_is_converted(book):
    """10,000 dollars and 10,000 euros at 1.2: 22,000."""
    book.take("fx.csv", [{"currency": "EUR", "date": "2024-12-31", "rate": 1.2}])
    book.take("renewals.csv", renewals() + [line("R01b", "R01", currency="EUR")])
    assert book.headline() == figures(
        gross=(112000, 132000), net=(112000, 132000), retention=(112000, 132000),
        net_retention=(112000, 132000), mrr=112000 / 12)


def test_a_line_without_a_rate_takes_the_event_out_of_ratios(book):
    """Not half of it: 11 events are left in the ratios, 12 in the count."""
    taken = book.take("renewals.csv", renewals() + [line("R01b", "R01", currency="GBP")])
    assert taken.code == 0
    found = book.headline()
    assert (found["logo"], found["gross"], found["net"]) == (
        (10, 12), (90000, 110000), (90000, 110000))
    says(book.doctor(), "GBP")


def test_days_apart_are_events_apart(book):
    """Due a day later is another event."""
    book.take("renewals.csv", renewals() + [
        line("R01b", "R01", due_date="2025-01-16", closed_date="2025-01-16", outcome="churned",
            arr_after=0)])
    found = book.headline()
    assert (found["due"], found["logo"]) == (13, (10, 13))


def override(ledger: Ledger, day: str) -> tuple[dict, list]:
    """Ann's override of A11 logged that day: the audit's counts and episodes of January 2026."""
    taken = ledger.take("overrides.csv", [{
        "override_id": "O1", "account_id": "A11", "csm_id": "C1", "logged_on": day,
        "asserted_tier": "amber", "model_tier": "red"}])
    assert taken.code == 0
    audit = ledger.review("2026-01")["override_audit"]
    return audit["counts"], audit["episodes"]


def test_an_event_is_named_by_its_smallest_id(book):
    """R00z, though R11 stands first in the file; ARR is that of both lines."""
    book.take("renewals.csv", renewals() + [line("R00z", "R11", arr_before=5000)])
    _, (episode,) = override(book, "2025-09-01")
    assert (episode["renewal_id"], episode["state"], episode["arr"]) == ("R00z", "churned", 15000)


CHURNED = {"outcome": "churned", "arr_after": 0}
RENEWED = {"outcome": "renewed", "arr_after": 10000}


@pytest.mark.parametrize("first, second, day, eligible", [
    # Both have given notice: on the later day.
    ({"notice_date": "2025-09-01"}, {"notice_date": "2025-09-20"}, "2025-09-19", True),
    ({"notice_date": "2025-09-01"}, {"notice_date": "2025-09-20"}, "2025-09-20", False),
    ({"notice_date": "2025-09-20"}, {"notice_date": "2025-09-01"}, "2025-09-19", True),
    # One has neither given notice nor churned: the event has not.
    ({"notice_date": "2025-09-01"}, RENEWED, "2025-10-10", True),
    # One gave notice, the other churned without: on the later of those days.
    ({"notice_date": "2025-09-01"}, {"closed_date": "2025-09-15"}, "2025-09-14", True),
    ({"notice_date": "2025-09-01"}, {"closed_date": "2025-09-15"}, "2025-09-15", False),
    ({"notice_date": "2025-09-20"}, {"closed_date": "2025-09-15"}, "2025-09-17", True),
    # Nobody gave notice: churning early is none, the event is open until the last line closes.
    ({"closed_date": "2025-08-01"}, {}, "2025-10-10", True),
    ({"closed_date": "2025-08-01"}, {"closed_date": "2025-09-15"}, "2025-09-15", False)])
def test_when_an_event_has_given_notice(book, first, second, day, eligible):
    """Seen by an override: after notice or closing it is too late."""
    book.take("renewals.csv", renewals(R11=CHURNED | first)
        + [line("R11b", "R11", **CHURNED | second)])
    found, _ = override(book, day)
    assert (found["eligible"], found["too_late"]) == ((1, 0) if eligible else (0, 1))


def test_likely_duplicates_are_named(book):
    """Lines that are identical except for their id: taken, and named by the doctor."""
    book.take("renewals.csv", renewals() + [line("R05copy", "R05"),
        line("R07b", "R07", arr_before=900)])
    doctor = book.doctor()
    says(doctor, "R05", "R05copy", "duplicate")
    silent(doctor, "R07b")


def test_a_withdrawn_line_leaves_its_event(book):
    """What is left is the event, under the next id."""
    book.take("renewals.csv", renewals() + [line("R00z", "R11", arr_before=5000)])
    assert book.headline()["gross"] == (100000, 125000)
    assert book.withdraw("renewals", "R00z").code == 0
    assert book.headline() == figures()
    assert override(book, "2025-09-01")[1][0]["renewal_id"] == "R11"


def test_lines_of_a_lost_customer(book):
    """All lines churned: one lost customer, once."""
    book.take("renewals.csv", renewals() + [line("R12b", "R12"), line("R12c", "R12")])
    assert book.headline() == figures(
        gross=(100000, 140000), net=(100000, 140000), retention=(100000, 140000),
        net_retention=(100000, 140000))


# --- ARR of an account ----------------------------------------------------------------------------

def a05(book: Ledger, rows: list[tuple[str, float]], month: str = "2025-12",
        **renewal: object) -> dict:
    """The headline figures when A05 alone has rows in the ARR book."""
    assert book.take("renewals.csv", renewals(R05=renewal)).code == 0
    taken = book.take("arr.csv", [
        {"account_id": "A05", "effective_date": day, "arr": value} for day, value in rows])
    assert taken.code == 0
    return book.headline(month)


def ends(start: float, end: float) -> dict:
    """What a review says when A05 has this ARR on the opening and at the end: 110,000 and 90,000
    beside."""
    low = min(start, end)
    return figures(retention=(90000 + low, 110000 + start),
        net_retention=(90000 + end, 110000 + start),
                   mrr=(90000 + end) / 12)


def balance(found: dict) -> dict:
    """The figures of the book."""
    return {name: found[name] for name in ("retention", "net_retention", "churn", "accounts",
        "mrr")}


GREW = {"arr_after": 15000}


@pytest.mark.parametrize("rows, renewal, end", [
    ([("2024-01-01", 12000)], GREW, 17000),
    ([("2024-01-01", 10000), ("2025-05-15", 15000)], GREW, 15000),
    ([("2024-01-01", 10000), ("2025-06-30", 14000)], GREW, 14000),
    ([("2024-01-01", 10000), ("2025-05-14", 11000)], GREW, 16000),
    ([("2024-01-01", 10000), ("2025-04-30", 15000)], GREW | {"closed_date": "2025-04-20"}, 15000),
    ([("2024-01-01", 10000), ("2025-04-30", 15000)], GREW | {"closed_date": "2025-04-30"}, 15000),
    ([("2024-01-01", 10000), ("2025-04-30", 10000)], GREW | {"closed_date": "2025-04-20"}, 15000),
    ([("2024-01-01", 10000), ("2025-04-30", 15000)], GREW | {"closed_date": "2025-05-10"}, 20000),
    ([("2024-01-01", 10000), ("2025-04-30", 14000)], GREW | {"closed_date": "2025-04-20"}, 19000),
    ([("2024-01-01", 10000)], {"arr_after": 4000}, 4000),
], ids=["after the row", "a row on the due date", "a later row", "a row the day before",
"already in the row",
        "closed on the row's day", "closed but not in the row",
        "closed after the row, equal by chance",
        "closed but another amount", "less"])
def test_events_after_the_row_adjust_it(book, rows, renewal, end):
    """ARR is the latest row, plus after minus before of the events due after it."""
    assert balance(a05(book, rows, **renewal)) == balance(ends(rows[0][1], end))


def test_an_adjustment_waits_for_its_due_date(book):
    """Closed in April, due in May: in April the row stands; in May it is adjusted."""
    april = a05(book, [("2024-01-01", 10000)], "2025-04", arr_after=15000, closed_date="2025-04-20")
    assert april["mrr"] == figures(mrr=120000 / 12)["mrr"]
    assert book.headline("2025-05")["mrr"] == figures(mrr=125000 / 12)["mrr"]


def test_nothing_known_later_adjusts(book):
    """Closed in July, two months late: in May and June the row stands."""
    may = a05(book, [("2024-01-01", 10000)], "2025-05", arr_after=15000, closed_date="2025-07-10")
    assert may["mrr"] == figures(mrr=120000 / 12)["mrr"]
    assert book.headline("2025-06")["mrr"] == figures(mrr=120000 / 12)["mrr"]
    assert book.headline("2025-07")["mrr"] == figures(mrr=125000 / 12)["mrr"]


def test_a_lapsed_event_ends_the_row(book):
    """Open and due 15 March: still a customer in April, lapsed in June."""
    book.take("renewals.csv", renewals(R03={"outcome": "open", "closed_date": "", "arr_after": ""}))
    book.take("arr.csv", arr())
    assert book.headline("2025-04")["accounts"] == 12
    assert book.headline("2025-06")["accounts"] == 11
    found = book.headline()
    assert (found["churn"], found["retention"]) == ((3, 12), (90000, 120000))


@pytest.mark.parametrize("row, churns", [(10000.004, True), (10000.01, False), (9999.5, True),
    (12000, False)])
def test_less_than_half_a_cent_is_nothing(book, row, churns):
    """Differences of rounding do not keep a customer who left; 2,000 that no contract explains
    do."""
    found = a05(book, [("2024-01-01", row)], outcome="churned", arr_after=0)
    assert (found["churn"], found["accounts"]) == (((3, 12), 9) if churns else ((2, 12), 10))


def test_nothing_is_cut_after_every_event(book):
    """Row 5,000; lost at 10,000: 0, not minus 5,000; then another contract grows by 4,000:
    4,000."""
    book.take("arr.csv", [{"account_id": "A05", "effective_date": "2024-01-01", "arr": 5000}])
    book.take("renewals.csv", renewals(R05=CHURNED) + [
        line("R05b", "R05", due_date="2025-08-15", closed_date="2025-08-15", arr_before=5000,
            arr_after=9000)])
    # Opening 115,000; A05 ends at 4,000 of its 5,000.
    assert book.headline() == figures(
        due=13, settled=13, logo=(10, 13), gross=(95000, 125000), net=(99000, 125000),
        retention=(94000, 115000), net_retention=(94000, 115000), mrr=94000 / 12)


def test_lines_adjust_by_their_sums(book):
    """10,000 renewed and 5,000 lost on one day: the row of 15,000 becomes 10,000."""
    book.take("arr.csv", arr(A01=15000))
    book.take("renewals.csv", renewals() + [line("R01b", "R01", arr_before=5000, **CHURNED)])
    found = book.headline()
    assert (found["retention"], found["accounts"]) == ((100000, 125000), 10)


def test_customers_who_vanish_from_the_arr_export(book):
    """Quarterly lists without rows of 0: the churned renewals end the ARR."""
    rows = [row for day in ("2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
            for row in arr(day) if not (day == "2025-12-31"
                and row["account_id"] in ("A11", "A12"))]
    book.take("arr.csv", rows)
    book.take("renewals.csv", renewals())
    assert book.headline() == figures()


# --- returns --------------------------------------------------------------------------------------

def back(term_start: str, due: str = "2026-04-01", **more: object) -> dict:
    """A12's new contract of 8,000."""
    return line("R12b", "R12", due_date=due, outcome="open", closed_date="", arr_before=8000,
        arr_after="",
                term_start=term_start) | more


LEFT = {"due_date": "2024-04-30", "closed_date": "2024-04-30"}


def test_a_customer_who_came_back(book):
    """A12 left in April 2024 and is back since April 2025: no customer at the opening, one at the
    end, and not yet in March."""
    assert book.take("renewals.csv", renewals(R12=LEFT) + [back("2025-04-01")]).code == 0
    assert book.headline() == figures(
        due=11, settled=11, logo=(10, 11), gross=(100000, 110000), net=(100000, 110000),
        retention=(100000, 110000), net_retention=(100000, 110000), churn=(1, 11), accounts=11,
        mrr=108000 / 12)
    assert [book.headline(month)["accounts"] for month in ("2025-03", "2025-04")] == [11, 12]


def test_a_return_without_a_start_is_not_guessed(book):
    """Nobody knows when: ARR stays 0, and the doctor names A12 and what to add."""
    book.take("renewals.csv", renewals(R12=LEFT) + [back("")])
    assert book.headline()["accounts"] == 10
    says(book.doctor(), "A12", "term_start")


@pytest.mark.parametrize("due, renewal, end", [
    ("2025-10-01", {"outcome": "renewed", "closed_date": "2025-10-01", "arr_after": 9000}, 9000),
    ("2025-10-01", {"outcome": "churned", "closed_date": "2025-10-01", "arr_after": 0}, 0),
    ("2025-12-15", {}, 8000)], ids=["renewed", "lost again", "pending"])
@pytest.mark.parametrize("with_rows", [False, True])
def test_a_return_that_falls_due(book, due, renewal, end, with_rows):
    """Back since October 2024, due a year later: what came of it counts. open: the page says 'not
    yet due'; that the ARR stays once it is due goes without saying."""
    book.take("renewals.csv", renewals(R12=LEFT) + [back("2024-10-01", due, **renewal)])
    if with_rows:
        book.take("arr.csv", [{"account_id": "A12", "effective_date": "2024-01-01", "arr": 10000},
                              {"account_id": "A12", "effective_date": "2024-04-30", "arr": 0}])
    found = book.headline()
    # Opening 110,000 + 8,000; A11 leaves.
    assert found["retention"] == (100000 + min(end, 8000), 118000)
    assert found["net_retention"] == (100000 + end, 118000)
    assert (found["accounts"], found["churn"]) == ((11, (1, 12)) if end else (10, (2, 12)))


@pytest.mark.parametrize("row, is_back", [("2025-01-31", True), ("2025-02-28", True),
    ("2025-03-01", False),
                                          ("2025-04-30", False)])
def test_with_arr_rows_only_a_start_after_the_row(book, row, is_back):
    """A row of 0 later than the start of the term knows better."""
    book.take("renewals.csv", renewals(R12=LEFT) + [back("2025-03-01")])
    book.take("arr.csv", [{"account_id": "A12", "effective_date": "2024-01-01", "arr": 10000},
                          {"account_id": "A12", "effective_date": row, "arr": 0}])
    assert book.headline()["accounts"] == (11 if is_back else 10)


def test_the_earliest_start_of_the_lines(book):
    """Two contracts due together began in March and in January: both count from January."""
    book.take("renewals.csv", renewals(R12=LEFT) + [
        back("2025-03-01"), back("2025-01-10", renewal_id="R12c", arr_before=2000)])
    assert book.headline("2025-01")["mrr"] == figures(mrr=120000 / 12)["mrr"]
    assert book.headline("2024-12")["mrr"] == figures(mrr=110000 / 12)["mrr"]


@pytest.mark.parametrize("since, opening", [("", False), ("2024-06-01", True),
    ("2025-02-01", False)])
def test_a_first_event_counts_from_its_start(book, since, opening):
    """A new customer A13 with a term from March 2025. customer_since, where given, says better."""
    new = {"account_id": "A13", "name": "New", "segment": "SMB", "customer_since": since}
    book.take("accounts.csv", accounts() + [new])
    book.take("renewals.csv", renewals() + [back("2025-03-01", account_id="A13")])
    found = book.headline()
    assert (found["accounts"], found["mrr"]) == (11, 9000)
    assert (found["retention"], found["churn"]) == (
        ((108000, 128000), (2, 13)) if opening else ((100000, 120000), (2, 12)))
    assert book.headline("2025-02")["accounts"] == (13 if since else 12)


def test_without_a_start_a_first_event_counts_as_before(book):
    """The column is optional: ARR before the first due date as ever."""
    new = {"account_id": "A13", "name": "New", "segment": "SMB"}
    book.take("accounts.csv", accounts() + [new])
    book.take("renewals.csv", renewals() + [back("", account_id="A13")])
    assert book.headline()["retention"] == (108000, 128000)


# --- CSMs who left --------------------------------------------------------------------------------

def without_bob(ledger: Ledger, more: list | None = None, end: str = "2025-06-30") -> None:
    """Bob has left; more assignments stand in the same folder."""
    taken = ledger.take_folder({
        "accounts.csv": accounts(), "health.csv": health(), "renewals.csv": renewals(),
        "csms.csv": csms(C2={"end_date": end})
            + [{"csm_id": "C3", "name": "Cy Example", "team": "North"}],
        "assignments.csv": assignments() + (more or [])})
    assert taken.code == (0 if end > "2024" else taken.code), taken


def test_assignments_end_with_their_csm(ledger):
    """Bob left on 30 June. Days that he owned in [due - 180, due - 30]: R02, R04, R06 all, R08 134,
    R10 73, R12 12 (transition). On 31 December his five customers have no owner."""
    without_bob(ledger)
    review = ledger.review()
    bob = next(card for card in review["scorecards"] if card["csm_id"] == "C2")
    assert (bob["renewals"]["due"], bob["renewals"]["renewed"]) == (5, 5)
    pools = review["pools"]
    assert (pools["transition"]["renewals"]["due"], pools["unassigned"]["renewals"]["due"]) == (
        1, 0)
    assert [headline(card)["accounts"] for card in (bob, pools["unassigned"])] == [0, 5]
    assert ledger.card("C1")["due"] == 6
    assert ledger.headline() == figures()
    says(ledger.doctor(), "Bob Example|C2")


def test_an_end_is_known_from_its_day(ledger):
    """In May nobody knows; on 30 June he no longer owns."""
    without_bob(ledger)
    assert [ledger.card("C2", month)["accounts"] for month in ("2025-05", "2025-06")] == [6, 0]
    assert [ledger.card("unassigned", month)["accounts"] for month in ("2025-05", "2025-06")] == [
        0, 6]


def test_overlaps_are_judged_after_the_end(ledger):
    """Cy takes over on the day that Bob leaves: no overlap with his open assignment."""
    rows = [{"account_id": "A12", "csm_id": "C3", "start_date": "2025-06-30", "end_date": ""}]
    without_bob(ledger, rows)
    assert (ledger.card("C3")["due"], ledger.card("transition")["due"]) == (1, 0)
    early = [{"account_id": "A10", "csm_id": "C3", "start_date": "2025-06-29", "end_date": ""}]
    assert ledger.take("assignments.csv", early).counts == {"rejected": 1}


def test_an_assignment_after_the_end_owns_nothing(ledger):
    """Bob's rows begin after he left: rejected or idle, but never his. open."""
    rows = [{"account_id": "A12", "csm_id": "C3", "start_date": "2026-01-01", "end_date": ""}]
    without_bob(ledger, rows, end="2023-12-31")
    assert ledger.card("C2")["due"] == 0
    assert ledger.card("unassigned")["due"] == 6


# --- roles ----------------------------------------------------------------------------------------

def second(*names: str, **more: object) -> list:
    """Second names on accounts from the first day on."""
    return [{"account_id": name, "csm_id": "C2", "start_date": "2024-01-01", "end_date": ""} | more
            for name in names]


def anns() -> list:
    """All accounts are Ann's."""
    return [row | {"csm_id": "C1"} for row in assignments()]


def people(ledger: Ledger) -> Ledger:
    """Everything but the assignments."""
    taken = ledger.take_folder({"accounts.csv": accounts(), "csms.csv": csms(),
        "health.csv": health(),
                                "renewals.csv": renewals()})
    assert taken.code == 0
    return ledger


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("start, csm_of_a01, rejected",
    [("2024-01-01", "unassigned", 2), ("2025-06-01", "C1", 1)])
def test_two_owners_on_the_same_days(ledger, order, start, csm_of_a01, rejected):
    """Both are rejected if they start together, else the later one; `role` is the remedy."""
    people(ledger)
    rows = anns() + second("A01", start_date=start)
    taken = ledger.take("assignments.csv", rows[::order])
    assert (taken.code, taken.count("rejected"), taken.count("new")) == (
        2, rejected, 13 - rejected), taken
    says(taken.reasons, "role")
    assert ledger.card("C1")["due"] == (11 if rejected == 2 else 12)
    assert ledger.card("C2")["due"] == 0
    assert ledger.card("unassigned")["due"] == (1 if rejected == 2 else 0)


@pytest.mark.parametrize("role", ["onboarding", "Solutions Architect"])
def test_other_roles_own_nothing(ledger, role):
    """They stand beside the owner from the same day, taken and without effect."""
    people(ledger)
    rows = [row | {"role": ""} for row in anns()] + second("A01", "A02", "A03", role=role)
    taken = ledger.take("assignments.csv", rows)
    assert (taken.code, taken.counts) == (0, {"new": 15}), taken
    assert (ledger.card("C1")["due"], ledger.card("C2")["due"]) == (12, 0)
    assert ledger.take("assignments.csv", rows).counts == {"unchanged": 15}


def test_owner_is_the_empty_role(full):
    """The word for it, in any case, is the same row as no word."""
    words = ["owner", "Owner", "OWNER", " owner ", "", "n/a"]
    rows = [row | {"role": words[n % 6]} for n, row in enumerate(assignments())]
    assert full.take("assignments.csv", rows).counts == {"unchanged": 12}


def test_roles_are_keyed_by_all(ledger):
    """One account and day: an owner, two technical people, and one of them for onboarding too."""
    people(ledger)
    rows = [row | {"role": ""} for row in anns()] + second("A01", role="technical") + second(
        "A01", role="onboarding") + second("A01", role="technical", csm_id="C1")
    assert ledger.take("assignments.csv", rows).counts == {"new": 15}
    done = ledger.withdraw("assignments", "A01,2024-01-01,C2,onboarding")
    assert done.code == 0, done
    assert ledger.feed("assignments")["rows"] == 14
    assert ledger.card("C1")["due"] == 12


# --- withdrawn overrides --------------------------------------------------------------------------

def test_withdrawn_overrides_leave_the_audit(full):
    """A wrong call that vanishes after its renewal was settled is counted."""
    rows = [{"override_id": f"O{n}", "account_id": account, "csm_id": "C1", "logged_on": day,
             "asserted_tier": "amber", "model_tier": "red"}
            for n, account, day in ((1, "A11", "2025-09-01"), (2, "A09", "2025-07-01"))]
    full.take("overrides.csv", rows)
    assert full.review("2026-01")["override_audit"]["counts"]["eligible"] == 2
    assert full.withdraw("overrides", "O1").code == 0
    audit = full.review("2026-01")["override_audit"]
    assert [episode["episode_id"] for episode in audit["episodes"]] == ["O2"]
    found = {name: value for name, value in audit["counts"].items() if "withdrawn" in name}
    assert list(found.values()) == [1], audit["counts"]
    assert audit["counts"]["overrides"] == 1


def test_an_override_withdrawn_in_time_is_not_counted(full):
    """Its renewal is still to come."""
    today = datetime.date.today()
    full.take("renewals.csv", [line("R13", "R01", due_date=str(today + datetime.timedelta(120)),
                                    outcome="open", closed_date="", arr_after="")])
    full.take("overrides.csv", [{
        "override_id": "O1", "account_id": "A01", "csm_id": "C1", "asserted_tier": "amber",
        "model_tier": "red", "logged_on": str(today - datetime.timedelta(10))}])
    full.withdraw("overrides", "O1")
    found = full.review(str(today)[:7])["override_audit"]["counts"]
    assert [value for name, value in found.items() if "withdrawn" in name] == [0], found


# --- identifiers ----------------------------------------------------------------------------------

def long_id(short: str) -> str:
    """The 18 characters of a Salesforce identifier of 15: a letter or digit for the capitals of
    each five."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    return short + "".join(letters[sum(1 << place for place,
        character in enumerate(short[at:at + 5])
                                       if character.isupper())] for at in (0, 5, 10))


SHORT = {f"A{n:02}": f"0015g00000AbC{n:02}" for n in range(1, 13)}
assert long_id("0015g00000AbC01") == "0015g00000AbC01AAF"


def with_ids(rows: list, ids: dict[str, str]) -> list:
    """The rows with other identifiers of accounts."""
    return [row | {"account_id": ids.get(row["account_id"], row["account_id"])} for row in rows]


@pytest.mark.parametrize("named, sent", [("long", "short"), ("short", "long")])
def test_salesforce_identifiers_of_15_and_18(ledger, named, sent):
    """A report has 15 characters, an export by the interface 18: the same accounts. Said once."""
    ids = {"short": SHORT, "long": {name: long_id(short) for name, short in SHORT.items()}}
    ledger.take("accounts.csv", with_ids(accounts(), ids[named]))
    ledger.take("csms.csv", csms())
    ledger.take("health.csv", with_ids(health(), ids[named]))
    ledger.take("assignments.csv", with_ids(assignments(), ids[sent]))
    taken = ledger.take("renewals.csv", with_ids(renewals(), ids[sent]))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    says(taken.told, "15", "18")
    assert taken.told.count("0015g") <= 2, "named for every row"
    assert ledger.headline() == figures()
    assert ledger.card("C2")["due"] == 6


def test_salesforce_identifiers_of_csms(ledger):
    """Users too."""
    users = {"C1": "0055g00000XyZ01", "C2": "0055g00000XyZ02"}
    ledger.take("accounts.csv", accounts())
    ledger.take("csms.csv", [row | {"csm_id": long_id(users[row["csm_id"]])} for row in csms()])
    rows = [row | {"csm_id": users[row["csm_id"]]} for row in assignments()]
    assert ledger.take("assignments.csv", rows).counts == {"new": 12}


def test_identifiers_that_differ_by_case_stay_distinct(ledger):
    """Two accounts whose 15 characters differ only by case are two, in either form."""
    ids = ["0015g00000AbCdE", "0015g00000aBcDe"]
    ledger.take("accounts.csv", [{"account_id": long_id(each), "name": each, "segment": "SMB"}
        for each in ids])
    for each, score in zip(ids, (20, 80)):
        assert ledger.take("health.csv", [
            {"account_id": each, "date": "2025-12-31", "score": score}]).counts == {"new": 1}
    assert [ledger.scores(long_id(each))["2025-12-31"] for each in ids] == [20, 80]


@pytest.mark.parametrize("wrong", ["0015g00000ABC01", "0015g00000abc01", "0015g00000AbC01AAB",
    "0015g00000AbC0"])
def test_what_only_looks_like_the_identifier(ledger, wrong):
    """Another case, a wrong checksum, a character short: an unknown account, not a guess. open: the
    wrong checksum."""
    ledger.take("accounts.csv", [{"account_id": long_id(SHORT["A01"]), "name": "One",
        "segment": "SMB"}])
    taken = ledger.take("health.csv", [{"account_id": wrong, "date": "2025-12-31", "score": 75}])
    assert taken.counts == {"rejected": 1}, taken


@pytest.mark.parametrize("ids", [("A1", "a1"), ("ACME", "Acme")])
def test_other_identifiers_are_case_sensitive(ledger, ids):
    """Two accounts."""
    assert ledger.take("accounts.csv", [
        {"account_id": each, "name": each, "segment": "SMB"} for each in ids]).counts == {"new": 2}


def test_a_renewals_own_identifier_in_both_forms(book):
    """First by a report, then by the interface: the same twelve renewals. open: the page says
    'identifiers'."""
    ids = {f"R{n:02}": f"0065g00000AbC{n:02}" for n in range(1, 13)}
    book.take("renewals.csv", [row | {"renewal_id": ids[row["renewal_id"]]} for row in renewals()])
    book.take("renewals.csv", [row | {"renewal_id": long_id(ids[row["renewal_id"]])}
        for row in renewals()])
    assert book.headline() == figures()


# --- customers ------------------------------------------------------------------------------------

def rate(card: dict) -> dict:
    """The customer renewal rate of a card."""
    return card["metrics"]["customer_renewal_rate"]


def pair(found: dict) -> tuple:
    """Numerator and denominator."""
    return found["numerator"], found["denominator"]


def many(number: int, last: str = "renewed") -> list:
    """More events of A01, one a month; what came of the last."""
    rows = [line(f"R01-{n}", "R01", due_date=f"2025-{n + 1:02}-20",
        closed_date=f"2025-{n + 1:02}-20",
                 arr_before=1000, arr_after=1000) for n in range(1, number + 1)]
    if last == "churned":
        rows[-1] |= {"outcome": "churned", "arr_after": 0}
    if last == "open":
        rows[-1] |= {"outcome": "open", "closed_date": "", "arr_after": "",
            "due_date": "2025-12-20"}
    return rows


def test_the_customer_rate_of_one_contract_each(full):
    """Ten of twelve customers, as the logo rate says; a CSM's six are too few; no target."""
    review = full.review()
    found, logo = rate(review["company"]), review["company"]["metrics"]["logo_renewal_rate"]
    assert pair(found) == (10, 12)
    assert [found[name] for name in ("value", "low", "high", "worst", "best")] == [
        logo[name] for name in ("value", "low", "high", "worst", "best")]
    assert (found.get("target"), found.get("versus_target")) == (None, None)
    ann = rate(review["scorecards"][0])
    assert (pair(ann), ann["value"], ann["reason"]) == ((5, 6), None, "too_few")


@pytest.mark.parametrize("last, logo, customers, worst, best", [
    ("renewed", (14, 16), (10, 12), 10 / 12, 10 / 12),
    ("churned", (13, 16), (9, 12), 9 / 12, 9 / 12),
    ("open", (13, 15), (10, 12), 9 / 12, 10 / 12)])
def test_the_customer_rate_of_many_contracts(book, last, logo, customers, worst, best):
    """A01 has five contracts: it counts once, and only if all that are settled renewed. An open one
    may still spoil it."""
    book.take("renewals.csv", renewals() + many(4, last))
    review = book.review()
    found = rate(review["company"])
    assert book.headline()["logo"] == logo
    assert pair(found) == customers
    assert (found["worst"], found["best"]) == (pytest.approx(worst), pytest.approx(best))


def test_the_customer_rate_with_an_open_customer(book):
    """A12 has nothing settled: 10 of 11; at worst 10 of 12, at best 11."""
    book.take("renewals.csv", renewals(R12={"outcome": "open", "closed_date": "", "arr_after": ""}))
    found = rate(book.review()["company"])
    assert pair(found) == (10, 11)
    assert (found["worst"], found["best"]) == (pytest.approx(10 / 12), pytest.approx(11 / 12))


def test_the_customer_rate_is_of_the_rows_credit(book):
    """A01's second contract is lost under Bob: Ann keeps her customer, Bob lost one, the company
    has lost A01. So it does not add up over CSMs."""
    book.take("assignments.csv", [
        {"account_id": "A01", "csm_id": "C1", "start_date": "2024-01-01", "end_date": "2025-02-01"},
        {"account_id": "A01", "csm_id": "C2", "start_date": "2025-02-01", "end_date": ""}])
    book.take("renewals.csv", renewals() + [
        line("R01b", "R01", due_date="2025-12-10", closed_date="2025-12-10", **CHURNED)])
    review = book.review()
    ann, bob = (rate(card) for card in review["scorecards"])
    assert (pair(ann), pair(bob), pair(rate(review["company"]))) == ((5, 6), (5, 7), (9, 12))


@pytest.mark.parametrize("number, said", [(4, True), (3, False)])
def test_the_doctor_says_how_many_customers(book, number, said):
    """Five contracts of A01 are five of sixteen: the doctor says that the contracts are 12
    customers'. Four are not many."""
    book.take("renewals.csv", renewals() + many(number))
    (says if said else silent)(book.doctor(), r"\b12 customers")


def test_a_tenth_is_not_over_a_tenth(book):
    """Five contracts of A01 among fifty: exactly a tenth."""
    rows = many(4)
    for n, account in itertools.product(range(1, 4), range(2, 13)):
        rows.append(line(f"R{account:02}-{n}", f"R{account:02}", due_date=f"2025-{n + 1:02}-25",
                         closed_date=f"2025-{n + 1:02}-25", **RENEWED))
    rows.append(line("R02-x", "R02", due_date="2024-12-31"))
    rows = renewals() + rows
    book.take("accounts.csv", accounts() + [{"account_id": "A13", "name": "New", "segment": "SMB"}])
    rows.append(line("R13", "R01", account_id="A13"))
    in_window = [row for row in rows if row["due_date"] > "2024-12-31"]
    assert len(in_window) == 50
    book.take("renewals.csv", rows)
    silent(book.doctor(), r"\b13 customers")


def test_parents_change_no_rate(full):
    """Rates are per account, and the doctor says so where parents are given."""
    before = full.review()
    full.take("accounts.csv", [row | {"parent_account_id": "A01"} for row in accounts()])
    after = full.review()
    assert headline(after["company"]) == figures()
    assert after["company"] == before["company"]
    says(full.doctor(), "parent_account_id|parent")
