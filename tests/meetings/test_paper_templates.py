"""A branch's own Word templates: tried when they come, used when papers are printed."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.docx import docx_file
from branch_portal.lib.paper import Paper, Text
from branch_portal.lib.text import fold
from meetings.documents.templates import sample_template
from meetings.models import DocumentProfile, PaperTemplate
from meetings.models.profiles import PaperKind
from tests.meetings.paper_parts import HOSTILE, make_submitted, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(branch):
    return reverse("meetings:paper_templates", args=[branch.pk])


def layout():
    return DocumentProfile.objects.first().profile


def sample(kind="minutes"):
    return sample_template(kind, layout()).getvalue()


def with_words(*lines, kind="minutes", **replaced):
    """The sample with more lines at its end, or with words in it replaced."""
    return rewritten(
        sample(kind),
        lambda xml: _replaced(xml, replaced).replace(
            "<w:sectPr>",
            "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines) + "<w:sectPr>",
        ),
    )


def _replaced(xml, replaced):
    for old, new in replaced.items():
        assert old in xml
        xml = xml.replace(old, new)
    return xml


def rewritten(content, change=lambda xml: xml, **more):
    """A .docx with its text changed and parts added: name with __ for / → content."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, change(part.decode()).encode() if name == "word/document.xml" else part
            )
        for name, part in more.items():
            new.writestr(name.replace("__", "/").replace("_DOT_", "."), part)
    return file.getvalue()


def upload(client, url, content, kind="minutes", name="mẫu của tôi.docx", **data):
    file = SimpleUploadedFile(name, content)
    return client.post(url, {"kind": kind, "file": file, "is_not_secret": "on"} | data)


@pytest.mark.parametrize("kind", PaperKind.values)
def test_the_sample_of_every_kind_is_taken_as_it_is(client, url, branch, secretary, kind):
    client.force_login(secretary)
    response = upload(client, url, sample(kind), kind)
    assert response.status_code == 302, response.context["form"].errors
    template = PaperTemplate.objects.in_use(branch).get()
    assert (template.kind, template.uploaded_by) == (kind, secretary)
    assert AuditEntry.objects.filter(verb="paper_template.added").exists()
    stored = settings.DATA_DIR / "private" / "paper-templates" / template.sha256
    assert stored.stat().st_mode & 0o777 == 0o600
    assert str(settings.MEDIA_ROOT) not in str(stored)
    assert "mẫu của tôi.docx" in client.get(url).content.decode()


@pytest.mark.parametrize("kind", PaperKind.values)
def test_papers_are_printed_on_it(client, url, branch, members, secretary, kind):
    session = make_submitted(branch, secretary)
    session.opinions.update(text=HOSTILE)
    client.force_login(secretary)
    listed = client.get(reverse("meetings:papers", args=[session.pk])).context["offers"]
    name = next(offer.name for offer in listed if offer.template_kind == kind)
    address = reverse("meetings:paper", args=[session.pk, name])
    usual = words(read(client.get(address)))
    upload(client, url, with_words("MẪU RIÊNG", kind=kind), kind)
    own = words(read(client.get(address)))
    assert "MẪU RIÊNG" in own
    for line in usual.split("\n"):
        assert line.removeprefix("Số ").strip() in own, line
    page = client.get(reverse("meetings:papers", args=[session.pk])).content.decode()
    assert "theo mẫu riêng của chi bộ" in page
    with zipfile.ZipFile(
        read(client.get(reverse("meetings:papers_zip", args=[session.pk])))
    ) as archive:
        papers = [name for name in archive.namelist() if name.endswith(".docx")]
        assert sum(b"RI\xc3\x8aNG" in _document(archive, name) for name in papers) == 1


def _document(archive, name):
    with zipfile.ZipFile(io.BytesIO(archive.read(name))) as package:
        return package.read("word/document.xml")


def with_field(instruction):
    """The sample with a field at its end."""
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    run = f"<w:r>{begin}<w:instrText>{instruction}</w:instrText>{end}</w:r>"
    return rewritten(sample(), lambda xml: xml.replace("<w:sectPr>", f"<w:p>{run}</w:p><w:sectPr>"))


def broken(content):
    """The file with the packed bytes of its styles spoilt."""
    part = zipfile.ZipFile(io.BytesIO(content)).getinfo("word/styles.xml")
    start = part.header_offset + 30 + len(part.filename)
    return content[:start] + b"\xff" * 20 + content[start + 20 :]


