"""A table of articles (CSV), as a spreadsheet or another system wrote it."""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from branch_portal.lib import legacy
from branch_portal.lib.archives.item import (
    DRAFT,
    PUBLISHED,
    ArchiveRefused,
    Item,
    finished,
    from_plain,
    moment,
    path_of,
)
from branch_portal.lib.markup import sound
from branch_portal.lib.text import fold

LONGEST_ROW = 2_000_000  # characters
MOST_REPAIRS = 1_000
_SAMPLE = 1 << 20  # bytes
_SEPARATORS = ",;\t|"
_COLUMNS = {
    "title": "tieu de, ten bai, title, headline, post title",
    "lead": "sapo, sa po, tom tat, dan de, lead, excerpt, summary, description, mo ta",
    "html": "noi dung, than bai, body, content, html, text",
    "author": "tac gia, but danh, author, by",
    "sections": "chuyen muc, muc, section, sections, category, categories",
    "tags": "the, chu de, tu khoa, tag, tags, keywords",
    "published_at": "ngay dang, ngay xuat ban, ngay, date, published, published at, pubdate",
    "address": "dia chi, duong dan, lien ket, url, link, address, permalink",
    "key": "ma, ma bai, id, key, guid",
    "state": "trang thai, state, status",
    "cover": "anh, anh dai dien, picture, image, cover, thumbnail",
}
_MEANING = {
    name: column for column, all_names in _COLUMNS.items() for name in all_names.split(", ")
}
_DRAFTS = {"nhap", "ban nhap", "draft", "pending", "cho duyet", "0", "false", "private"}


def read_csv(path: Path | str) -> Iterator[Item]:
    """Yield the articles of a table whose first row names the columns, in Vietnamese or English.

    UTF-8, UTF-16, Windows-1258 and the old encodings, separated by comma, semicolon, tab or bar.
    Raises ArchiveRefused where there is no column with headlines.
    """
    encoding = _encoding(Path(path))
    # A byte that is no letter spoils its own row, not the reading.
    with Path(path).open(encoding=encoding, errors="replace", newline="") as file:
        csv.field_size_limit(LONGEST_ROW)
        rows = _rows(file)
        columns = next(rows)[1]
        if "title" not in columns:
            raise ArchiveRefused(
                _("No column holds the headlines. The first row must name it: tiêu đề or title.")
            )
        for number, row, fault in rows:
            if fault is None and not any(cell.strip() for cell in row):
                continue
            if fault is None and len(row) != len(columns):
                fault = _("%(found)d columns instead of %(due)d") % {
                    "found": len(row),
                    "due": len(columns),
                }
            yield _item(number, columns, row, fault)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", fold(name.replace("-", " ").replace("_", " "))))


def _item(number: int, columns: list[str], row: list[str], fault: str | None) -> Item:
    """Make an article of one row; a row that is no article says why, with its line."""
    cells = {}
    for column, cell in zip(columns, row, strict=False):
        cells.setdefault(column, cell.strip())
    item = Item(key=f"row:{number}", title=cells.get("title", ""))
    try:
        if fault:
            raise ValueError(fault)
        if any("\ufffd" in cell for cell in row):
            raise ValueError(_("characters that cannot be read"))
        item = _filled(cells)
    except ValueError as error:
        item.error = _("Row %(number)d: %(fault)s.") % {"number": number, "fault": error}
        return item
    item = finished(item)
    if item.error:
        item.error = _("Row %(number)d: %(fault)s") % {"number": number, "fault": item.error}
    return item


