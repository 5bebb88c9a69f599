"""A VP's first close, as Documentation/closing.md walks through it: a preview, disputes, a corrected
import, the close, a late booking, and what was restated since."""

from __future__ import annotations

import csv
import json
import pathlib
from collections.abc import Callable

import pytest
from conftest import MONTH, OWN, SAMPLE, Service, own_renewals, parallax

PAGE = f"/months/{MONTH}"
CARD = f"{PAGE}/csms/{OWN}"


def import_renewals(folder: pathlib.Path, db: pathlib.Path, *rows: dict[str, str]) -> None:
    path = folder / "renewals.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    parallax("import", path, "--db", db)


def strangers_renewal() -> str:
    """A renewal of an account that OWN never had."""
    with (SAMPLE / "assignments.csv").open() as file:
        own = {row["account_id"] for row in csv.DictReader(file) if row["csm_id"] == OWN}
    with (SAMPLE / "renewals.csv").open() as file:
        return next(row["renewal_id"] for row in csv.DictReader(file) if row["account_id"] not in own)


def restated_by_service(service: Service) -> dict:
    """The comparison that a service shows a VP."""
    return service.get(f"/api/v1/reviews/{MONTH}/restatements", service.token("vp")).json()


def restated_by_command(db: pathlib.Path, policy: pathlib.Path) -> dict:
    """The same by a command, which begins at the closing."""
    return json.loads(parallax(
        "restatements", "--month", MONTH, "--json", "--db", db, "--policy", policy).stdout)


@pytest.fixture
def walk(start: Callable[..., Service], tmp_path: pathlib.Path) -> Service:
    """The sample under a policy by which its month is a preview, whenever this runs."""
    policy = tmp_path / "policy.yaml"
    policy.write_text("preview_days: 3650\n")
    return start("--plain-http", "--policy", str(policy))


def test_a_first_close(walk: Service, tmp_path: pathlib.Path) -> None:
    vp = walk.browser(walk.token("vp", "--name", "Vera"))
    csm = walk.browser(walk.token("csm", "--csm", OWN, "--name", "Ada"))

    # A preview, for the CSM as soon as for anybody else.
    for browser, path in ((vp, PAGE), (csm, CARD)):
        assert "This is a preview" in browser.open(path).text

    # Two facts behind the card are disputed.
    lost = next(row for row in own_renewals() if row["outcome"] == "churned")
    other = next(row for row in own_renewals() if row["renewal_id"] != lost["renewal_id"])
    rows = csm.open(f"{CARD}/dispute").text
    link = f"{CARD}/dispute?feed=renewals&amp;key={lost['renewal_id']}"
    assert link in rows and "Dispute this" in rows
    form = csm.open(link.replace("&amp;", "&")).text
    assert f'name="key" value="{lost["renewal_id"]}"' in form and "Outcome: churned" in form
    # Somebody else's row has no form, and a row without a link can still be named.
    assert csm.open(f"{CARD}/dispute?feed=renewals&key={strangers_renewal()}").status_code == 404
    assert "Key of the row" in csm.open(f"{CARD}/dispute?feed=renewals").text
    for row, field, should, why in (
            (lost, "outcome", "renewed", "It was signed on the 30th"),
            (other, "row", "", "This renewal was not mine")):
        sent = csm.send_form(f"{CARD}/dispute", {
            "form": csm.form_field(), "feed": "renewals", "key": row["renewal_id"],
            "field": field, "should": should, "why": why})
        assert sent.status_code == 303 and sent.headers["Location"] == CARD
    assert "It was signed on the 30th" in csm.open(CARD).text
    assert csm.open(f"{CARD}/dispute").text.count("Disputed: open") == 2

    # The month is not closed while they are open.
    closing = {"form": vp.form_field(), "close": "yes", "note": "For the board"}
    refused = vp.send_form(f"{PAGE}/closing", closing)
    assert refused.status_code == 409 and "2 disputes are open" in refused.text

    # One is accepted, the other declined.
    for number, answer, text in ((1, "accept", ""), (2, "decline", "You owned the account")):
        sent = vp.send_form(f"{PAGE}/disputes/{number}/answer", {
            "form": vp.form_field(), "answer": answer, "text": text})
        assert sent.status_code == 303
    page = vp.open(f"{PAGE}/closing").text
    assert "pending until an import corrects it" in page and "Declined" in page
    assert "You owned the account" in csm.open(CARD).text

    # The correction is made where facts come from.
    import_renewals(tmp_path, walk.db, dict(
        lost, outcome="renewed", arr_after=lost["arr_before"], closed_date=lost["due_date"],
        reason=""))
    assert "Accepted and corrected" in vp.open(f"{PAGE}/closing").text

    # The close.
    assert vp.send_form(f"{PAGE}/closing", closing).status_code == 303
    assert "As published: edition 1" in vp.open(PAGE).text
    published = walk.get(f"/api/v1/reviews/{MONTH}", walk.token("vp")).content

    # A late booking changes today's figures, and nothing that was published.
    table = f"/api/v1/reviews/{MONTH}/scorecards"
    cards = walk.get(table, walk.token("vp")).content
    import_renewals(tmp_path, walk.db, dict(
        lost, renewal_id="R-LATE", due_date="2026-09-03", closed_date="2026-09-03"))
    assert walk.get(f"/api/v1/reviews/{MONTH}", walk.token("vp")).content == published
    assert walk.get(table, walk.token("vp")).content == cards
    assert "restated since edition 1" in vp.open(f"{PAGE}-now").text
    # What the service keeps from import to import is what a command works out from the closing.
    for number in range(3):
        assert restated_by_service(walk) == restated_by_command(walk.db, tmp_path / "policy.yaml")
        import_renewals(tmp_path, walk.db, dict(
            lost, renewal_id=f"R-LATE-{number}", due_date="2026-08-03", closed_date="2026-08-03"))
    assert restated_by_service(walk) == restated_by_command(walk.db, tmp_path / "policy.yaml")
    page = vp.open(f"{PAGE}/restatements").text
    assert "late rows" in page and "Renewal rate" in page
    # The CSM reads there what is about their own card, and who looked.
    own = csm.open(f"{PAGE}/restatements").text
    assert "Company" not in own and own.count("<h2>") <= 1
    assert "accepted dispute 1" in csm.open("/access-log").text

    # The command line says the same.
    listed = json.loads(parallax("close", "--list", "--json", "--db", walk.db).stdout)
    assert [(c["month"], c["note"]) for c in listed["closings"]] == [(MONTH, "For the board")]
    states = json.loads(parallax("dispute", "list", "--json", "--db", walk.db).stdout)
    assert [dispute["state"] for dispute in states] == ["corrected", "declined"]
