"""Section A: blanks, words, identifiers, dates, time zones, numbers, percent, currencies."""

from __future__ import annotations

import datetime

import pytest
from ledger import Ledger, keeps_promise, says, silent
from portfolio import (accounts, arr, as_amounts, as_dates, assignments, csms, english, figures,
    german, health,
                       renewals, text)
from workbooks import workbook

# --- blanks and words -----------------------------------------------------------------------------

BLANKS = [" ", "   ", "\t", "\u00a0", "\u200b", "\ufeff", "\u202f", " \u00a0\u200b"]


def test_surrounding_blanks_are_no_part_of_a_value(book):
    """Copied from a web page or padded by SQL: the same identifier, day, word and number."""
    rows = [{name: f"{BLANKS[n % 8]}{value}{BLANKS[n % 8]}" for name, value in row.items()}
            for n, row in enumerate(renewals())]
    taken = book.take("renewals.csv", text(rows, ";"))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken.reasons.encode("unicode_escape")
    assert book.headline() == figures()


def test_words_in_any_case(book):
    """Renewed, RENEWED and renewed are one word."""
    changes = [str.upper, str.title, str.swapcase, str.lower]
    rows = [row | {"outcome": changes[n % 4](row["outcome"])} for n, row in enumerate(renewals())]
    assert book.take("renewals.csv", rows).counts == {"new": 12}
    assert book.headline() == figures()


def test_words_of_all_feeds_in_any_case(full):
    """Stages, kinds, scopes and tiers too."""
    sent = {
        "opportunities.csv": [{"opportunity_id": "P1", "account_id": "A01",
            "created_on": "2025-03-01",
                               "stage": "Won", "amount": 5000, "closed_on": "2025-04-01"}],
        "surveys.csv": [{"response_id": f"S{n}", "account_id": "A01", "kind": "NPS", "score": 10,
                         "responded_on": "2025-05-05"} for n in range(10)],
        "targets.csv": [{"scope": "Company", "scope_id": "", "metric": "nps",
            "from_date": "2025-01-01",
                         "to_date": "2025-12-31", "value": 40}],
        "benchmarks.csv": [{"metric": "nps", "segment": "", "statistic": "Median", "value": 30}],
        "health.csv": [{"account_id": "A01", "date": "2025-12-30", "score": 99, "tier": "RED"}]}
    for name, rows in sent.items():
        assert full.take(name, rows).code == 0, name
    metrics = full.review()["company"]["metrics"]
    assert metrics["expansion_won"]["value"] == 5000
    assert (metrics["nps"]["value"], metrics["nps"]["target"]) == (100, 40)
    assert metrics["nps"]["benchmarks"][0]["statistic"] == "median"
    says(full.history("A01"), r"2025-12-30 +99\.0 +red")


def override(**more: object) -> dict:
    """Ann's override of A11 from red to amber, 75 days before its renewal."""
    return {"override_id": "O1", "account_id": "A11", "csm_id": "C1", "logged_on": "2025-09-01",
            "asserted_tier": "amber", "model_tier": "red"} | more


@pytest.mark.parametrize("word", ["Yellow", " yellow", "Amber"])
def test_yellow_is_amber(full, word):
    """Red, yellow, green is what most tools say."""
    assert full.take("overrides.csv", [override(asserted_tier=word, model_tier="Red")]).code == 0
    episode, = full.review("2026-01")["override_audit"]["episodes"]
    assert (episode["asserted_tier"], episode["direction"], episode["verdict"]) == (
        "amber", "up", "score_right")


def test_other_words_are_rejected(book):
    """Nothing is guessed: a word that is none of the feed's needs a mapping."""
    words = ["orange", "grün", "ok", "Closed Won", "1"]
    taken = book.take("renewals.csv", renewals(
        **{f"R{n:02}": {"outcome": word} for n, word in enumerate(words, 1)}))
    assert taken.counts == {"new": 7, "rejected": 5}
    assert [row["value"] for row in taken.rejects] == words
    says(taken.reasons, "outcome", "renewed")


def test_null_words_are_empty_and_reported(book):
    """An open renewal of a database or spreadsheet: nothing in closed_date, arr_after, currency."""
    nulls = ["NULL", "null", r"\N", "#N/A", "n/a", "N/A", " NULL "]
    rows = renewals(R12={"outcome": "open", "closed_date": r"\N", "arr_after": "NULL"})
    rows = [row | {"currency": nulls[n % 7], "notice_date": nulls[n % 5]} for n,
        row in enumerate(rows)]
    taken = book.take("renewals.csv", rows)
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    says(taken.told, r"NULL|\\N|#N/A|n/a")
    # R12 is pending: 11 settled of 12 due. Its account keeps 10,000.
    assert book.headline() == figures(
        settled=11, logo=(10, 11), gross=(100000, 110000), net=(100000, 110000), churn=(1, 12),
        retention=(110000, 120000), net_retention=(110000, 120000), accounts=11, mrr=110000 / 12)


def test_null_words_in_required_columns_are_rejected(book):
    """NULL is not an identifier, and not the account 'NULL'."""
    columns = ["renewal_id", "account_id", "due_date", "outcome", "arr_before"]
    taken = book.take("renewals.csv", renewals(
        **{f"R{n:02}": {column: "NULL"} for n, column in enumerate(columns, 1)}))
    assert taken.counts == {"new": 7, "rejected": 5}, taken
    assert [row["column"] for row in taken.rejects] == columns


@pytest.mark.parametrize("value", ["-", "none", "NA", "0000-00-00", "1970-01-01", "?"])
def test_other_fillers_are_not_guessed(book, value):
    """What may or may not mean empty rejects its row. open: the page lists four words only."""
    rows = renewals(R12={"outcome": "open", "closed_date": value, "arr_after": ""})
    taken = book.take("renewals.csv", rows)
    assert taken.counts == {"new": 11, "rejected": 1} or taken.counts == {"new": 12}, taken
    assert taken.count("new") == 11 or book.headline()["settled"] == 11


# --- identifiers ----------------------------------------------------------------------------------

@pytest.mark.parametrize("spoilt", ["1.12233E+11", "1,12233E+11", "1.12233e+11", "9E+15"])
def test_identifiers_in_scientific_form_are_refused(ledger, spoilt):
    """Excel has thrown the last digits away: two customers would be one. Said, and not taken."""
    taken = ledger.take("accounts.csv", text(accounts() + [
        {"account_id": spoilt, "name": "Spoilt", "segment": "SMB"}], ";"))
    assert taken.code in (1, 2)
    says(taken.reasons + taken.said, r"E\+")
    says(taken.reasons + taken.said, "digits|scientific|exponent|spreadsheet|excel|text")
    if taken.code == 2:
        assert taken.counts == {"new": 12, "rejected": 1}


def test_other_identifiers_stay_as_they_are(ledger):
    """An identifier with an E, a leading zero or a point is one, and keeps them. open: 3E10 and
    1E5."""
    names = ["3E10", "1E5", "E+11", "12E-4X", "0012", "1.5", "A,B", "NA", "Ünïcode", "1E+5-EMEA",
        "12"]
    rows = [{"account_id": name, "name": "One", "segment": "SMB"} for name in names]
    assert ledger.take("accounts.csv", rows).counts == {"new": 11}
    taken = ledger.take("health.csv", [
        {"account_id": name, "date": "2025-12-31", "score": n} for n, name in enumerate(names)])
    assert taken.counts == {"new": 11}, taken
    assert [ledger.scores(name) for name in ("0012", "12")] == [
        {"2025-12-31": 4}, {"2025-12-31": 10}]


# --- dates ----------------------------------------------------------------------------------------

TIMES = ["", " 00:00", " 00:00:00", " 23:59:59", " 01:05 PM", " 1:05:09 pm", " 12:00:00 AM",
    "T13:45:00",
         "T13:45:00Z", "T13:45:00.123+0000", " 13:45:00+00:00", " 13:45:00.123456"]

DATES = {
    "2025-12-31": "%Y-%m-%d", "2025/12/31": "%Y/%m/%d", "20251231": "%Y%m%d",
    "31.12.2025": "%d.%m.%Y",
    "31/12/2025": "%d/%m/%Y", "12/31/2025": "%m/%d/%Y", "31-Dec-25": "%d-%b-%y",
    "31-DEC-25": lambda day: day.strftime("%d-%b-%y").upper(),
    "5.1.2025": lambda day: f"{day.day}.{day.month}.{day.year}",
    "1/15/2025": lambda day: f"{day.month}/{day.day}/{day.year}",
    "15/1/2025": lambda day: f"{day.day}/{day.month}/{day.year}",
    "2025/1/15": lambda day: f"{day.year}/{day.month}/{day.day}",
    "15-Jan-2025": "%d-%b-%Y",  # open: the page has two digits here
}


@pytest.mark.parametrize("form", DATES)
def test_every_form_of_a_date(book, form):
    """Twelve renewals in one form, each with another time or none. Closed five days early."""
    early = [row | {"closed_date": row["due_date"].replace("-15", "-10")} for row in renewals()]
    rows = as_dates(early, DATES[form])
    plain = book.take("renewals.csv", text(rows, ";"))
    assert (plain.code, plain.counts) == (0, {"new": 12}), plain
    rows = [row | {"due_date": row["due_date"] + time, "closed_date": row["closed_date"] + time}
            for row, time in zip(rows, TIMES)]
    taken = book.take("renewals.csv", text(rows, ";"))
    assert (taken.code, taken.counts) == (0, {"unchanged": 12}), taken
    counts = book.review()["company"]["renewals"]
    assert book.headline() == figures()
    assert (counts["on_time"], counts["late"], counts["early"]) == (12, 0, 0)
    if form != "2025-12-31":
        says(plain.told, r"date|d{1,2}[./-]?m|m{1,2}[./-]?d|yyyy|day|" + form[:2])


