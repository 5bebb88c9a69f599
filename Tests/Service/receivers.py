"""A mail server and a receiver of webhooks on this machine, for the tests of deliveries."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import socket
import threading
import time
from collections.abc import Callable

from aiosmtpd.controller import Controller

SECRET = "whsec_" + base64.b64encode(b"a key of the receiver's own").decode()


class Mailbox:
    """A mail server that keeps what it takes."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.raw: list[bytes] = []
        self.refusal: str | None = None
        self.pause: Callable[[], float] = lambda: 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        self.address = f"smtp://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Ends the server."""
        self.controller.stop()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        import asyncio

        await asyncio.sleep(self.pause())
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mail.recipients = list(envelope.rcpt_tos)
        self.raw.append(envelope.content)
        self.mails.append(mail)
        # The sender may be gone by the time of the answer.
        await asyncio.sleep(self.pause())
        return "250 OK"


class Receiver(http.server.ThreadingHTTPServer):
    """Takes webhooks whose signature is right."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken: list[dict] = []
        self.answers: list[int] = []
        self.asked = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook/part-that-is-secret"


class Handler(http.server.BaseHTTPRequestHandler):
    """Checks a request as standardwebhooks.com says, without the sender's code."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        signed = b".".join([
            self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), body])
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        code = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        is_ours = self.headers["webhook-signature"] == "v1," + code
        is_new = abs(time.time() - int(self.headers["webhook-timestamp"])) < 600
        status = self.server.answers.pop(0) if self.server.answers else 204
        if not (is_ours and is_new):
            status = 401
        if status == 204:
            self.server.taken.append(json.loads(body) | {"header": self.headers["webhook-id"]})
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "900")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass
