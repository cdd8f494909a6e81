"""A mail server for tests, and the ways of readers who asked for mail."""

import re
import socketserver
import threading
from contextlib import contextmanager

from django.utils import timezone

from comments import actions
from comments.models import DataRequest
from tests.factories import make_article, make_comment

ADDRESS = "bimat.rieng@example.vn"


def make_reader(article=None, *, confirmed=True, **kw):
    """A comment whose sender wants to be told."""
    kw.setdefault("email", ADDRESS)
    if confirmed:
        kw.setdefault("email_confirmed_at", timezone.now())
    return make_comment(article or make_article(), wants_mail=True, **kw)


def make_request(kind="erase", email=ADDRESS, **kw):
    """A request whose address is proved."""
    actions.ask_about_data(kind=kind, email=email, **kw)
    return actions.prove_request(DataRequest.objects.latest("pk"))


def link(body: str) -> str:
    """The path of the first link that leads to a page behind a mailed link."""
    return re.search(r"/y-kien/thu/(?:xac-nhan|yeu-cau)/\S+", body)[0]


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs; `server.answers` changes single answers."""

    def handle(self):
        self._say("220 sink.example.vn")
        for line in self.rfile:
            verb = line[:4].decode("ascii", "replace").upper().strip()
            answer = self.server.answers.get(verb)
            if answer:
                self._say(answer)
            elif verb == "DATA":
                self._say("354 go on")
                self.server.messages.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                if verb == "RCPT":
                    self.server.recipients.append(line.decode().strip())
                self._say("250 fine")

    def _say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.answers, self.messages, self.recipients = {}, [], []


@contextmanager
def mail_server(settings):
    """A real server of SMTP on this machine, to which the portal's mail goes."""
    with Sink() as sink:
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.server_address
        yield sink
        sink.shutdown()