@pytest.mark.parametrize("style", ["%m/%d/%y", "%d/%m/%y", "%d.%m.%y", "%y-%m-%d", "%d-%m-%Y",
    "%m-%d-%Y",
                                   "%B %d, %Y", "%d %b %Y", "%a %d/%m/%Y", "%Y-%m-%d %H:%M:%S UTC",
                                   "%Y-%m-%dT%H:%M:%S.000000000Z", "%Y.%m.%d", "%Y-%m", "%s"])
def test_other_forms_keep_the_promise(book, style):
    """Forms that the page does not list are read right or said. open: which of the two."""
    keeps_promise(book, book.take("renewals.csv", text(as_dates(renewals(), style), ";")),
        figures())


def test_two_digit_years(book):
    """1990 to 2049, as the page says; 50 to 89 are neither 19 nor 20 for sure."""
    written = ["01-Jan-90", "31-Dec-00", "31-Dec-24", "31-Dec-49", "31-Dec-89", "31-Dec-50",
        "01-Jan-70"]
    rows = [{"session_id": f"S{n}", "account_id": "A01", "csm_id": "C1", "held_on": day}
            for n, day in enumerate(written)]
    taken = book.take("sessions.csv", rows)
    assert taken.counts == {"new": 4, "rejected": 3}, taken
    assert [row["value"] for row in taken.rejects] == written[4:]
    feed = book.feed("sessions", "2049-12")
    assert (feed["first"], feed["last"], feed["rows"]) == ("1990-01-01", "2049-12-31", 4)
    assert book.feed("sessions", "2000-12")["last"] == "2000-12-31"


def test_days_that_do_not_exist_are_rejected(book):
    """One bad day rejects its row, not the file."""
    written = ["2025-02-29", "31.04.2025", "2025-13-01", "00.01.2025", "32.01.2025",
        "2025-01-15T25:00:00",
               "2025-01-15 12:60", "15.1.", "20251301", "tomorrow", "2025"]
    taken = book.take("renewals.csv", renewals(
        **{f"R{n:02}": {"due_date": day, "closed_date": ""} for n, day in enumerate(written, 1)}))
    assert taken.counts == {"new": 1, "rejected": 11}, taken
    assert [row["value"] for row in taken.rejects] == written


SLASHED = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}


@pytest.mark.parametrize("order", SLASHED)
def test_an_undecided_column_follows_the_others(book, order):
    """due_date has a 15th and decides; closed_date on the 10th of the next month follows it."""
    rows = []
    for row in renewals():
        due = datetime.date.fromisoformat(row["due_date"])
        rows.append(row | {"closed_date": str((due + datetime.timedelta(20)).replace(day=10))})
    rows = [row if row["renewal_id"] < "R12" else row | {"closed_date": ""} for row in rows]
    taken = book.take("renewals.csv", as_dates(rows, SLASHED[order]))
    assert taken.counts == {"new": 12}, taken
    # R01 to R11 are closed on the 10th of the month after: late, and all by December.
    counts = book.review()["company"]["renewals"]
    assert (counts["late"], counts["on_time"], counts["due"]) == (11, 1, 12)


def low_days() -> list:
    """Renewals on the 5th of the month: slash dates that fit both orders."""
    return [row | {"due_date": row["due_date"][:-2] + "05", "closed_date": ""}
        for row in renewals()]


@pytest.mark.parametrize("order", SLASHED)
def test_dates_that_fit_both_orders_are_refused(book, order):
    """The one line names --dates; with it the file is taken in the order that the person says."""
    rows = as_dates(low_days(), SLASHED[order])
    says(book.take("renewals.csv", rows).refusal, "--dates", "dmy", "mdy")
    assert book.take("renewals.csv", rows, "--dates", order).counts == {"new": 12}
    feed = book.feed("renewals")
    assert (feed["first"], feed["last"]) == ("2025-01-05", "2025-12-05")


def test_the_other_order_is_the_persons_decision(book):
    """05/01 to 05/12 read as mdy are twelve days of May."""
    rows = as_dates(low_days(), "%d/%m/%Y")
    assert book.take("renewals.csv", rows, "--dates", "mdy").counts == {"new": 12}
    feed = book.feed("renewals")
    assert (feed["first"], feed["last"]) == ("2025-05-01", "2025-05-12")


def test_both_orders_in_one_column_are_refused(book):
    """31/01/2025 beside 02/28/2025: two hands have typed this column."""
    rows = as_dates(renewals(), "%d/%m/%Y")
    rows[4] |= {"due_date": "05/15/2025"}
    says(book.take("renewals.csv", rows).refusal, "due_date", "order|both|day")


def test_columns_may_have_orders_of_their_own(book):
    """One order per column: due_date dmy, closed_date mdy, both decided by their 15ths."""
    rows = [row | {"closed_date": f"{row['closed_date'][3:5]}/15/2025"} for row in
            as_dates(renewals(), "%d/%m/%Y")]
    assert book.take("renewals.csv", rows).counts == {"new": 12}
    assert book.headline() == figures()