def _filled(cells: dict[str, str]) -> Item:
    date = cells.get("published_at", "")
    try:
        published_at = moment(date)
    except (ValueError, OverflowError):
        raise ValueError(_("“%(date)s” is not a date") % {"date": date[:40]}) from None
    address = path_of(cells.get("address", ""))
    identity = "\n".join([cells.get("title", ""), date, cells.get("author", "")])
    return Item(
        key=cells.get("key") or address or hashlib.sha256(identity.encode()).hexdigest()[:32],
        title=cells.get("title", ""),
        lead=cells.get("lead", ""),
        html=from_plain(cells.get("html", "")),
        author=cells.get("author", ""),
        sections=re.split(r"[;|>]", cells.get("sections", "")),
        tags=re.split(r"[,;|]", cells.get("tags", "")),
        published_at=published_at,
        state=DRAFT if fold(cells.get("state", "")) in _DRAFTS else PUBLISHED,
        address=address,
        cover=cells.get("cover", ""),
    )


# ---- Rows of a file that may be broken anywhere ----


class _Lines:
    """The lines of a file, which can be handed back; a row of too many lines ends early."""

    def __init__(self, file):
        self.file, self.again = file, []
        self.taken: list[str] = []
        self.number = self.size = 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else self.file.readline(LONGEST_ROW)
        if not line or self.size > LONGEST_ROW:
            if line:
                self.again.append(line)
            raise StopIteration
        self.number += 1
        self.size += len(line)
        self.taken.append(line)
        return sound(line)

    def row_begins(self) -> None:
        self.taken, self.size = [], 0

    def hand_back(self, count: int) -> None:
        """Give the last lines of the row to the next one."""
        if count:
            self.again += reversed(self.taken[-count:])
            self.number -= count


def _rows(file) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield (number of the first line, cells, fault or None); first the meaning of the columns."""
    lines, repairs = _Lines(file), 0
    separator = _separator(lines)
    header, _fault = _next_row(lines, separator)
    columns = [_MEANING.get(_plain(name), "") for name in header]
    yield 1, columns, None
    while True:
        lines.row_begins()
        first = lines.number + 1
        row, fault = _next_row(lines, separator)
        if not lines.taken:
            return
        if len(lines.taken) > 1 and (fault or len(row) != len(columns)) and repairs < MOST_REPAIRS:
            # A quotation mark that nobody closed has swallowed the rows below it.
            repairs += 1
            lines.hand_back(_sound_rows_below(lines.taken, separator, columns))
        yield first, row, fault


def _next_row(lines: _Lines, separator: str) -> tuple[list[str], str | None]:
    try:
        return next(csv.reader(lines, delimiter=separator, strict=True), []), None
    except csv.Error:
        return [], _("a quotation mark is missing or superfluous")


def _sound_rows_below(taken: list[str], separator: str, columns: list[str]) -> int:
    """Count the lines from the first one on that is a whole row by itself."""
    for index, line in enumerate(taken[1:], start=1):
        try:
            row = next(csv.reader([line], delimiter=separator, strict=True), [])
        except csv.Error:
            continue
        if len(row) == len(columns) and _is_article(dict(zip(columns, row, strict=True))):
            return len(taken) - index
    return 0


def _is_article(cells: dict[str, str]) -> bool:
    """True where date and address are such: a line of prose with as many commas is no row."""
    try:
        dated = moment(cells.get("published_at", "")) or not cells.get("published_at")
    except (ValueError, OverflowError):
        return False
    return bool(dated and cells["title"].strip() and "/" in cells.get("address", "/"))


def _separator(lines: _Lines) -> str:
    """The separator that the header has most of."""
    header = next(lines, "")
    lines.hand_back(1 if header else 0)
    return max(_SEPARATORS, key=re.sub(r'"[^"]*"', "", header).count)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = sample[:1000].count(0)
    if zeros > len(sample[:1000]) / 4:
        return "utf-16-le" if sample[:1] != b"\0" else "utf-16-be"
    text = sample.decode("utf-8", errors="replace")
    letters = sum(not c.isascii() for c in text)
    if text.count("\ufffd") <= max(1, letters / 20):
        return "utf-8-sig"
    # Vietnamese Windows, or the old fonts, whose files Windows takes for Western ones.
    return "cp1252" if legacy.detect(sample.decode("latin-1")) else "cp1258"
