"""Marks of secrecy in the names and insides of files."""

import io
import time
import zipfile
import zlib

import pytest

from branch_portal.lib.files import Document, FileRefused, read_document
from branch_portal.lib.secrecy import refuse_marked
from tests.meetings.prepared_parts import PDF, docx, refusal, with_part


def judge(content, name="bài.docx", *words):
    refuse_marked(read_document(io.BytesIO(content), name), name, *words)


def pdf(data):
    return judge(b"%PDF-1.7\n" + data + b"\n%%EOF\n", "bài.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "Tuyệt mật.pdf",
        "tuyet-mat.pdf",
        "TOI_MAT_2026.pdf",
        "Tài liệu (Mật).pdf",
        "mật.pdf",
        "công văn mật số 3.pdf",
        "Tuye\u0302\u0323t ma\u0302\u0323t.pdf",  # as macOS writes it
        "Tối\u200b mật.pdf",
        "C:\\hồ sơ\\[MẬT] kế hoạch.pdf",
    ],
)
def test_a_marked_name_is_refused(name):
    with pytest.raises(FileRefused, match="Tên tệp có chữ"):
        judge(PDF, name)


@pytest.mark.parametrize(
    "name",
    [
        "Nuôi ong lấy mật.pdf",
        "Mật ong bạc hà.pdf",
        "Luật Bảo vệ bí mật nhà nước.pdf",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC.pdf",
        "bảo mật thông tin.pdf",
        "mật độ cây trồng.pdf",
        "Tối ưu mặt bằng.pdf",
        "",
        "." * 300,
    ],
)
def test_words_of_every_day_are_no_marks(name):
    assert refusal(judge, PDF, name) == ""


def _part(name, text):
    return f'<{name} xmlns:{name.partition(":")[0]}="x:x">{text}</{name}>'


@pytest.mark.parametrize(
    "content",
    [
        docx("Độ khẩn: không. TUYỆT MẬT"),
        docx("Kế hoạch", runs=["Tuyệt", " ", "mật"]),
        docx("Kế hoạch", runs=["Tài liệu M", "ật"]),
        with_part(docx("Kế hoạch"), "word/header9.xml", _part("w:p", "Tối mật").encode()),
        with_part(docx("Kế hoạch"), "word/footnotes9.xml", _part("w:p", "T&#x1ED1;i mật").encode()),
        with_part(docx("Kế hoạch"), "word/header8.xml", _part("w:p", "Tối mật").encode("utf-16")),
        with_part(docx("Kế hoạch"), "docProps/custom.xml", _part("vt:lpwstr", "Mật").encode()),
    ],
)
def test_a_mark_inside_a_word_file_is_refused(content):
    with pytest.raises(FileRefused, match="là dấu chỉ độ mật"):
        judge(content)


def test_a_mark_in_the_title_that_was_typed_is_refused():
    with pytest.raises(FileRefused, match="là dấu chỉ độ mật"):
        judge(docx("Kế hoạch"), "bài.docx", "Văn bản mật")


def test_a_plain_word_file_passes():
    words = "Chi bộ bàn cách nuôi ong lấy mật, giữ bí mật của nghề và mật độ đàn ong."
    assert refusal(judge, docx(words)) == ""


@pytest.mark.parametrize(
    "extra",
    ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"],
)
def test_what_does_more_than_be_read_is_refused(extra):
    with pytest.raises(FileRefused):
        judge(with_part(docx("Kế hoạch"), extra))


def test_a_file_of_macros_under_another_name_is_refused():
    source, target = zipfile.ZipFile(io.BytesIO(docx("Kế hoạch"))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            content = source.read(part).replace(
                b"wordprocessingml.document.main", b"document.macroEnabled.main"
            )
            archive.writestr(part.filename, content)
    with pytest.raises(FileRefused, match="macro"):
        judge(target.getvalue())


def test_a_word_file_that_swells_is_refused():
    file = io.BytesIO(docx("Kế hoạch"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/header9.xml", b" " * (25 * 1024 * 1024))
    with pytest.raises(FileRefused, match="giải nén"):
        judge(file.getvalue())


@pytest.mark.parametrize("cut", [200, 2000, -40])
def test_a_broken_word_file_is_refused_in_words(cut):
    with pytest.raises(FileRefused):
        judge(docx("Kế hoạch")[:cut])


def test_a_word_file_with_a_broken_part_is_refused_in_words():
    content = bytearray(docx("Kế hoạch"))
    start = content.index(b"word/document.xml") + 40
    content[start : start + 30] = b"\xff" * 30
    with pytest.raises(FileRefused, match="hỏng"):
        refuse_marked(Document("docx", "bài", bytes(content), ""), "bài.docx")


def _hexed(text):
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


LISTED = zlib.compress(b"<</Title " + _hexed("Tối mật") + b">>")


@pytest.mark.parametrize(
    "data",
    [
        b"/Title (" + b"\xfe\xff" + "Tuyệt mật".encode("utf-16-be") + b")",
        b"/Keywords " + _hexed("Mật"),
        "/Subject (Văn bản mật)".encode(),
        b"/Subject (V\\304\\203n b\\341\\272\\243n m\\341\\272\\255t)",
        "<x:xmpmeta><dc:title><rdf:li>Tối mật</rdf:li></dc:title></x:xmpmeta>".encode(),
        b"1 0 obj<</Type/ObjStm/N 1>>stream\n" + LISTED + b"\nendstream",
    ],
)
def test_a_mark_in_the_properties_of_a_pdf_is_refused(data):
    with pytest.raises(FileRefused, match="là dấu chỉ độ mật"):
        pdf(data)


@pytest.mark.parametrize("data", [rb"/Title (B\8o c\9o)", rb"/Title (\777\0)", b"/Title (\\)"])
def test_odd_signs_in_a_title_are_read(data):
    assert refusal(pdf, data) == ""


def test_eight_and_nine_behind_a_stroke_stand_for_themselves():
    with pytest.raises(FileRefused, match="là dấu chỉ độ mật"):
        pdf(rb"/Title (\8: " + "Tối mật".encode() + b")")


@pytest.mark.parametrize("command", [b"/S/JavaScript/JS(app.alert(1))", b"/S /Launch /F (x.exe)"])
def test_a_pdf_with_commands_is_refused(command):
    with pytest.raises(FileRefused, match="lệnh tự chạy"):
        pdf(b"1 0 obj<<" + command + b">>endobj")


@pytest.mark.parametrize(
    "data",
    [
        b"/Title (" + b"\\" * 200_000,
        b"/Title <" + b"A" * 1_000_001 + b">",
        b"/ObjStm" * 200_000,
        b"/ObjStm stream\nx" * 100_000,
        b"<x:xmpmeta" * 200_000,
        b"/Title (" * 200_000,
        (b"/ObjStm stream\n" + zlib.compress(b"a" * 10**7)) * 50,
    ],
)
def test_hostile_pdfs_keep_nobody_waiting(data):
    start = time.process_time()
    pdf(data)
    assert time.process_time() - start < 3