def test_an_undecided_column_among_disagreeing_ones_is_refused(book):
    """due_date dmy, closed_date mdy: notice_date 03/04/2025 could be either."""
    rows = [row | {"closed_date": f"{row['closed_date'][3:5]}/15/2025"} for row in
            as_dates(renewals(), "%d/%m/%Y")]
    rows[4]["notice_date"] = "03/04/2025"
    says(book.take("renewals.csv", rows).refusal, "--dates", "notice_date")


def test_slash_dates_that_read_alike_both_ways_are_accepted(ledger):
    """01/01/2024 is one day in either order. open: 'unambiguous input is accepted'."""
    ledger.take("accounts.csv", accounts())
    ledger.take("csms.csv", csms())
    rows = [{"account_id": "A01", "csm_id": "C1", "start_date": "01/01/2024"},
            {"account_id": "A02", "csm_id": "C2", "start_date": "02/02/2024"}]
    taken = ledger.take("assignments.csv", rows)
    assert taken.counts == {"new": 2}, taken


def test_a_date_beyond_both_orders_rejects_its_row(book):
    """31/31/2025 decides nothing and is no day."""
    rows = as_dates(renewals(), "%d/%m/%Y")
    rows[4] |= {"due_date": "31/31/2025", "closed_date": ""}
    assert book.take("renewals.csv", rows).counts == {"new": 11, "rejected": 1}


@pytest.mark.parametrize("far", [
    ["9999-12-31", "2099-12-31", "31.12.9999", "31/12/2099", "31-Dec-2099", "99991231",
        "9999-12-31 23:59:59",
     "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999+00:00", "2099-12-31T00:00:00+0000",
     "31/12/9999",
     ""],
    ["12/31/9999", "12/31/2099", "12/31/9999 11:59 PM"] * 4], ids=["forms", "mdy"])
def test_the_end_of_time_is_an_open_end(ledger, far):
    """How databases say 'still': assignments and CSMs without an end, in any form."""
    ledger.take("accounts.csv", accounts())
    taken = ledger.take("csms.csv", csms(C1={"end_date": far[0]}, C2={"end_date": far[1]}))
    assert taken.code == 0, taken
    rows = [row | {"end_date": end} for row, end in zip(assignments(), far)]
    assert ledger.take("assignments.csv", rows).counts == {"new": 12}
    assert ledger.take("assignments.csv", assignments()).counts == {"unchanged": 12}
    assert ledger.take("csms.csv", csms()).counts == {"unchanged": 2}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "UTC"])
def test_the_end_of_time_in_a_zone(full, zone):
    """Midnight UTC at the end of time is the day before in New York, and no day at all in
    Auckland."""
    ends = ["9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z", "2099-12-31T00:00:00Z",
        "2099-12-31 23:59:59+0000"]
    rows = [row | {"end_date": ends[n % 4]} for n, row in enumerate(assignments())]
    assert full.take("assignments.csv", rows, "--time-zone", zone).counts == {"unchanged": 12}


def test_a_target_for_good(full):
    """to_date is required; 9999-12-31 there means that the target has no end."""
    rows = [{"scope": "company", "scope_id": "", "metric": "logo_renewal_rate", "value": "0.9",
             "from_date": "2025-01-01", "to_date": "9999-12-31"}]
    assert full.take("targets.csv", rows).counts == {"new": 1}
    assert full.review()["company"]["metrics"]["logo_renewal_rate"]["target"] == 0.9


def test_the_end_of_time_is_no_day_elsewhere(book):
    """Nothing falls due in 9999."""
    taken = book.take("renewals.csv", renewals(R05={"due_date": "9999-12-31"}))
    assert taken.counts == {"new": 11, "rejected": 1}, taken


def test_the_end_of_time_in_a_workbook(full):
    """The last day that Excel knows, as a date cell."""
    rows = [row | {"end_date": "9999-12-31"} for row in assignments()]
    assert full.take("assignments.xlsx", workbook({"S": rows})).counts == {"unchanged": 12}


# --- time zones -----------------------------------------------------------------------------------

def held(*times: str) -> list:
    """Sessions at these times."""
    return [{"session_id": f"S{n}", "account_id": "A01", "csm_id": "C1", "held_on": time}
            for n, time in enumerate(times)]


@pytest.mark.parametrize("zone, before, within, after", [
    (None, ["2025-12-01T01:00:00+02:00"],
     ["2025-12-01T03:00:00Z", "2026-01-01T01:00:00+02:00", "2026-01-01T01:00:00+0200",
         "2025-11-30T20:00:00-0530",
      "2025-12-31 23:30:00"], ["2026-01-01 12:30 AM", "2026-01-01T00:00:00Z"]),
    ("America/New_York", ["2025-12-01T03:00:00Z", "2025-12-01T04:59:59.999+0000"],
     ["2026-01-01T04:59:59Z", "2026-01-01T04:59:59.999Z", "2025-12-01T00:30:00", "2025-12-01",
         "2025-12-01T05:00:00Z"],
     ["2026-01-01T05:00:00Z"]),
    ("Asia/Tokyo", ["2025-11-30T14:59:59Z"], [
        "2025-11-30T15:00:00Z", "2025-12-31 23:30:00", "2025-12-31 11:30 PM"],
     ["2025-12-31T15:00:00Z"]),
    ("Asia/Kolkata", ["2025-11-30T18:29:59Z"], ["2025-11-30T18:30:00Z"], ["2025-12-31T18:30:00Z"])])
