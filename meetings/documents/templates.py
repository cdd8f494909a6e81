"""A branch's own Word template: what may stand in it, a sample of it, and a paper made by it.

The words that a template may ask for are Vietnamese, for those who write it.
"""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

from branch_portal.lib import private, wordtemplate
from branch_portal.lib.docx import docx_file
from branch_portal.lib.paper import (
    Block,
    Head,
    Heading,
    Paper,
    Profile,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    printable,
)
from meetings.documents.calls import AGENDA
from meetings.documents.lists import TO_SIGN
from meetings.models import DocumentProfile, PaperTemplate
from meetings.models.profiles import PaperKind

FOLDER = "paper-templates"
TABLES = {PaperKind.AGENDA: AGENDA, PaperKind.ATTENDANCE: TO_SIGN}
NUMBERED = (PaperKind.RESOLUTION, PaperKind.RESOLUTION_EXTRACT)
# What a template may ask for → what it is.
WORDS = {
    "cap_tren": "tổ chức đảng cấp trên",
    "chi_bo": "tên chi bộ",
    "so": "số và ký hiệu, ví dụ 05-NQ/CB",
    "noi_va_ngay": "địa danh, ngày tháng năm",
    "loai": "tên loại văn bản",
    "trich_yeu": "trích yếu",
    "du_thao": "dòng “DỰ THẢO” khi biên bản chưa gửi; để trống khi đã gửi",
    "cac_phan": "các phần của văn bản: mỗi phần có ten và các dong",
    "cac_bang": "các bảng: mỗi bảng có ten, cot và các dong",
    "noi_nhan": "các dòng nơi nhận",
    "quyen_han": "T/M CHI BỘ",
    "chuc_vu": "chức vụ người ký",
    "nguoi_ky": "người ký",
    "chuc_vu_trai": "chức danh người ký bên trái (biên bản: THƯ KÝ)",
    "nguoi_ky_trai": "người ký bên trái",
}


def template_data(paper: Paper) -> dict:
    """The words of a paper as plain data, under the names of WORDS."""
    data: dict = dict.fromkeys(WORDS, "")
    data |= {"cac_phan": [], "cac_bang": [], "noi_nhan": []}
    for before, block in pairwise([None, *paper.blocks]):
        if isinstance(block, Head):
            data |= {
                "cap_tren": paper.profile.spelt(block.superior),
                "chi_bo": paper.profile.spelt(block.issuer),
                "so": block.symbol,
                "noi_va_ngay": block.place_and_date,
            }
        elif isinstance(block, Title):
            data |= {"loai": block.type_name, "trich_yeu": "\n".join(block.subject)}
        elif isinstance(block, Signatures):
            data |= _signed(block)
        elif isinstance(block, Table):
            title = ""
            if isinstance(before, Heading):  # it is the table's, not a part without words
                title = data["cac_phan"].pop()["ten"]
            columns = [column.title for column in block.columns]
            data["cac_bang"].append({"ten": title, "cot": columns, "dong": list(block.rows)})
        else:
            _put(data, block)
    _level(data["cac_bang"])
    return _plain(data)


def _put(data: dict, block: Block) -> None:
    if isinstance(block, Text) and block.is_note:
        data["du_thao"] = block.text
    elif isinstance(block, Heading):
        data["cac_phan"].append({"ten": block.text, "dong": []})
    elif isinstance(block, Text):
        if not data["cac_phan"]:
            data["cac_phan"].append({"ten": "", "dong": []})
        data["cac_phan"][-1]["dong"] += [words for words, _is_heading in block.paragraphs]


def _signed(block: Signatures) -> dict:
    left = block.left or Signature("", "", "")
    return {
        "noi_nhan": block.recipient_lines,
        "quyen_han": block.right.authority,
        "chuc_vu": block.right.post,
        "nguoi_ky": block.right.name,
        "chuc_vu_trai": left.post,
        "nguoi_ky_trai": left.name,
    }


def _level(tables: list[dict]) -> None:
    """Rows of all tables of a paper get the same length: a template has one row for them."""
    longest = max((len(table["cot"]) for table in tables), default=0)
    for table in tables:
        table["cot"] += [""] * (longest - len(table["cot"]))
        table["dong"] = [[*row, *[""] * (longest - len(row))] for row in table["dong"]]


def _plain(value):
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return printable(str(value))


def made_by(template: PaperTemplate, paper: Paper) -> io.BytesIO:
    """Return a paper made by a branch's template. Raises TemplateRefused when it cannot be."""
    try:
        content = private.kept(FOLDER, template.sha256)
    except FileNotFoundError as error:
        raise wordtemplate.TemplateRefused("") from error
    return wordtemplate.fill(content, template_data(paper))


