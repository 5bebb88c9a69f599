"""The import page in a real browser: send, look, correct, confirm; for everybody who imports."""

from __future__ import annotations

import datetime
import io
import pathlib
import re
import shutil
import sqlite3
import threading
import zipfile

import pytest
from chromium import Chromium
from conftest import MONTH, put, until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

PLAIN = "renewal_id,account_id,due_date,outcome,closed_date,arr_before,arr_after,currency\n"


def row(name: str, due: str = "2026-03-31", outcome: str = "renewed", closed: str = "2026-03-20",
        before: str = "1200", after: str = "1300") -> str:
    """A renewal of the sample's first account, in the documented form."""
    return f"{name},A000001,{due},{outcome},{closed},{before},{after},EUR\n"


GERMAN = (
    "Vertragsnummer;Kundennummer;Vertragsende;Ergebnis;Geschlossen am;ARR vorher;ARR nachher;Bemerkung\r\n"
    + "".join(
        f"G{number};A00000{number};{day:02}.0{number}.2026;{word};{closed};1.{number}34,50 €;{after};\r\n"
        for number, day, word, closed, after in [
            (1, 31, "verlängert", "15.01.2026", "1.300,00 €"), (2, 28, "gekündigt", "14.02.2026", "0,00 €"),
            (3, 17, "verlängert", "01.03.2026", "2.000,75 €"), (4, 30, "offen", "", "")])).encode()
AMBIGUOUS = (
    "renewal_id,account_id,due_date,outcome,arr_before,currency\n"
    "M1,A000001,03/04/2026,open,1200,EUR\nM2,A000002,05/06/2026,open,900,EUR\n").encode()
FOREIGN = (
    "Deal,Client,Falls due,How it went,Old value,Money\n"
    "F1,A000001,2026-04-30,open,1200,EUR\nF2,A000002,2026-05-31,open,900,EUR\n"
    "F3,nobody,2026-05-31,open,900,EUR\nF4,A000001,2026-05-31,perhaps,900,EUR\n").encode()


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook of texts, numbers and days, as small as one can be."""
    def cell(value: object) -> str:
        if isinstance(value, datetime.date):
            return f'<c s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels":
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>'
            '</Relationships>',
        "xl/workbook.xml":
            f'<workbook {main} xmlns:r="{relations}"><sheets>' + "".join(
                f'<sheet name="{name}" sheetId="{index}" r:id="s{index}"/>'
                for index, name in enumerate(sheets, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="s{index}" Type="{relations}/worksheet" '
                f'Target="worksheets/sheet{index}.xml"/>' for index in range(1, len(sheets) + 1))
            + f'<Relationship Id="st" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml":
            f'<styleSheet {main}><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'}
    for index, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{index}.xml"] = (
            f"<worksheet {main}><sheetData>"
            + "".join("<row>" + "".join(map(cell, cells)) + "</row>" for cells in rows)
            + "</sheetData></worksheet>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.fixture(scope="module")
def chromium(service, tmp_path_factory):
    """A browser."""
    browser = Chromium(service, tmp_path_factory.mktemp("downloads"))
    yield browser
    browser.driver.quit()


@pytest.fixture
def importing(chromium, tokens):
    """A browser in which an importer has signed in."""
    chromium.look()
    chromium.sign_in(tokens["importer"])
    return chromium


@pytest.fixture
def importer(service):
    """A browser without scripts in which a new importer has signed in."""
    return service.browser(service.token("importer"))


def state(service, tokens) -> str:
    """The digest of the facts that pages are made of."""
    page = service.get(f"/months/{MONTH}/data-quality", tokens["vp"]).text
    return page.rpartition("data <code>")[2].partition("<")[0]


def logged(service) -> int:
    """How many imports the ledger has."""
    with sqlite3.connect(service.db) as ledger:
        return ledger.execute("SELECT count(*) FROM imports").fetchone()[0]


def known(service, tokens, content: str, feed: str = "renewals") -> int:
    """How many rows of a file the ledger has just so."""
    answer = put(service, tokens["importer"], feed, content, dry_run="true")
    return answer.json()["summary"]["files"][0]["unchanged"]


def send(browser, folder: pathlib.Path, files: dict[str, bytes], feed: str = "", mapping: str = "") -> None:
    """Sends files with the form of the page."""
    paths = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    browser.open("/import")
    Select(browser.find("#feed")).select_by_value(feed)
    Select(browser.find("#mapping")).select_by_value(mapping)
    browser.find("#files").send_keys("\n".join(map(str, paths)))
    browser.press(browser.find("main form button"))


def press(browser, words: str) -> None:
    """Presses the visible button that begins with these words."""
    buttons = [one for one in browser.all("main button")
               if one.text.startswith(words) and one.get_attribute("aria-hidden") is None]
    browser.press(buttons[0])


def choose(browser, name: str, words: str) -> None:
    """Chooses what begins with these words."""
    element = browser.driver.find_element(By.NAME, name)
    if not element.is_displayed():
        browser.find("details summary").click()
        until(element.is_displayed, name)
    select = Select(element)
    select.select_by_visible_text(
        next(one.text for one in select.options if one.text.startswith(words)))


def chosen(browser, name: str) -> str:
    """What is chosen."""
    return Select(browser.driver.find_element(By.NAME, name)).first_selected_option.text


def upload(importer, content: bytes, name: str = "renewals.csv", **fields) -> str:
    """Sends a file as a browser without scripts does; the address of its page."""
    answer = importer.post(
        importer.service.url + "/import", allow_redirects=False,
        data={"form": importer.form_field(), "feed": "", "mapping": "", **fields},
        files={"files": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def inputs(page: str) -> dict[str, str]:
    """The fields of the form on a file's page, as the page has them."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select [^>]*?name="([^"]+)".*?>(.*?)</select>', page):
        found = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        fields[name] = (found or first)[1]
    for found in re.findall(r'<input id="(\w+)" name="\w+" form="settings" value="([^"]*)"', page):
        fields[found[0]] = found[1]
    return fields