def test_a_time_with_a_zone_falls_on_its_day_there(full, zone, before, within, after):
    """In UTC, or in the zone that the person names. A time without a zone, and a day, stay."""
    taken = full.take("sessions.csv", held(*before, *within, *after),
        *(("--time-zone", zone) if zone else ()))
    assert (taken.code, taken.count("rejected")) == (0, 0), taken
    found = [full.review(month)["company"]["metrics"]["sessions_held"]["value"]
             for month in ("2025-11", "2025-12", "2026-01")]
    assert found == [len(before), len(within), len(after)]


def test_a_zone_of_two_digits(full):
    """+00 and -05, as PostgreSQL writes them. open: the page has four digits."""
    rows = held("2026-01-01 03:30:00+00", "2025-12-31 22:30:00-05", "2026-01-01 03:30:00.123456+00")
    assert full.take("sessions.csv", rows, "--time-zone", "America/New_York").counts == {"new": 3}
    assert full.review()["company"]["metrics"]["sessions_held"]["value"] == 3


def test_summer_time_counts(full):
    """New York is four hours behind in July and five in December."""
    rows = held("2025-07-01T04:30:00Z", "2025-07-01T03:30:00Z", "2025-12-01T04:30:00Z",
        "2025-12-01T05:30:00Z")
    assert full.take("sessions.csv", rows, "--time-zone", "America/New_York").counts == {"new": 4}
    found = [full.review(month)["company"]["metrics"]["sessions_held"]["value"]
             for month in ("2025-06", "2025-07", "2025-11", "2025-12")]
    assert found == [1, 1, 1, 1]


# --- numbers --------------------------------------------------------------------------------------

UNIT = 10000.25


def swiss(mark: str):
    """10'000.25 with that mark."""
    return lambda number: f"{number:,.2f}".replace(",", mark)


@pytest.mark.parametrize("style, word", [
    (str, None), (english, r"1,234"), (german, r"1\.234"),
    (lambda n: f"{n:,.2f}".replace(",", " ").replace(".", ","), "1 234|,"),
    (lambda n: f"{n:,.2f}".replace(",", "\u00a0").replace(".", ","), "1.234|,"),
    (lambda n: f"{n:,.2f}".replace(",", "\u202f").replace(".", ","), "1.234|,"),
    (swiss("'"), "1'234|'"), (swiss("\u2019"), "1.234|'|\u2019"),
    (lambda n: f"{n:.2f}".replace(".", ","), ","), (lambda n: f"{n:,.4f}", None)],
    ids=["plain", "English", "German", "French", "no-break", "narrow no-break", "Swiss",
        "Swiss curled",
         "decimal comma", "four decimals"])
def test_every_style_of_a_number(book, style, word):
    """10,000.25 in every style is 10000.25."""
    taken = book.take("renewals.csv", text(as_amounts(renewals(UNIT), style), ";"))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    assert book.headline() == figures(UNIT)
    if word:
        says(taken.told, word)


@pytest.mark.parametrize("written, value", [
    ("1234,567", 1234.567), ("1234.567", 1234.567), ("0,950", 0.95), ("0.950", 0.95),
    ("1.234.567", 1234567), ("1,234,567", 1234567), ("12,5", 12.5), ("12.5", 12.5),
    ("1,234.5", 1234.5),
    ("1.234,5", 1234.5), ("1 234", 1234), ("1'234", 1234), ("1234", 1234), ("12345,678", 12345.678),
    ("1.234.567,89", 1234567.89), ("1 234 567", 1234567), ("0,123", 0.123), ("12,3456", 12.3456)])
def test_one_amount_that_decides_itself(book, written, value):
    """Four digits before a mark, a leading zero, a repeated mark, other than three digits after
    it."""
    rows = renewals(R01={"arr_before": written, "arr_after": written})
    taken = book.take("renewals.csv", text(rows, ";"))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    total = (90000 + value, 110000 + value)
    assert book.headline()["gross"] == figures(gross=total)["gross"]


@pytest.mark.parametrize("written, english_value, german_value", [
    ("1,234", 1234, 1.234), ("1.234", 1.234, 1234), ("999.000", 999, 999000),
    ("12,500", 12500, 12.5)])
def test_an_amount_that_decides_nothing_is_refused(book, written, english_value, german_value):
    """Every mark is followed by three digits: the one line names both styles; the person
    decides."""
    rows = text(renewals(R01={"arr_before": written, "arr_after": written}), ";")
    says(book.take("renewals.csv", rows).refusal, "--numbers", r"1,234\.56", r"1\.234,56")
    for style, value in (("1,234.56", english_value), ("1.234,56", german_value)):
        assert book.take("renewals.csv", rows, "--numbers", style).code == 0
        assert book.headline()["gross"] == figures(gross=(90000 + value, 110000 + value))["gross"]


