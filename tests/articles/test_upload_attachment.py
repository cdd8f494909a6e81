import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from articles.models import Attachment

pytestmark = pytest.mark.django_db
URL = reverse("articles:upload_attachment")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def docx():
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("Kế hoạch")
    document.save(file)
    return file.getvalue()


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def send(client, content, name="ke_hoach.pdf", **values):
    return client.post(URL, {"upload": SimpleUploadedFile(name, content)} | values)


@pytest.mark.parametrize(("content", "kind"), [(PDF, "pdf"), (docx(), "docx")])
def test_a_document_is_taken_by_its_content(client, reporter, content, kind):
    client.force_login(reporter)
    answer = send(client, content, "kế_hoạch quý IV.bin").json()
    file = Attachment.objects.get()
    assert (file.kind, file.title, file.uploaded_by) == (kind, "kế hoạch quý IV", reporter)
    assert answer["url"] == f"/tep/{file.pk}/"
    assert file.file_name == f"ke-hoach-quy-iv.{kind}"


def test_the_same_file_twice_is_one(client, reporter):
    client.force_login(reporter)
    assert send(client, PDF).json()["id"] == send(client, PDF, "khac.pdf").json()["id"]
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>1</script>",
        zipped("a.txt"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        docx()[:400],
        b"PK\x03\x04" + b"x" * 500,
    ],
)
def test_anything_else_is_refused_in_a_sentence(client, reporter, content):
    client.force_login(reporter)
    response = send(client, content, "gia.docx")
    assert response.status_code == 400
    assert "không phải PDF" in response.json()["error"]["message"]
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, reporter):
    client.force_login(reporter)
    response = send(client, PDF + b"x" * 20 * 1024 * 1024)
    assert "20 MB" in response.json()["error"]["message"]


def test_without_a_file_it_says_so(client, reporter):
    client.force_login(reporter)
    assert client.post(URL).status_code == 400


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert send(client, PDF).status_code == 403


def test_another_site_cannot_send_one(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert send(client, PDF).status_code == 403
