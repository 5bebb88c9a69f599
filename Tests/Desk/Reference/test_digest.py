#!/usr/bin/env python3
"""`parallax-desk digest` with a real mail server and a receiver of webhooks on this machine.

    PARALLAX_DESK=.build/release/parallax-desk python3 -m unittest test_digest
"""

import base64
import datetime
import email
import email.policy
import glob
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import random
import shutil
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from desk_reference import Desk
from random_desk import TODAY, RandomDesk
from test_desk import PROGRAM, run

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "Data" / "sample"
KILLS = int(os.environ.get("PARALLAX_KILLS", "20"))
SECRET = "whsec_" + base64.b64encode(b"a key of the receiver's own").decode()


class Mailbox:
    """What aiosmtpd calls for each mail."""

    def __init__(self):
        self.mails = []
        self.refuse = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parsed.recipients = list(envelope.rcpt_tos)
        parsed.had_tls = bool(
            session.ssl or server.transport.get_extra_info("ssl_object"))
        parsed.had_account = session.authenticated
        self.mails.append(parsed)
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"desk" and data.password == b"a word")


class Receiver(http.server.ThreadingHTTPServer):
    """Takes webhooks and checks their signatures."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken, self.answers, self.pause = [], [], lambda: 0
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = b".".join([
            self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), body])
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        code = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        is_ours = self.headers["webhook-signature"] == "v1," + code
        is_new = abs(time.time() - int(self.headers["webhook-timestamp"])) < 60
        status = self.server.answers.pop(0) if self.server.answers else 204
        if not (is_ours and is_new):
            status = 401
        time.sleep(self.server.pause())
        if status == 204:
            self.server.taken.append((self.headers["webhook-id"], json.loads(body)))
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Digest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.ledger = os.path.join(cls.scratch.name, "sample.sqlite")
        run(cls.scratch.name, "import", str(SAMPLE), "--db", cls.ledger)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        shutil.copy(self.ledger, os.path.join(self.folder, "parallax-desk.sqlite"))
        self.mailbox, self.receiver = Mailbox(), Receiver()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)

    def mail(self, hostname="127.0.0.1", **options):
        with socket.create_server((hostname, 0)) as free:
            port = free.getsockname()[1]
        server = Controller(self.mailbox, hostname=hostname, port=port, **options)
        server.start()
        self.addCleanup(server.stop)
        return port

    def settings(self, **ways):
        with open(os.path.join(self.folder, "digest.yaml"), "w", encoding="utf-8") as file:
            json.dump(ways, file)  # JSON is YAML

    def digest(self, day, *options, expected=0):
        done = subprocess.run(
            [PROGRAM, "digest", "--settings", "digest.yaml", "--date", day, *options],
            cwd=self.folder, capture_output=True, text=True, check=False, env={
                **os.environ, "PARALLAX_DESK_MAIL_PASSWORD": "a word",
                "PARALLAX_DESK_WEBHOOK_SECRET": SECRET})
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, expected, said)
        for secret in ("a word", SECRET):
            self.assertNotIn(secret, said)
        return said

    def certificate(self, name):
        path = os.path.join(self.folder, "server")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
             "/CN=" + name, "-addext", "subjectAltName=DNS:%s,IP:127.0.0.1" % name,
             "-keyout", path + ".key", "-out", path + ".pem"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path + ".pem", path + ".key")
        return context, path + ".pem"

    def test_each_gets_their_own_and_nothing_is_told_twice(self):
        port = self.mail()
        self.settings(
            address="https://desk.example.com/", file={"folder": "digests"},
            webhook={"address": self.receiver.url},
            mail={"server": f"smtp://127.0.0.1:{port}", "from": "Gesundheit für alle <desk@example.com>",
                  "to": ["ops@example.com", "Vera Lund <vera@example.com>"],
                  "csms": {"C0002": "amara@example.com"}, "teams": {"Tide": "tide@example.com"}})
        self.digest("2026-10-26")
        before = len(self.mailbox.mails)
        self.assertGreaterEqual(before, 2)
        self.digest("2026-11-02")
        mails = {mail.recipients[0]: mail for mail in self.mailbox.mails[before:]}
        self.assertEqual(set(mails), {"ops@example.com", "amara@example.com", "tide@example.com"})
        whole = mails["ops@example.com"]
        self.assertEqual(whole.recipients, ["ops@example.com", "vera@example.com"])
        self.assertEqual(whole["From"].addresses[0].display_name, "Gesundheit für alle")
        self.assertRegex(whole["Subject"], r"^Health desk, 2026-11-02: \d+ alerts$")
        self.assertIn("@example.com>", whole["Message-ID"])
        self.assertEqual(whole["Date"].datetime.date(), datetime.date(2026, 11, 2))
        text = whole.get_body().get_content()
        self.assertIn("- The tier fell from green to amber: the score is 69.7.", text)
        self.assertIn("https://desk.example.com/accounts/A000025", text)
        own = mails["amara@example.com"].get_body().get_content()
        for line in own.splitlines():
            if line.endswith(")") or ")," in line and not line.startswith("-"):
                self.assertTrue(line.endswith("Amara Volkov"), line)
        # The webhook and the file tell the same.
        taken = self.receiver.taken[-1][1]
        self.assertEqual(taken["text"].replace("\r\n", "\n").strip(),
                         text.replace("\r\n", "\n").strip())
        self.assertTrue(all(alert["sentence"] in text for alert in taken["alerts"]))
        files = sorted(glob.glob(os.path.join(self.folder, "digests", "*.txt")))
        self.assertEqual(len(files), 2)
        # Silence.
        counts = len(self.mailbox.mails), len(self.receiver.taken)
        self.assertIn("Nothing happened", self.digest("2026-11-02"))
        self.assertEqual((len(self.mailbox.mails), len(self.receiver.taken)), counts)
        self.assertEqual(sorted(glob.glob(os.path.join(self.folder, "digests", "*.txt"))), files)

    def test_mail_with_tls_and_an_account(self):
        name = socket.gethostname()
        context, path = self.certificate(name)
        options = {"authenticator": check, "auth_require_tls": True, "auth_required": True}
        with self.subTest("smtps"):
            port = self.mail(ssl_context=context, **{**options, "auth_require_tls": False})
            self.settings(mail={
                "server": f"smtps://127.0.0.1:{port}", "from": "desk@example.com", "user": "desk",
                "to": ["ops@example.com"], "authorities": path})
            self.digest("2026-10-26")
            self.assertTrue(self.mailbox.mails[-1].had_tls and self.mailbox.mails[-1].had_account)
        with self.subTest("a certificate that nobody vouches for"):
            self.settings(mail={
                "server": f"smtps://127.0.0.1:{port}", "from": "desk@example.com", "user": "desk",
                "to": ["ops@example.com"]})
            self.assertIn("certificate", self.run_once("2026-10-27"))
        try:
            address = socket.gethostbyname(name)
        except OSError:
            self.skipTest("this machine's name has no address")
        if address.startswith("127.") and name == "localhost":
            self.skipTest("this machine has no other name")
        with self.subTest("STARTTLS"):
            port = self.mail(address, tls_context=context, **options)
            self.settings(mail={
                "server": f"smtp://{name}:{port}", "from": "desk@example.com", "user": "desk",
                "to": ["ops@example.com"], "authorities": path})
            self.digest("2026-10-28")
            self.assertTrue(self.mailbox.mails[-1].had_tls and self.mailbox.mails[-1].had_account)
        with self.subTest("a server elsewhere without TLS gets nothing"):
            port = self.mail(address)
            count = len(self.mailbox.mails)
            self.settings(mail={"server": f"smtp://{name}:{port}", "from": "desk@example.com",
                                "to": ["ops@example.com"]})
            self.run_once("2026-10-30")
            self.assertEqual(len(self.mailbox.mails), count)

    def run_once(self, day):
        """A digest that cannot be delivered, without the waits between tries."""
        done = subprocess.Popen(
            [PROGRAM, "digest", "--settings", "digest.yaml", "--date", day], cwd=self.folder,
            env={**os.environ, "PARALLAX_DESK_MAIL_PASSWORD": "a word",
                 "PARALLAX_DESK_WEBHOOK_SECRET": SECRET},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = done.communicate()[0]
        self.assertEqual(done.returncode, 2, said)
        return said

    def test_what_is_out_of_order_gets_it_later(self):
        port = self.mail()
        self.settings(
            webhook={"address": self.receiver.url},
            mail={"server": f"smtp://127.0.0.1:{port}", "from": "desk@example.com",
                  "to": ["ops@example.com"]})
        self.receiver.answers = [503, 500]
        self.digest("2026-10-26")  # It tries again.
        self.assertEqual(len(self.receiver.taken), 1)
        self.receiver.answers = [410]
        self.mailbox.refuse = "550 no such user"
        said = self.digest("2026-10-28", expected=2)
        self.assertIn("answers 410", said)
        self.assertIn("550", said)
        self.mailbox.refuse = None
        self.digest("2026-10-28")
        self.assertEqual(len(self.receiver.taken), 2)
        self.assertEqual([mail["Subject"][:23] for mail in self.mailbox.mails],
                         ["Health desk, 2026-10-26", "Health desk, 2026-10-28"])

    def test_kills_lose_and_repeat_nothing(self):
        """Killed at random moments, each alert is in exactly one digest, by every way."""
        port = self.mail()
        self.settings(
            webhook={"address": self.receiver.url}, file={"folder": "digests"},
            mail={"server": f"smtp://127.0.0.1:{port}", "from": "desk@example.com",
                  "to": ["ops@example.com"]})
        chance = random.Random(5)
        self.receiver.pause = lambda: chance.uniform(0, 0.1)
        killed = 0
        for number in range(KILLS):
            # All within a week: what waits longer is given up.
            day = datetime.date(2026, 10, 24) + datetime.timedelta(days=6 * number // KILLS)
            process = subprocess.Popen(
                [PROGRAM, "digest", "--settings", "digest.yaml", "--date", day.isoformat()],
                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, "PARALLAX_DESK_WEBHOOK_SECRET": SECRET})
            time.sleep(chance.uniform(0.02, 0.3))
            killed += process.poll() is None
            process.kill()
            process.wait()
        self.assertGreater(killed, 0, "the kills came too late")
        self.receiver.pause = lambda: 0
        self.digest("2026-10-30")
        self.digest("2026-10-30")
        with sqlite3.connect(os.path.join(self.folder, "parallax-desk.sqlite.memory")) as database:
            known = database.execute(
                "SELECT digest, account_id, kind, subject, sentence FROM alerts").fetchall()
            self.assertEqual(database.execute("SELECT * FROM outbox").fetchall(), [])
        self.assertEqual(len(known), len({row for row in known}))
        numbers = {row[0] for row in known}
        by_id = {id_.split("-")[2]: body for id_, body in self.receiver.taken}
        self.assertEqual({int(number) for number in by_id}, numbers)
        told = [(int(number), alert["account_id"], alert["kind"], alert["subject"],
                 alert["sentence"]) for number, body in by_id.items() for alert in body["alerts"]]
        self.assertEqual(sorted(told), sorted(known))
        self.assertEqual({int(mail["Message-ID"].split("-")[2]) for mail in self.mailbox.mails},
                         numbers)
        # A kill may leave the draft of a file behind, which is no digest.
        files = glob.glob(os.path.join(self.folder, "digests", "*.txt"))
        self.assertEqual({int(os.path.basename(file).split("-")[2]) for file in files}, numbers)
        self.assertEqual(len(files), len(numbers))

    def test_alerts_are_those_of_the_reference(self):
        for seed in range(6):
            with tempfile.TemporaryDirectory() as self.folder:
                RandomDesk(seed).write(os.path.join(self.folder, "feeds"))
                run(self.folder, "import", "feeds")
                self.settings(webhook={"address": self.receiver.url})
                desk, standing, tiers = Desk(os.path.join(self.folder, "feeds")), set(), {}
                for back in (40, 30, 20, 12, 8, 3, 0):
                    on = TODAY - datetime.timedelta(days=back)
                    if all(desk.score(account, on.toordinal())["score"] is None
                           for account in desk.accounts):
                        self.digest(on.isoformat(), expected=1)
                        continue
                    expected = desk.alerts(on.toordinal(), standing, tiers)
                    count = len(self.receiver.taken)
                    self.digest(on.isoformat())
                    found = [alert for _, body in self.receiver.taken[count:]
                             for alert in body["alerts"]]
                    self.assertEqual(sorted((alert["account_id"], alert["kind"], alert["subject"])
                                            for alert in found), sorted(expected), (seed, on))


if __name__ == "__main__":
    unittest.main()
