"""What the tests of a session's preparation share."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from branch_portal.lib.files import FileRefused
from meetings import actions

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def address(page, *args):
    return reverse(f"meetings:{page}", args=args)


def docx(*paragraphs, runs=()):
    """A Word file with these paragraphs, the last one put together of runs."""
    file, document = io.BytesIO(), Document()
    for text in paragraphs:
        document.add_paragraph(text)
    paragraph = document.add_paragraph()
    for text in runs:
        paragraph.add_run(text)
    document.save(file)
    return file.getvalue()


def with_part(content, name, data=b"x"):
    """The same Word file with one part more."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)
    return file.getvalue()


def send_file(client, session, content=PDF, name="bai_chuyen_de.pdf", **words):
    """Post a file as the form does; `is_not_secret=None` leaves the box empty."""
    words = {"kind": "paper", "title": "", "is_not_secret": "on"} | words
    words = {key: value for key, value in words.items() if value is not None}
    words.setdefault("version", session.version)
    upload = SimpleUploadedFile(name, content)
    return client.post(address("session_files", session.pk), words | {"file": upload})


def keep_file(client, session, **kw):
    """Put a file beside a session and return its row."""
    session.refresh_from_db()
    assert send_file(client, session, **kw).status_code == 302
    session.refresh_from_db()
    return session.files.latest("pk")


def invite(session, by):
    """Make the links of a session; return member name → path."""
    session.refresh_from_db()
    made = actions.make_invitations(session, version=session.version, by=by)
    session.refresh_from_db()
    return {one.member_name: address("reply", token) for one, token in made}


def refusal(judge, *given) -> str:
    """The sentence with which something is refused; none when it passes."""
    try:
        judge(*given)
    except FileRefused as refused:
        return str(refused)
    return ""