def test_a_german_export_is_read_and_imported(service, importing, tokens, tmp_path):
    before = state(service, tokens)
    send(importing, tmp_path, {"Verlängerungen März.csv": GERMAN}, feed="renewals")
    assert importing.find("h1").text == "Check renewals"
    assert importing.find(".sentence").text == "All 4 rows can be imported."
    words = importing.find("[aria-labelledby=detected]").text
    assert "emicolons" in words and "1.234,56" in words
    assert chosen(importing, "column.due_date").startswith("Vertragsende")
    assert chosen(importing, "word.outcome.0") == "churned"
    assert "Bemerkung" in importing.find("[aria-labelledby=columns]").text
    assert state(service, tokens) == before
    press(importing, "Import 4 rows")
    assert importing.find("h1").text == "Imported renewals"
    assert importing.find(".sentence").text == "All 4 rows were imported."
    assert state(service, tokens) != before
    assert known(service, tokens, PLAIN
                 + "G1,A000001,2026-01-31,renewed,2026-01-15,1134.5,1300,EUR\n"
                 + "G2,A000002,2026-02-28,churned,2026-02-14,1234.5,0,EUR\n"
                 + "G3,A000003,2026-03-17,renewed,2026-03-01,1334.5,2000.75,EUR\n"
                 + "G4,A000004,2026-04-30,open,,1434.5,,EUR\n") == 4
    importing.open("/import")
    assert "Verlängerungen März.csv" in importing.find("[aria-labelledby=recent]").text


def test_an_ambiguous_date_is_settled_before_the_import(service, importing, tokens, tmp_path):
    before = logged(service)
    send(importing, tmp_path, {"renewals.csv": AMBIGUOUS})
    assert importing.find("h1").text == "Check renewals"
    refusal = importing.find(".refused").text
    assert "03/04/2026" in refusal and "--" not in refusal
    assert not [one for one in importing.all("main button") if one.text.startswith("Import")]
    choose(importing, "dates", "Day first")
    press(importing, "Look again")
    assert importing.find(".sentence").text == "All 2 rows can be imported."
    assert "day first" in importing.find("[aria-labelledby=detected]").text
    assert logged(service) == before
    press(importing, "Import 2 rows")
    assert logged(service) == before + 1
    assert known(service, tokens, PLAIN.replace("closed_date,", "").replace("arr_after,", "")
                 + "M1,A000001,2026-04-03,open,1200,EUR\nM2,A000002,2026-06-05,open,900,EUR\n") == 2


def test_columns_are_given_a_meaning_and_the_mapping_is_used_again(service, importing, tokens, tmp_path):
    send(importing, tmp_path, {"deals.csv": FOREIGN}, feed="renewals")
    assert "missing" in importing.find(".refused").text
    meanings = {"renewal_id": "Deal", "account_id": "Client", "due_date": "Falls due",
                "outcome": "How it went", "arr_before": "Old value", "currency": "Money"}
    for column, source in meanings.items():
        choose(importing, f"column.{column}", source)
    press(importing, "Look again")
    assert importing.find(".sentence").text == "2 of 4 rows can be imported."
    rejected = importing.find("[aria-labelledby=rejected]").text
    assert "nobody" in rejected and "perhaps" in rejected and "line 4" in rejected
    choose(importing, "word.outcome.1", "open")
    press(importing, "Look again")
    assert importing.find(".sentence").text == "3 of 4 rows can be imported."
    for outcome in ("Saved", "There is a mapping"):
        field = importing.find("#save_as")
        field.clear()
        field.send_keys("deal-desk")
        press(importing, "Save the mapping")
        assert outcome in importing.find("main").text
    importing.find("[name=replace]").click()
    press(importing, "Save the mapping")
    assert "Saved" in importing.find(".notice").text
    saved = service.db.with_name(service.db.name + ".mappings") / "deal-desk.yaml"
    assert saved.stat().st_mode & 0o077 == 0 and saved.parent.stat().st_mode & 0o077 == 0
    send(importing, tmp_path, {"deals of april.csv": FOREIGN.replace(b"F1", b"F9")}, "renewals", "deal-desk")
    assert importing.find(".sentence").text == "3 of 4 rows can be imported."
    press(importing, "Import 3 rows")
    assert importing.find(".sentence").text == "3 of 4 rows were imported."
    # For programs by its name, for the command line by its path.
    answer = put(service, tokens["importer"], "renewals", FOREIGN, mapping="deal-desk", dry_run="true")
    assert answer.json()["summary"]["files"][0]["unchanged"] == 2


def test_a_workbook_is_checked_feed_by_feed(service, importing, tokens, tmp_path):
    day = datetime.date(2026, 1, 1)
    book = workbook({
        "accounts": [["account_id", "name", "segment"], ["W1", "Lighthouse", "SMB"]],
        "renewals": [["renewal_id", "account_id", "due_date", "outcome", "arr_before", "currency"],
                     ["WR1", "W1", day, "open", 1200.5, "EUR"]],
        "remarks": [["whatever"], ["else"]]})
    send(importing, tmp_path, {"export.xlsx": book})
    assert importing.path == "/import"

    def sheets() -> list:
        rows = importing.all("[aria-labelledby=waiting] tbody tr")
        return [one for one in rows if "export.xlsx" in one.text]

    assert ["accounts" in sheets()[0].text, "renewals" in sheets()[1].text] == [True, True]
    importing.press(sheets()[0].find_element(By.CSS_SELECTOR, "a"))
    assert "orkbook, sheet 'accounts'" in importing.find("[aria-labelledby=detected]").text
    press(importing, "Import 1 row")
    importing.follow("Import another file")
    importing.press(sheets()[0].find_element(By.CSS_SELECTOR, "a"))
    assert importing.find(".sentence").text == "None of the 1 row can be imported."
    press(importing, "Look again")
    assert importing.find(".sentence").text == "The one row can be imported."
    press(importing, "Import 1 row")
    assert known(service, tokens, "renewal_id,account_id,due_date,outcome,arr_before,currency\n"
                 "WR1,W1,2026-01-01,open,1200.5,EUR\n") == 1


def test_an_encoding_is_proposed(importing, tmp_path):
    content = (PLAIN + row("E1")).replace("currency", "currency,reason").replace(
        "EUR\n", "EUR,größer geworden\n").encode("cp1252")
    send(importing, tmp_path, {"renewals.csv": content})
    assert "UTF-8" in importing.find(".refused").text
    assert chosen(importing, "encoding").startswith("Windows-1252")
    press(importing, "Look again")
    assert importing.find(".sentence").text == "The one row can be imported."
    press(importing, "Discard")
    assert importing.path == "/import"


