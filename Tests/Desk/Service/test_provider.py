"""Signing in to the desk with the company's provider. What a provider may not answer is tested where the same
kit serves the other program: Tests/Service/test_provider_sign_in.py."""

from __future__ import annotations

import pathlib
import re
import sys

import pytest
from conftest import MINE, OWN, ROOT, TEAM, desk

# Last, so that `conftest` stays the desk's own.
sys.path.append(str(pathlib.Path(ROOT) / "Tests" / "Service"))
from provider import SECRET, Visitor, free_port, serving, settings  # noqa: E402

ROLES = """  role:
    claim: roles
  csm:
    claim: employee
  team:
    claim: teams
  roles:
    lead: cs-leads
    csm: cs-people
"""


@pytest.fixture(scope="module")
def acme():
    """The provider."""
    with serving() as provider:
        yield provider


@pytest.fixture(autouse=True)
def good_again(acme):
    """Every test begins with a provider that is good."""
    acme.reset()


@pytest.fixture(scope="module")
def service(start, acme, tmp_path_factory):
    """A desk whose people sign in with the provider."""
    folder, port = tmp_path_factory.mktemp("provider"), free_port()
    (folder / "secret").write_text(SECRET + "\n")
    (folder / "desk.yaml").write_text(settings(acme, port, folder / "secret", ROLES))
    return start("--config", str(folder / "desk.yaml"), "--port", str(port))


def test_claims_give_a_csm_their_portfolio(service, acme):
    acme.claims = {"roles": ["cs-people"], "employee": OWN}
    visitor = Visitor(service)
    assert "Sign in with Acme" in visitor.open("/sign-in").text
    answer = visitor.enter("/sign-in/provider?next=/portfolio")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/portfolio")
    cookies = [cookie for cookie in answer.raw.headers.getlist("Set-Cookie") if "desk_session" in cookie]
    visitor.headers["Cookie"] = cookies[0].split(";")[0]
    page = visitor.open("/portfolio").text
    assert all(f"/accounts/{account}\"" in page for account in MINE)


def test_claims_give_a_lead_several_teams(service, acme):
    acme.claims = {"roles": ["cs-leads"], "teams": [TEAM, "Tide"]}
    visitor = Visitor(service)
    answer = visitor.enter()
    cookie = next(one for one in answer.raw.headers.getlist("Set-Cookie") if "desk_session" in one)
    visitor.headers["Cookie"] = cookie.split(";")[0]
    for team in (TEAM, "Tide"):
        assert visitor.open(f"/teams/{team}").status_code == 200
    assert visitor.open("/teams/Meadow").status_code == 404


def test_nobody_else_gets_in_until_they_are_added_by_name(service, acme):
    acme.claims = {"email": "ada@example.com", "email_verified": True, "parallax_role": "vp"}
    visitor = Visitor(service)
    answer = visitor.enter()
    assert answer.status_code == 403 and "the People desk" in answer.text
    desk("person", "add", "--db", service.db, "--email", "Ada@example.com", "--role", "csm", "--csm", OWN)
    listed = desk("person", "list", "--db", service.db).stdout
    assert "ada@example.com" in listed and "not yet" in listed
    answer = Visitor(service).enter()
    assert answer.status_code == 303
    cookie = next(one for one in answer.raw.headers.getlist("Set-Cookie") if "desk_session" in one)
    visitor.headers["Cookie"] = cookie.split(";")[0]
    assert visitor.open("/portfolio").status_code == 200
    person = re.search(r"dper-\w+", desk("person", "list", "--db", service.db).stdout)[0]
    desk("person", "remove", person, "--db", service.db)
    assert visitor.open("/portfolio").status_code == 303