@pytest.mark.parametrize("other, value", [
    ("2.500,75", 1234.567), ("0,5", 1234.567), ("1.234.567", 1234.567)],
    ids=["both", "half", "repeated"])
def test_another_amount_decides(book, other, value):
    """One style per file: R02, or the amount after, tells how to read 1.234,567 in R01."""
    rows = renewals(R01={"arr_before": "1234,567", "arr_after": "1234,567"},
                    R02={"arr_before": other, "arr_after": other},
                    R03={"arr_before": "3.000", "arr_after": "3.000"})
    taken = book.take("renewals.csv", text(rows, ";"))
    assert taken.counts == {"new": 12}, taken
    second = float(other.replace(".", "").replace(",", "."))
    before = value + second + 3000
    assert book.headline()["gross"] == figures(gross=(before + 70000, before + 90000))["gross"]


@pytest.mark.parametrize("first, second", [
    ("1,234.50", "1.234,50"), ("1,5", "1.5"), ("1,234,567", "1.234.567"), ("1'234.50", "1.234,50"),
    ("1 234,50", "1,234.50")])
def test_two_styles_in_one_file_are_refused(book, first, second):
    """Pasted together from two countries: no reading is right for both."""
    rows = renewals(R01={"arr_before": first, "arr_after": first},
                    R02={"arr_before": second, "arr_after": second})
    says(book.take("renewals.csv", text(rows, ";")).refusal, "number|style|mark")


def test_a_number_against_the_option_rejects_its_row(book):
    """With --numbers 1.234,56 the text 1,234.50 is no number."""
    rows = text(renewals(R01={"arr_before": "1,234.50", "arr_after": "1,234.50"}), ";")
    taken = book.take("renewals.csv", rows, "--numbers", "1.234,56")
    assert taken.code in (1, 2) and taken.count("new") in (0, 11), taken


def test_what_is_no_number_is_rejected(book):
    """A row, not a guess, and not a figure of 10."""
    written = ["10k", "ten", "NaN", "inf", "1e999", "--5", "=5000*2", "10000 or so", "$", "EUR",
        "()"]
    taken = book.take("renewals.csv", text(renewals(
        **{f"R{n:02}": {"arr_before": value} for n, value in enumerate(written, 1)}), ";"))
    assert taken.counts == {"new": 1, "rejected": 11}, taken


@pytest.mark.parametrize("written", ["1..5", "1 23", "12.34.56", "1,2,3", "10.000,00.0", "1,,000",
    "1.234.56"])
def test_marks_that_make_no_number(book, written):
    """Rejected or refused, never read."""
    taken = book.take("renewals.csv", text(renewals(R05={"arr_before": written}), ";"))
    assert taken.code in (1, 2) and taken.count("new") in (0, 11), taken


@pytest.mark.parametrize("written", ["1,23,456.00", "12,34,567"])
def test_indian_groups_keep_the_promise(book, written):
    """Lakh and crore: 123456, or a word. open: not on the page."""
    value = float(written.replace(",", ""))
    rows = renewals(R01={"arr_before": written, "arr_after": written})
    keeps_promise(book, book.take("renewals.csv", text(rows, ";")), figures(
        **{name: (90000 + value, 110000 + value)
            for name in ("gross", "net", "retention", "net_retention")},
        mrr=(90000 + value) / 12))


def won(*amounts: str) -> list:
    """Opportunities of these amounts, won in 2025."""
    return [{"opportunity_id": f"P{n}", "account_id": "A01", "created_on": "2025-03-01",
        "stage": "won",
             "amount": amount, "closed_on": "2025-04-01"} for n, amount in enumerate(amounts)]


@pytest.mark.parametrize("amounts, total", [
    (["5,000.00", "(1,234.50)"], 3765.5), (["5000", "(1234)"], 3766),
    (["5.000,00", "-1.234,50"], 3765.5),
    (["$5,000.00", "($1,234.50)"], 3765.5), (["5,000.00", "$(1,234.50)"], 3765.5),
    (["5,000.00", "-$1,234.50"], 3765.5),
    (["5000.00", "\u22121234.50"], 3765.5)])
def test_negative_amounts_of_accountants(full, amounts, total):
    """(1,234.50) is minus 1234.50. open: the sign with the bracket, and the true minus sign."""
    assert full.take("opportunities.csv", text(won(*amounts), ";")).counts == {"new": 2}
    assert full.review()["company"]["metrics"]["expansion_won"]["value"] == total


def test_a_negative_arr_is_rejected(full):
    """(1,234) is read as negative, and ARR is not."""
    taken = full.take("arr.csv", text(arr(A05="(1,234.00)"), ";"))
    assert taken.counts == {"new": 11, "rejected": 1}