# --- Samples --------------------------------------------------------------------------------------


def judge(kind: str, content: bytes) -> None:
    """Try a template on words that are nobody's. Raises TemplateRefused."""
    sample = template_data(Paper("", DocumentProfile().profile, _sample_blocks(kind)))
    shown = [part["ten"] for part in sample["cac_phan"] if part["ten"]]
    shown += [line for part in sample["cac_phan"] for line in part["dong"]]
    for table in sample["cac_bang"]:
        shown += [words for row in (table["cot"], *table["dong"]) for words in row]
    shown += [sample["nguoi_ky"], sample["du_thao"], *([sample["so"]] if kind in NUMBERED else [])]
    wordtemplate.judge(content, sample, [words for words in shown if words])


def _sample_blocks(kind: str) -> list[Block]:
    symbol = "05-NQ/CB" if kind in NUMBERED else ""
    blocks: list[Block] = [
        Head("Đảng bộ xã Mẫu", "Chi bộ Mẫu", symbol, "Mẫu, ngày 05 tháng 02 năm 2026"),
        Title("Văn bản mẫu", ("sinh hoạt chuyên đề", "“Chuyên đề mẫu”")),
        Text("Dòng mở đầu số một.\nDòng có A & B <C> số hai."),
    ]
    if kind == PaperKind.MINUTES:
        blocks.append(Text("DỰ THẢO mẫu", is_note=True))
    if columns := TABLES.get(kind):
        # As long as the widest table, each cell with words of its own.
        rows = [tuple(f"ô {r}.{c}" for c in range(len(columns))) for r in (1, 2)]
        blocks.append(Table(columns, rows))
    else:
        blocks += [
            Heading("I- PHẦN MỘT"),
            Text("Dòng của phần một."),
            Heading("II- PHẦN HAI"),
            Text("Dòng của phần hai."),
        ]
    left = Signature("", "THƯ KÝ", "Trần Thị Mẫu")
    right = Signature("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Mẫu")
    return [*blocks, Signatures(right, left)]


def sample_template(kind: str, profile: Profile) -> io.BytesIO:
    """A template that prints the default paper, for those who want to change it in Word."""
    mark = Signature("{{ quyen_han }}", "{{ chuc_vu }}", "{{ nguoi_ky }}")
    second = Signature("", "{{ chuc_vu_trai }}", "{{ nguoi_ky_trai }}")
    symbol = "{{ so }}" if kind in NUMBERED else ""
    blocks: list[Block] = [
        Head("{{ cap_tren|upper }}", "{{ chi_bo|upper }}", symbol, "{{ noi_va_ngay }}"),
        Title("{{ loai|upper }}", ("{{ trich_yeu }}",)),
        Text("{%p if du_thao %}"),
        Text("{{ du_thao }}"),
        Text("{%p endif %}"),
        Text("{%p for phan in cac_phan %}\n{%p if phan.ten %}"),
        Heading("{{ phan.ten }}"),
        Text("{%p endif %}\n{%p for dong in phan.dong %}"),
        Text("{{ dong }}\n{%p endfor %}\n{%p endfor %}"),
    ]
    if columns := TABLES.get(kind):
        rest = [""] * (len(columns) - 1)
        titles = [replace(c, title=f"{{{{ bang.cot[{n}] }}}}") for n, c in enumerate(columns)]
        cells = [f"{{{{ o[{number}] }}}}" for number in range(len(columns))]
        rows = [["{%tr for o in bang.dong %}", *rest], cells, ["{%tr endfor %}", *rest]]
        blocks += [
            Text("{%p for bang in cac_bang %}\n{%p if bang.ten %}"),
            Heading("{{ bang.ten }}"),
            Text("{%p endif %}"),
            Table(titles, rows),
            Text("{%p endfor %}"),
        ]
    if kind in (PaperKind.MINUTES, PaperKind.ATTENDANCE):
        blocks.append(Signatures(mark, second))
    else:
        lines = ("{%p for dong in noi_nhan %}", "{{ dong }}", "{%p endfor %}")
        blocks.append(Signatures(mark, recipients=lines))
    return _as_marks(docx_file(Paper("", profile, blocks)))


def _as_marks(file: io.BytesIO) -> io.BytesIO:
    """What is set around words has no place around marks: capitals of the head, "- …;"."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                marks = re.compile(r"\{\{ [A-Z_|]+ \}\}")
                text = marks.sub(lambda m: m[0].lower(), content.decode())
                content = text.replace("- {{ dong }};", "{{ dong }}").encode()
            new.writestr(part, content, zipfile.ZIP_DEFLATED)
    changed.seek(0)
    return changed