def test_a_file_of_no_known_name_is_asked_for_its_feed(importing, tmp_path):
    send(importing, tmp_path, {"export (3).csv": b"a,b\n1,2\n"})
    assert importing.find("h1").text == "Check this file"
    choose(importing, "feed", "renewals")
    press(importing, "Look again")
    assert "missing" in importing.find(".refused").text
    press(importing, "Discard")
    send(importing, tmp_path, {"export (4).csv": (PLAIN + row("N1")).encode()})
    assert importing.find("h1").text == "Check renewals"
    press(importing, "Discard")


def test_two_confirmations_import_once(service, importer):
    address = upload(importer, (PLAIN + row("T1")).encode())
    before = logged(service)
    fields = inputs(importer.open(address).text)
    answers = []

    def confirm() -> None:
        answers.append(importer.send_form(address, fields | {"do": "import"}))

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {303, 409}
    assert any(answer.headers.get("Location") == address for answer in answers)
    until(lambda: "Imported renewals" in importer.open(address).text, "it is imported")
    assert importer.send_form(address, fields | {"do": "import"}).headers["Location"] == address
    assert logged(service) == before + 1


def test_settings_that_nobody_looked_at_are_not_imported(service, importer):
    address = upload(importer, (PLAIN + row("U1", due="13/04/2026")).encode())
    before = logged(service)
    fields = inputs(importer.open(address).text) | {"dates": "mdy"}
    answer = importer.send_form(address, fields | {"do": "import"})
    assert answer.headers["Location"] == f"{address}?changed=yes" and logged(service) == before
    page = importer.open(answer.headers["Location"]).text
    assert "nothing was imported" in page and "None of the 1 row" in page
    # A page that was open meanwhile shows another round.
    stale = fields | {"dates": "", "do": "import"}
    assert importer.send_form(address, stale).headers["Location"].endswith("?changed=yes")
    assert logged(service) == before


def test_a_mapping_that_ships_is_imported_as_it_was_looked_at(service, importer):
    content = (
        "Id,AccountId,Due_Date__c,StageName,CloseDate,ARR_Before__c,Amount,CurrencyIsoCode,Type\n"
        "S1,A000001,2026-01-01,CLOSED WON,2025-12-30,100,120,EUR,Renewal\n"
        "S2,A000001,2026-01-01,Proposal,2025-12-30,100,,EUR,Renewal\n")
    address = upload(importer, content.encode(), "opps.csv", feed="renewals", mapping="salesforce")
    page = importer.open(address).text
    assert "All 2 rows can be imported." in page and "Not used" not in page
    assert importer.send_form(address, inputs(page) | {"do": "import"}).headers["Location"] == address
    assert "All 2 rows were imported." in importer.open(address).text


def test_a_name_over_two_lines_is_one_name(service, importer):
    content = (PLAIN + row("L1")).replace("due_date", '"Falls\ndue"')
    address = upload(importer, content.encode())
    fields = inputs(importer.open(address).text) | {"column.due_date": "c:Falls\r\ndue"}
    importer.send_form(address, fields | {"do": "look"})
    page = importer.open(address).text
    assert "The one row can be imported." in page
    fields = inputs(page) | {"column.due_date": "c:Falls\r\ndue", "do": "import"}
    assert importer.send_form(address, fields).headers["Location"] == address


def test_wrong_settings_are_said_where_they_are(importer):
    address = upload(importer, (PLAIN + row("V1")).encode())
    fields = inputs(importer.open(address).text)
    answer = importer.send_form(
        address, fields | {"time_zone": "Atlantis", "header_row": "none", "do": "look"})
    assert answer.status_code == 400
    assert 'id="time_zone-wrong"' in answer.text and 'value="Atlantis"' in answer.text
    assert 'id="header_row-wrong"' in answer.text
    for name in ("../x", "Ä", "a" * 41, "salesforce"):
        answer = importer.send_form(address, fields | {"save_as": name, "do": "save"})
        assert answer.status_code == 400, name


