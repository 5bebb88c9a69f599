"""A working week for the sample: touches, actions, contacts, measures of every account, by a rule that a reader
can follow. The platform's scores, accounts and owners come from the sample itself."""

from __future__ import annotations

import csv
import datetime
import pathlib

DAY = datetime.date(2026, 10, 31)


def ago(days: int) -> str:
    """The day so many days before."""
    return (DAY - datetime.timedelta(days)).isoformat()


def rows(folder: pathlib.Path, feed: str) -> list[dict[str, str]]:
    """A feed of the sample."""
    with (folder / f"{feed}.csv").open() as file:
        return list(csv.DictReader(file))


def owned(sample: pathlib.Path) -> dict[str, str]:
    """The owner of each account on the day."""
    gone = {row["csm_id"] for row in rows(sample, "csms") if row["end_date"] and row["end_date"] <= DAY.isoformat()}
    owners = {}
    for row in sorted(rows(sample, "assignments"), key=lambda row: row["start_date"]):
        if row["start_date"] <= DAY.isoformat() and row["csm_id"] not in gone and (
                not row["end_date"] or row["end_date"] > DAY.isoformat()):
            owners[row["account_id"]] = row["csm_id"]
    return owners


def write(sample: pathlib.Path, folder: pathlib.Path) -> None:
    """Writes the feeds of the working week into a folder."""
    touches, actions, contacts = [], [], []
    for number, (account, csm) in enumerate(sorted(owned(sample).items())):
        quiet = [3, 12, 25, 47, 70, 110][number % 6]
        touches.append([f"T{number}-1", account, csm, ago(quiet), ["call", "meeting", "review"][number % 3],
                        "Spoke about the roll-out and what is next", ""])
        touches.append([f"T{number}-2", account, csm, ago(quiet + 9), "email", "Sent the summary", ""])
        touches.append([f"T{number}-3", account, csm, ago(quiet + 33), "call", "", ""])
        sponsor_until = ago(20) if number % 5 == 2 else ""
        contacts.append([f"K{number}-1", account, f"Ada Sponsor {number}", "sponsor", ago(400), sponsor_until])
        contacts.append([f"K{number}-2", account, f"Ben Champion {number}", "champion", ago(300), ""])
        if number % 4 == 1:
            actions.append([f"X{number}-1", account, "task", "Send the agenda for the business review", ago(10),
                            ago(2) if number % 8 == 1 else ago(-9), "", csm, "", ""])
        if number % 40 == 7:
            actions.append([f"X{number}-2", account, "escalation", "Invoices are wrong since September", ago(6), "",
                            "", csm, "", ""])
    for name, head, lines in (
            ("touches", "touch_id,account_id,csm_id,held_on,kind,summary,meaningful", touches),
            ("actions", "action_id,account_id,kind,title,opened_on,due_on,closed_on,csm_id,playbook,step", actions),
            ("contacts", "contact_id,account_id,name,role,from_date,to_date", contacts)):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head.split(","))
            writer.writerows(lines)