@pytest.mark.parametrize("written", [
    {"75,5": 75.5, "75,123": 75.1, "7,512": 7.5, "75,5%": 75.5, "0,750": 0.8, "75 %": 75},
    {"75.5": 75.5, "75.123": 75.1, "1.000": 1, "75%": 75}], ids=["comma", "point"])
def test_scores_never_have_thousands(full, written):
    """A mark in a score is a decimal mark; the percent sign is dropped."""
    rows = [{"account_id": f"A{n:02}", "date": "2025-12-30", "score": score} for n,
        score in enumerate(written, 1)]
    assert full.take("health.csv", text(rows, ";")).counts == {"new": len(rows)}
    assert [full.scores(row["account_id"])["2025-12-30"] for row in rows] == list(written.values())


def test_components_never_have_thousands(full):
    """60,125 in a component is 60.1; a score that is a percent has components that are."""
    rows = [{"account_id": "A01", "date": "2025-12-30", "score": "75,125",
        "component_usage": "60,125"},
            {"account_id": "A02", "date": "2025-12-30", "score": "75%", "component_usage": "60%"}]
    taken = full.take("health.csv", text(rows, ";"))
    assert taken.counts == {"new": 2}, taken
    says(full.run("history", "A01", "--json").out, r"60\.1\b")
    says(full.run("history", "A02", "--json").out, r'"usage": 60\b')


# --- percent --------------------------------------------------------------------------------------

def target(value: str, metric: str = "logo_renewal_rate", scope: str = "company") -> list:
    """One target for 2025."""
    return [{"scope": scope, "scope_id": "", "metric": metric, "from_date": "2025-01-01",
             "to_date": "2025-12-31", "value": value}]


@pytest.mark.parametrize("written, value", [
    ("90%", 0.9), ("90.5 %", 0.905), ("90,5\u00a0%", 0.905), ("100%", 1), ("0,905", 0.905)])
def test_percent_divides_in_rates(full, written, value):
    """A target of 90 % is 0.9."""
    assert full.take("targets.csv", text(target(written), ";")).counts == {"new": 1}
    found = full.review()["company"]["metrics"]["logo_renewal_rate"]["target"]
    assert found == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("written, value", [("85%", 0.85), ("0.85", 0.85)])
def test_percent_divides_in_benchmarks(full, written, value):
    """A benchmark of 85 % is 0.85."""
    rows = [{"metric": "logo_renewal_rate", "segment": "", "statistic": "median", "value": written}]
    assert full.take("benchmarks.csv", rows).counts == {"new": 1}
    found, = full.review()["company"]["metrics"]["logo_renewal_rate"]["benchmarks"]
    assert found["value"] == pytest.approx(value, abs=1e-12)


def test_percent_in_an_amount_is_rejected(book):
    """10 % of what? open: the page has percent in rates and scores only."""
    assert book.take("renewals.csv", renewals(R05={"arr_before": "10%"})).counts == {
        "new": 11, "rejected": 1}


# --- currencies -----------------------------------------------------------------------------------

def fx(rate: str = "1.1", currency: str = "EUR") -> list:
    """A rate for the first day of the window."""
    return [{"currency": currency, "date": "2024-12-31", "rate": rate}]


def in_turn(*styles) -> list:
    """The renewals with their amounts in these styles in turn."""
    return [as_amounts([row], styles[n % len(styles)])[0] for n, row in enumerate(renewals())]


@pytest.mark.parametrize("rows", [
    in_turn(lambda n: f"€{n:,.2f}", lambda n: f"€ {n:,.2f}", lambda n: f"EUR {n:,.2f}",
        lambda n: f"{n:,.2f} EUR",
            lambda n: f"eur{n:,.2f}", lambda n: f"€\u00a0{n:,.2f}"),
    in_turn(lambda n: f"{german(n)} €", lambda n: f"{german(n)}\u00a0€", lambda n: f"{german(n)}€",
            lambda n: f"EUR {german(n)}")], ids=["English", "German"])
def test_signs_and_codes_are_the_rows_currency(book, rows):
    """Euros without a rate enter no ratio and are named; with a rate of 1.1 all is converted."""
    taken = book.take("renewals.csv", text(rows, ";"))
    assert (taken.code, taken.counts) == (0, {"new": 12}), taken
    review = book.review()
    gross = review["company"]["metrics"]["gross_renewal_rate"]
    assert gross["value"] is None and not gross["denominator"]
    assert review["company"]["metrics"]["logo_renewal_rate"]["value"] == 10 / 12
    says(book.doctor(), "EUR")
    book.take("fx.csv", fx())
    assert book.headline() == figures(11000)


@pytest.mark.parametrize("rows", [
    in_turn(lambda n: f"${n:,.2f}", lambda n: f"$ {n:,.2f}", lambda n: f"USD {n:,.2f}",
        lambda n: f"{n:,.2f} USD",
            lambda n: f"usd {n:.0f}"),
    in_turn(lambda n: f"{german(n)} $"), in_turn(lambda n: f"US${n:,.2f}")],
    ids=["English", "German", "US$"])
