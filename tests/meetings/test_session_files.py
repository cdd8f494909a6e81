"""Paper and attachments of a session."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry
from branch_portal.lib import private
from meetings import actions
from meetings.actions import files as file_actions
from meetings.models import SessionFile
from tests.factories import make_plan, submit
from tests.meetings.prepared_parts import PDF, address, docx, keep_file, send_file, with_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def pdf(number):
    return PDF + f"%{number}\n".encode()


def test_a_file_is_kept_away_from_every_address(client, plan, secretary):
    client.force_login(secretary)
    file = keep_file(client, plan, name="Bài_chuyên đề.pdf")
    assert (file.title, file.format, file.kind) == ("Bài chuyên đề", "pdf", "paper")
    assert (file.size, file.declared_by) == (len(PDF), secretary)
    assert private.kept(file.folder, file.sha256) == PDF
    path = settings.DATA_DIR / "private" / file.folder / file.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert AuditEntry.objects.get(verb="session_file.added").facts["size"] == len(PDF)
    page = client.get(address("session_plan", plan.pk)).content.decode()
    assert address("session_file", file.pk) in page


def test_a_word_file_with_a_title_of_its_own(client, plan, secretary):
    client.force_login(secretary)
    words = {
        "content": docx("Kế hoạch"),
        "name": "a.docx",
        "title": " Kế  hoạch\nquý ",
        "kind": "attachment",
    }
    file = keep_file(client, plan, **words)
    assert (file.title, file.format) == ("Kế hoạch quý", "docx")


def test_without_the_declaration_nothing_is_kept(client, plan, secretary):
    client.force_login(secretary)
    response = send_file(client, plan, is_not_secret=None, title="Kế hoạch quý")
    page = response.content.decode()
    assert response.status_code == 422
    assert "xác nhận" in page or "cam đoan" in page
    assert 'value="Kế hoạch quý"' in page
    assert "chọn lại tệp" in page
    assert not SessionFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (PDF, "Tuyệt mật.pdf", "Tên tệp có chữ “Tuyệt mật”"),
        (PDF, "toi-mat.pdf", "Tên tệp có chữ “toi mat”"),
        (docx("Văn bản mật"), "a.docx", "là dấu chỉ độ mật"),
        (with_part(docx("A"), "word/vbaProject.bin"), "a.docx", "không phải PDF"),
        (b"MZ" + b"\0" * 100, "a.pdf", "không phải PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "không phải PDF"),
        (b"<svg onload=alert(1)>", "a.pdf", "không phải PDF"),
        (b"", "a.pdf", "không phải PDF"),
        (PDF + b" " * (20 * 1024 * 1024), "a.pdf", "20 MB"),
    ],
)
def test_what_is_refused_is_said_beside_the_field(client, plan, secretary, content, name, sentence):
    client.force_login(secretary)
    response = send_file(client, plan, content, name, title="Tên đã gõ")
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Tên đã gõ" in page
    assert not SessionFile.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "C:\\x\\..\\bai.pdf",
        "a\x00b.pdf",
        "bai.pdf.exe",
        "<script>alert(1)</script>.pdf",
        'a"; filename="x.exe.pdf',
        "-" * 190 + ".pdf",
        "\u202efdp.exe",
        "。.pdf",
    ],
)
def test_hostile_names_are_only_titles(client, plan, secretary, name):
    client.force_login(secretary)
    before = set(settings.DATA_DIR.iterdir())
    file = keep_file(client, plan, name=name)
    assert set(settings.DATA_DIR.iterdir()) - before <= {settings.DATA_DIR / "private"}
    page = client.get(address("session_files", plan.pk)).content.decode()
    assert "<script>alert" not in page
    told = client.get(address("session_file", file.pk))["Content-Disposition"]
    assert told.isascii()
    assert told.startswith("attachment; filename=")
    assert told.rstrip('"').endswith(".pdf")


def test_the_same_file_twice_is_one(client, plan, secretary):
    client.force_login(secretary)
    keep_file(client, plan)
    response = send_file(client, plan, version=plan.version - 1)
    assert response.status_code == 422, "a double press comes with the older version"
    response = send_file(client, plan)
    assert response.status_code == 422
    assert "Tệp này đã có rồi." in response.content.decode()
    assert plan.files.count() == 1


def test_the_same_content_at_two_sessions_is_two_files(client, plan, branch, secretary):
    client.force_login(secretary)
    other = make_plan(branch, secretary, days=20)
    one, two = keep_file(client, plan), keep_file(client, other)
    private.discard(one.folder, one.sha256)
    assert private.kept(two.folder, two.sha256) == PDF


def test_there_is_an_end_to_files(client, plan, secretary, monkeypatch):
    client.force_login(secretary)
    monkeypatch.setattr(file_actions, "MOST_FILES", 2)
    for number in range(2):
        keep_file(client, plan, content=pdf(number))
    assert "Đã có 2 tệp" in send_file(client, plan, pdf(3)).content.decode()
    monkeypatch.setattr(file_actions, "MOST_FILES", 9)
    monkeypatch.setattr(file_actions, "LARGEST_SUM", 2 * len(PDF) + 20)
    assert "cộng lại không quá" in send_file(client, plan, pdf(4)).content.decode()
    assert plan.files.count() == 2


@pytest.mark.parametrize("words", [{"kind": "secret"}, {"kind": ""}, {"title": "x" * 161}])
def test_nonsense_is_no_error_of_ours(client, plan, secretary, words):
    client.force_login(secretary)
    assert send_file(client, plan, **words).status_code == 422
    assert not SessionFile.objects.exists()


def test_a_form_without_a_file(client, plan, secretary):
    client.force_login(secretary)
    data = {"kind": "paper", "is_not_secret": "on", "file": "chữ", "version": plan.version}
    response = client.post(address("session_files", plan.pk), data)
    assert response.status_code == 422
    assert "Chọn một tệp." in response.content.decode()


def test_when_the_record_stands_files_stand_too(client, session, secretary):
    client.force_login(secretary)
    keep_file(client, session)
    submit(session, secretary)
    page = client.get(address("session_files", session.pk)).content.decode()
    assert "Thêm tệp" not in page
    assert send_file(client, session, pdf(2)).status_code == 422
    assert session.files.count() == 1


def test_a_failed_save_keeps_nothing_half(plan, secretary):
    from branch_portal.lib.files import read_document
    from branch_portal.lib.verdicts import RuleBroken

    document = read_document(io.BytesIO(PDF), "a.pdf")
    with pytest.raises(RuleBroken):
        actions.add_session_file(plan, document, kind="paper", title="", version=99, by=secretary)
    assert not SessionFile.objects.exists()


def test_it_costs_few_queries(client, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    for number in range(3):
        keep_file(client, plan, content=pdf(number))
    with django_assert_max_num_queries(9):
        assert client.get(address("session_files", plan.pk)).status_code == 200


def test_an_upload_that_is_a_list_of_files_takes_the_last(client, plan, secretary):
    client.force_login(secretary)
    files = [SimpleUploadedFile("a.pdf", pdf(1)), SimpleUploadedFile("b.pdf", pdf(2))]
    data = {"kind": "paper", "is_not_secret": "on", "version": plan.version, "file": files}
    assert client.post(address("session_files", plan.pk), data).status_code == 302
    assert plan.files.get().title == "b"