REFUSED = {
    "unknown word": (lambda: with_words("{{ so_tien }}"), "không có: so_tien"),
    "unknown part": (lambda: with_words("{{ cac_phan[0].tien }}"), "tien"),
    "a call": (lambda: with_words("{{ chi_bo.upper() }}"), "Mẫu có chứa câu lệnh"),
    "a class walk": (lambda: with_words("{{ chi_bo.__class__ }}"), "Mẫu có chứa câu lệnh"),
    "a class walk by name": (
        lambda: with_words("{{ chi_bo['__class__'] }}"),
        "Mẫu có chứa câu lệnh",
    ),
    "a sum": (lambda: with_words("{{ 'a' * 999999999 }}"), "Mẫu có chứa câu lệnh"),
    "a function": (lambda: with_words("{{ range(9) }}"), "Mẫu có chứa câu lệnh"),
    "an import": (lambda: with_words("{% import 'x' as y %}"), "Mẫu có chứa câu lệnh"),
    "a setting": (lambda: with_words("{% set a = 1 %}"), "Mẫu có chứa câu lệnh"),
    "an odd filter": (lambda: with_words("{{ chi_bo|safe }}"), "Mẫu dùng “safe”"),
    "a filter of attributes": (lambda: with_words("{{ chi_bo|attr('x') }}"), "Mẫu dùng “attr”"),
    "an open mark": (lambda: with_words("{{ chi_bo "), "chưa đóng"),
    "an open loop": (lambda: with_words("{% for a in cac_phan %}"), "chưa đóng"),
    "a crossed loop": (
        lambda: with_words(
            "{% for a in cac_phan %}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>"
            "{% endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>"
        ),
        "kết thúc ở giữa",
    ),
    "words left out": (
        lambda: with_words(**{"{%p for dong in phan.dong %}": "{%p for dong in [] %}"}),
        "Mẫu",
    ),
    "the discussion left out": (
        lambda: with_words(**{"{{ dong }}": "…"}),
        "Mẫu làm mất nội dung của văn bản",
    ),
    "a draft that looks final": (
        lambda: with_words(**{"{{ du_thao }}": "…"}),
        "Mẫu làm mất nội dung của văn bản, ví dụ “DỰ THẢO mẫu”",
    ),
    "macros": (lambda: rewritten(sample(), word__vbaProject_DOT_bin=b"x"), "macro"),
    "an embedded object": (lambda: rewritten(sample(), word__embeddings__a_DOT_bin=b"x"), "macro"),
    "a remote template": (
        lambda: rewritten(
            sample(),
            word___rels__settings_DOT_xml_DOT_rels='<Relationships><Relationship Id="r" '
            'Type="x/attachedTemplate" Target="https://example.org/a.dotm" '
            'TargetMode="External"/></Relationships>',
        ),
        "lấy dữ liệu từ nơi khác",
    ),
    "a field that fetches": (
        lambda: rewritten(
            sample(),
            lambda xml: xml.replace(
                "<w:sectPr>",
                "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r></w:p><w:sectPr>",
            ),
        ),
        "lấy dữ liệu từ nơi khác",
    ),
    "an entity": (
        lambda: rewritten(
            sample(), lambda xml: xml.replace("<w:document", "<!DOCTYPE a><w:document", 1)
        ),
        "không phải tệp Word",
    ),
    "broken XML": (lambda: rewritten(sample(), lambda xml: xml[:-200]), "bị hỏng"),
    "a bomb": (lambda: rewritten(sample(), word__a_DOT_xml=b"0" * 30_000_000), "giải nén"),
    "many parts": (
        lambda: rewritten(sample(), **{f"word__{n}_DOT_xml": b"<a/>" for n in range(300)}),
        "giải nén",
    ),
    "a picture": (lambda: b"\x89PNG" + b"0" * 99, "không phải tệp Word"),
    "a folder": (lambda: rewritten(_zip(), a=b"x"), "không phải tệp Word"),
    "a field that a condition puts together": (
        lambda: with_field("D{% if du_thao %}DE{% endif %} a"),
        "chỉ được có trường",
    ),
    "a field behind words that a condition takes away": (
        lambda: with_field(
            "</w:instrText><w:t>{% if not du_thao %}</w:t><w:instrText>PAGE "
            "</w:instrText><w:t>{% endif %}</w:t><w:instrText>DDE a"
        ),
        "lấy dữ liệu từ nơi khác",
    ),
    "deep loops": (
        lambda: with_words("{% for a in cac_phan %}" * 4 + "x" + "{% endfor %}" * 4),
        "nhiều nhất 3 vòng “for”",
    ),
    "a broken part": (lambda: broken(sample()), "bị hỏng"),
    "an empty paper": (lambda: docx_file(Paper("", layout(), [Text("x")])).getvalue(), "làm mất"),
}


