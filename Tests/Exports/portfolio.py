"""The portfolio that every test starts from, and plain ways to write it down.

Twelve accounts A01 to A12. Ann (C1) owns the odd ones, Bob (C2) the even ones. One renewal each,
due on the 15th of months 1 to 12 of 2025, 10,000 before; A11 and A12 leave.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable

Row = dict[str, object]

NUMBERS = range(1, 13)
ACCOUNTS = [f"A{n:02}" for n in NUMBERS]
MONTH = "2025-12"


def accounts(**more: Row) -> list[Row]:
    """The accounts; `accounts(A03={"segment": "smb"})` changes one."""
    return [
        {"account_id": account, "name": f"Customer {account[1:]}", "segment": "SMB"}
        | more.get(account, {}) for account in ACCOUNTS]


def csms(**more: Row) -> list[Row]:
    """Ann and Bob."""
    rows = [{"csm_id": "C1", "name": "Ann Example", "team": "North"},
            {"csm_id": "C2", "name": "Bob Example", "team": "North"}]
    return [row | more.get(row["csm_id"], {}) for row in rows]


def assignments(**more: Row) -> list[Row]:
    """Ann's and Bob's accounts, without an end."""
    return [
        {"account_id": account, "csm_id": "C1" if n % 2 else "C2", "start_date": "2024-01-01",
         "end_date": ""} | more.get(account, {}) for n, account in zip(NUMBERS, ACCOUNTS)]


def health() -> list[Row]:
    """Two readings of every account."""
    return [{"account_id": account, "date": date, "score": 75}
            for account in ACCOUNTS for date in ("2025-11-30", "2025-12-31")]


def renewals(unit: float = 10000, **more: Row) -> list[Row]:
    """The renewals; `renewals(R05={"outcome": "open"})` changes one."""
    rows = []
    for n, account in zip(NUMBERS, ACCOUNTS):
        stays = n < 11
        day = f"2025-{n:02}-15"
        rows.append({
            "renewal_id": f"R{n:02}", "account_id": account, "due_date": day,
            "outcome": "renewed" if stays else "churned", "closed_date": day,
            "arr_before": unit, "arr_after": unit if stays else 0} | more.get(f"R{n:02}", {}))
    return rows


def arr(date: str = "2024-01-01", unit: float = 10000, **more: float | str) -> list[Row]:
    """One row of the ARR book for every account; `arr(A05=12000)` changes one."""
    return [{"account_id": account, "effective_date": date, "arr": more.get(account, unit)}
            for account in ACCOUNTS]


def as_dates(rows: list[Row], style: str | Callable[[datetime.date], str]) -> list[Row]:
    """The rows with their dates in another form."""
    def written(column: str, value: object) -> object:
        if not value or not (column.endswith(("_date", "_on")) or column == "date"):
            return value
        day = datetime.date.fromisoformat(str(value))
        return day.strftime(style) if isinstance(style, str) else style(day)
    return [{column: written(column, value) for column, value in row.items()} for row in rows]


def as_amounts(rows: list[Row], style: Callable[[float], str]) -> list[Row]:
    """The rows with their amounts in another form."""
    return [{column: style(value) if column in ("arr_before", "arr_after", "arr", "amount") and
             isinstance(value, (int, float)) else value for column, value in row.items()}
            for row in rows]


def renamed(rows: list[Row], names: dict[str, str]) -> list[Row]:
    """The rows with other names of columns."""
    return [{names.get(column, column): value for column, value in row.items()} for row in rows]


def german(number: float) -> str:
    """1.234,50"""
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def english(number: float) -> str:
    """1,234.50"""
    return f"{number:,.2f}"


def text(
    rows: list[Row], separator: str = ",", newline: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    """The rows as separated values. Columns are those of all rows, in order of appearance."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def figures(unit: float = 10000, **changes: object) -> dict[str, object]:
    """What a review of 2025-12 says of the company: 10 of 12 renewed, by count and by ARR. Changes
    name what a test makes different."""
    ratio = (10 * unit, 12 * unit)
    found = {
        "due": 12, "settled": 12, "renewed": 10, "logo": (10, 12), "gross": ratio, "net": ratio,
        "retention": ratio, "net_retention": ratio, "churn": (2, 12), "accounts": 10,
        "mrr": 10 * unit / 12}
    assert changes.keys() <= found.keys()
    return rounded(found | changes)


def headline(card: dict) -> dict[str, object]:
    """The same of a card of review.json."""
    metrics = card["metrics"]

    def pair(name: str) -> tuple:
        return metrics[name]["numerator"], metrics[name]["denominator"]

    return rounded({
        "due": card["renewals"]["due"], "settled": card["renewals"]["settled"],
        "renewed": card["renewals"]["renewed"], "logo": pair("logo_renewal_rate"),
        "gross": pair("gross_renewal_rate"), "net": pair("net_renewal_rate"),
        "retention": pair("gross_revenue_retention"),
        "net_retention": pair("net_revenue_retention"), "churn": pair("logo_churn_rate"),
        "accounts": metrics["accounts"]["value"], "mrr": metrics["mrr"]["value"]})


def rounded(found: dict[str, object]) -> dict[str, object]:
    """Numbers to a millionth, so that equal figures compare equal."""
    def one(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(one(part) for part in value)
        return round(float(value), 6) if isinstance(value, (int, float)) else value
    return {name: one(value) for name, value in found.items()}