def test_files_wait_for_their_sender_and_administrators_only(service, tokens, importer):
    address = upload(importer, (PLAIN + row("P1") + row("P2", due="no day")).encode())
    number = address.rpartition("/")[2]
    other = service.browser(service.token("importer"))
    admin = service.browser(tokens["admin"])
    fields = inputs(importer.open(address).text)
    assert other.open(address).status_code == 403 and address not in other.open("/import").text
    assert admin.open(address).status_code == 200 and address in admin.open("/import").text
    for token, status in ((tokens["importer"], 403), (tokens["admin"], 200)):
        assert service.get(f"/api/v1/imports/{number}", token).status_code == status
        assert service.get(f"/api/v1/imports/{number}/rejects", token).status_code == status
        listed = service.get("/api/v1/imports", token).json()["imports"]
        assert (number in [one["id"] for one in listed]) == (status == 200)
    theirs = {"form": other.form_field(), "round": "0", "do": "import"}
    assert other.send_form(address, theirs).status_code == 403
    assert importer.send_form(address, fields | {"form": "forged", "do": "import"}).status_code == 403
    assert importer.send_form(
        address, fields | {"do": "import"}, {"Origin": "https://elsewhere.example"}).status_code == 403
    assert admin.send_form(
        address, inputs(admin.open(address).text) | {"do": "import"}).status_code == 303
    assert other.open(address).status_code == 200


def test_other_roles_are_refused(service, tokens):
    for role in ("vp", "manager", "csm", "model_owner", "deck"):
        browser = service.browser(tokens[role])
        assert browser.open("/import").status_code == 403, role
        assert browser.send_form("/import", {}).status_code == 403, role
        assert browser.open("/import/1-1").status_code == 403, role
        assert 'href="/import"' not in browser.open("/account").text
    assert service.get("/import").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("content, kind", [
    (b"", "multipart/form-data; boundary=x"), (b"--x--\r\n", "multipart/form-data"),
    (b"--x\r\n\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"--x\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\n1\r\n--x--\r\n",
     "multipart/form-data; boundary=x"),
    (b"files=1", "application/x-www-form-urlencoded")])
def test_forms_that_no_page_sent_are_refused(service, importer, content, kind):
    answer = importer.post(
        service.url + "/import", data=content, headers={"Content-Type": kind},
        allow_redirects=False)
    assert answer.status_code in (400, 403)
    page = importer.open("/import").text
    assert "To be checked" not in page


def test_names_and_values_of_files_are_only_text(importer):
    name = '"><script>alert(1)</script>.csv'
    content = PLAIN + row("X1", due="<img src=x onerror=alert(1)>" + "y" * 100)
    page = importer.open(upload(importer, content.encode(), name, feed="renewals")).text
    assert "<script>" not in page and "<img" not in page
    assert "&lt;img src=x" in page and "y" * 61 not in page
    assert "/tmp" not in page and ".imports" not in page


def test_previews_survive_a_restart(service, start, tmp_path, sample_ledger):
    db = tmp_path / "parallax.sqlite"
    shutil.copy(sample_ledger, db)
    first = start("--plain-http", db=db)
    token = first.token("importer")
    importer = first.browser(token)
    address = upload(importer, (PLAIN + row("Q1")).encode())
    first.stop()
    second = start("--plain-http", db=db)
    importer = second.browser(token)
    assert address in importer.open("/import").text
    fields = inputs(importer.open(address).text)
    assert importer.send_form(address, fields | {"do": "import"}).status_code == 303
    assert "The one row was imported." in importer.open(address).text
    folder = pathlib.Path(f"{db}.imports") / address.rpartition("/")[2]
    assert sorted(path.name for path in folder.iterdir()) == ["import.json"]


def test_options_of_files_over_the_interface(service, tokens):
    importer = tokens["importer"]
    content = AMBIGUOUS.decode().replace("M1", "O1").replace("M2", "O2")
    assert put(service, importer, "renewals", content).status_code == 422
    assert put(service, importer, "renewals", content, dates="dmy").status_code == 200
    for name, value in {
        "dates": "ymd", "numbers": "1.5", "time_zone": "Atlantis", "separator": "x",
        "header_row": "0", "complete": "perhaps", "snapshot": "1", "withdraw_many": "yes",
        "mapping": "nobodys",
    }.items():
        answer = put(service, importer, "renewals", content, **{name: value})
        assert answer.status_code == 400 and name in answer.json()["detail"], name
    semicolons = GERMAN.decode().encode("cp1252")
    assert put(service, importer, "renewals", semicolons, "application/octet-stream").status_code == 422
    tabs = (PLAIN + row("O3")).replace(",", "\t")
    answer = put(service, importer, "renewals", tabs, "text/tab-separated-values")
    assert answer.json()["summary"]["files"][0]["new"] == 1
    book = workbook({"Sheet1": [PLAIN.strip().split(","), [
        "O4", "A000001", datetime.date(2026, 3, 31), "open", "", 1200, "", "EUR"]]})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for kind in (kind, "application/octet-stream"):
        answer = put(service, importer, "renewals", book, kind, sheet="Sheet1", dry_run="true")
        assert answer.json()["summary"]["files"][0]["new"] == 1, answer.text
    answer = put(
        service, importer, "accounts", "account_id,name,segment\nA000001,Only,SMB\n", complete="true")
    assert answer.status_code == 422 and "withdraw" in answer.json()["detail"]