def test_the_reporting_currency_by_its_sign(book, rows):
    """Dollars are the default reporting currency. open: US$."""
    assert book.take("renewals.csv", text(rows, ";")).counts == {"new": 12}
    assert book.headline() == figures()
    silent(book.doctor(), "currency_without_rate")


@pytest.mark.parametrize("sign, code", [("£", "GBP"), ("CHF ", "CHF"), ("kr ", None), ("A$", "AUD"),
                                        ("R$", "BRL"), ("¥", "JPY")])
def test_other_signs(book, sign, code):
    """Another currency is named as such, or its sign is said to be unclear: never counted as
    dollars. open: A$, R$, ¥ and kr are not on the page."""
    rows = as_amounts(renewals(), lambda n: f"{sign}{n:,.2f}")
    taken = book.take("renewals.csv", text(rows, ";"))
    if sign in ("£", "CHF "):
        assert taken.code == 0, taken
    if taken.code == 0:
        assert not book.review()["company"]["metrics"]["gross_renewal_rate"]["denominator"]
        says(book.doctor(), code or "currency")
    else:
        assert taken.count("new") == 0


def test_a_sign_against_the_currency_column(book):
    """A conflict rejects the row. open: $ beside CAD could be a mere sign; it is never a US
    dollar."""
    pairs = [("€10,000.00", "USD"), ("$10,000.00", "EUR"), ("10,000.00 EUR", "GBP"),
        ("$10,000.00", "CAD"),
             ("$10,000.00", "USD"), ("$10,000.00", "usd"), ("USD 10,000.00", ""),
             ("€10,000.00", "EUR")]
    taken = book.take("renewals.csv", text(renewals(**{
        f"R{n:02}": {"arr_before": amount, "arr_after": amount, "currency": currency}
        for n, (amount, currency) in enumerate(pairs, 1)}), ";"))
    assert [row["line"] for row in taken.rejects][:3] == ["2", "3", "4"], taken
    says(taken.reasons, "EUR.*USD|USD.*EUR")
    # Six in US dollars (R05, R06, R07, R09 to R12 and so on) and one in euros: R04 must not be a
    # seventh.
    book.take("fx.csv", fx("2", "CAD") + fx("3"))
    assert book.headline()["gross"][1] in (7 * 10000 + 30000, 7 * 10000 + 30000 + 20000)


def test_two_signs_in_one_row_are_rejected(book):
    """Euros before and pounds after: one row has one currency. open: the page names the column
    only."""
    rows = renewals(R05={"arr_before": "€10,000.00", "arr_after": "£10,000.00"})
    assert book.take("renewals.csv", text(rows, ";")).counts == {"new": 11, "rejected": 1}


def test_dollars_where_the_books_are_in_euros(book):
    """$ is refused where the reporting currency is no dollar. open: import has no --policy on the
    page, so this runs only where it has."""
    if "--policy" not in book.run("import", "--help").said:
        pytest.skip("import takes no policy")
    book.write("policy.yaml", "reporting_currency: EUR\n")
    taken = book.take("renewals.csv", text(as_amounts(renewals(), lambda n: f"${n:,.2f}"), ";"),
                      "--policy", str(book.folder / "policy.yaml"))
    assert taken.code in (1, 2) and taken.count("new") == 0
    says(taken.said + taken.reasons, r"\$")


def test_currency_codes_in_any_case(book):
    """eur in the column and EUR in the rates are one currency (D)."""
    book.take("fx.csv", fx())
    codes = ["eur", "Eur", " EUR ", "EUR"]
    book.take("renewals.csv", [row | {"currency": codes[n % 4]} for n,
        row in enumerate(renewals())])
    assert book.headline() == figures(11000)
    assert book.take("fx.csv", fx("1.2", "eur")).counts == {"restated": 1}
    assert book.headline() == figures(12000)


@pytest.mark.parametrize("written", ["1,085", "1.085"])
def test_exchange_rates_never_have_thousands(book, written):
    """1,085 is a rate of 1.085."""
    assert book.take("fx.csv", text(fx(written), ";")).counts == {"new": 1}
    book.take("renewals.csv", [row | {"currency": "EUR"} for row in renewals()])
    assert book.headline() == figures(10850)


def test_a_sign_in_the_arr_book_and_in_opportunities(full):
    """Amounts are of every feed that has a currency."""
    full.take("fx.csv", fx())
    assert full.take("arr.csv", text(as_amounts(arr(), lambda n: f"{german(n)} €"), ";")).code == 0
    assert full.take("opportunities.csv", text(won("£1,000.00", "€1,000.00"), ";")).code == 0
    review = full.review()["company"]["metrics"]
    assert review["gross_revenue_retention"]["denominator"] == pytest.approx(132000)
    assert review["expansion_won"]["value"] == pytest.approx(1100)


def test_an_empty_ledger_is_enough(ledger: Ledger):
    """Detection needs no other feed: accounts alone in a strange form."""
    assert ledger.take("accounts.csv", text(accounts(), "|", "\r")).counts == {"new": 12}