def _zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    return file.getvalue()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_harmless_template_is_refused_in_words(client, url, secretary, case):
    make, sentence = REFUSED[case]
    client.force_login(secretary)
    response = upload(client, url, make())
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors["file"])
    assert "Choose" not in response.content.decode().split("errorlist")[1][:300]
    assert not PaperTemplate.objects.exists()


def test_one_that_takes_too_long_is_given_up(client, url, secretary, monkeypatch):
    from branch_portal.lib import wordtemplate

    monkeypatch.setattr(wordtemplate, "SECONDS", 0.01)
    client.force_login(secretary)
    response = upload(client, url, sample())
    assert "mất quá nhiều thời gian" in str(response.context["form"].errors["file"])


@pytest.mark.parametrize("depth", [1, 3])
def test_loops_inside_one_another_are_taken_up_to_three(client, url, secretary, depth):
    client.force_login(secretary)
    loops = "{% for a in cac_phan %}" * depth + "x" + "{% endfor %}" * depth
    assert upload(client, url, with_words(loops, loops)).status_code == 302


def test_page_numbers_and_dates_are_taken(client, url, secretary):
    client.force_login(secretary)
    assert upload(client, url, with_field(" date \\@ d")).status_code == 302


def test_nested_loops_end(client, url, secretary):
    """Seven loops inside one another over the rows of a paper: the child is stopped."""
    loops = "{% for a in cac_phan[0].dong %}" * 2 + "{% for b in cac_phan %}" * 60
    client.force_login(secretary)
    response = upload(client, url, with_words(loops + "x" + "{% endfor %}" * 62))
    assert response.status_code == 422
    assert not PaperTemplate.objects.exists()


def test_too_large_a_file_is_not_read(client, url, secretary):
    client.force_login(secretary)
    response = upload(client, url, b"PK\x03\x04" + b"0" * (2 * 1024 * 1024))
    assert "lớn hơn 2 MB" in str(response.context["form"].errors["file"])


@pytest.mark.parametrize("name", ["Tuyệt mật.docx", "mẫu_TỐI_MẬT.docx", "toi-mat.docx", "Mật.docx"])
def test_secret_files_never_come_here(client, url, secretary, name):
    client.force_login(secretary)
    response = upload(client, url, sample(), name=name)
    assert "mat" in fold(str(response.context["form"].errors["file"]))
    response = upload(client, url, sample(), is_not_secret="")
    assert "xác nhận" in str(response.context["form"].errors["is_not_secret"])
    assert response.status_code == 422


def test_a_new_one_takes_the_place_of_the_old_one(client, url, branch, secretary):
    client.force_login(secretary)
    upload(client, url, sample())
    upload(client, url, with_words("Khác"))
    assert PaperTemplate.objects.count() == 2
    assert PaperTemplate.objects.in_use(branch).count() == 1


def test_a_paper_is_printed_even_when_its_template_fails(client, url, branch, members, secretary):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    upload(client, url, with_words("Tệp này sẽ mất."))
    template = PaperTemplate.objects.get()
    (settings.DATA_DIR / "private" / "paper-templates" / template.sha256).unlink()
    address = reverse("meetings:paper", args=[session.pk, "bien-ban"])
    assert "BIÊN BẢN" in words(read(client.get(address)))
    page = client.get(reverse("meetings:papers", args=[session.pk])).content.decode()
    assert "Biên bản: không in được theo mẫu riêng nên đã dùng mẫu chung." in page
    archive = zipfile.ZipFile(read(client.get(reverse("meetings:papers_zip", args=[session.pk]))))
    assert "không in được theo mẫu riêng" in archive.read("ghi-chu.txt").decode("utf-8-sig")


PAGES = ["paper_templates", "sample_template", "paper_template", "remove_paper_template"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "answer"),
    [
        ("secretary", 200),
        ("organisation_board", 200),
        ("administrator", 200),
        ("deputy", 403),
        ("working_group", 403),
        ("foreign_secretary", 404),
        ("reporter", 404),
        ("stranger", 404),
    ],
)
def test_who_keeps_templates(client, request, url, branch, secretary, role, answer, page):
    client.force_login(secretary)
    upload(client, url, sample())
    template = PaperTemplate.objects.get()
    client.force_login(request.getfixturevalue(role))
    place = {
        "paper_templates": [branch.pk],
        "sample_template": [branch.pk, "minutes"],
    }.get(page, [template.pk])
    ask = client.post if page == "remove_paper_template" else client.get
    done = 302 if page == "remove_paper_template" and answer == 200 else answer
    assert ask(reverse(f"meetings:{page}", args=place)).status_code == done
    if page == "paper_templates":
        posted = upload(client, url, sample()).status_code
        assert posted == (302 if answer == 200 else answer)


def test_the_page_is_cheap(client, url, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(10):
        client.get(url)