def test_the_import_page_is_for_everybody(importing, tmp_path):
    """axe-core finds nothing, and no page is wider than its window."""
    faults = []

    def check(what: str) -> None:
        for width in (1440, 390):
            for theme in ("light", "dark"):
                importing.look(width, theme)
                faults.extend((what, width, theme, fault) for fault in importing.faults())
            if importing.is_wider_than_the_window():
                faults.append((what, width, "wider than the window"))
        importing.look()

    importing.open("/import")
    check("sending")
    send(importing, tmp_path, {"renewals.csv": AMBIGUOUS, "arr.csv": b"\x00\x01"})
    check("list")
    importing.press(importing.all("[aria-labelledby=waiting] tbody a")[0])
    check("refused")
    press(importing, "Discard")
    send(importing, tmp_path, {"deals.csv": GERMAN.replace(b"offen", b"wer weiss")}, feed="renewals")
    check("preview")
    importing.find("#time_zone").send_keys("Atlantis")
    press(importing, "Look again")
    check("wrong")
    importing.find("#time_zone").clear()
    press(importing, "Import 3 rows")
    check("imported")
    assert faults == []


def test_the_keyboard_is_enough_to_import(service, importing, tmp_path):
    (tmp_path / "renewals.csv").write_bytes(AMBIGUOUS.replace(b"M1", b"K1").replace(b"M2", b"K2"))
    importing.open("/import")

    def reach(condition) -> object:
        for _ in range(60):
            focused = importing.driver.switch_to.active_element
            if condition(focused):
                style = importing.driver.execute_script(
                    "return getComputedStyle(arguments[0]).outlineStyle", focused)
                assert style != "none"
                return focused
            ActionChains(importing.driver).send_keys(Keys.TAB).perform()
        raise AssertionError("the keyboard does not get there")

    def leave(element, key: str) -> None:
        page = importing.find("html")
        element.send_keys(key)
        until(lambda: importing.is_whole() and importing.find("html") != page, "the next page")

    reach(lambda one: one.get_attribute("id") == "files").send_keys(str(tmp_path / "renewals.csv"))
    leave(reach(lambda one: one.text == "Look at them"), Keys.ENTER)
    reach(lambda one: one.get_attribute("id") == "dates").send_keys("d")
    assert chosen(importing, "dates").startswith("Day first")
    leave(reach(lambda one: one.text.startswith("Look again")), Keys.ENTER)
    assert importing.find(".sentence").text == "All 2 rows can be imported."
    # Enter in a field looks again: it never imports.
    before = logged(service)
    leave(reach(lambda one: one.get_attribute("id") == "header_row"), "1" + Keys.ENTER)
    assert importing.find("h1").text == "Check renewals" and logged(service) == before
    leave(reach(lambda one: one.text.startswith("Import 2")), Keys.ENTER)
    assert importing.find("h1").text == "Imported renewals"


def test_importing_needs_no_script(service, tmp_path):
    browser = Chromium(service, tmp_path, script=False)
    try:
        browser.open("/sign-in")
        browser.find("#token").send_keys(service.token("importer"))
        browser.press(browser.find("main button"))
        browser.follow("Import")
        send(browser, tmp_path, {"renewals.csv": (PLAIN + row("J1")).encode()})
        press(browser, "Import 1 row")
        assert browser.find("h1").text == "Imported renewals"
    finally:
        browser.driver.quit()


def test_a_preview_prints_without_its_buttons(importing, tmp_path):
    send(importing, tmp_path, {"renewals.csv": (PLAIN + row("Y1")).encode()})
    importing.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert importing.find(".sentence").is_displayed()
    assert importing.find("[aria-labelledby=columns]").is_displayed()
    assert not any(one.is_displayed() for one in importing.all(".actions"))
    importing.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    press(importing, "Discard")
