"""The score sheet: every criterion with its points, the sum, the rating, and the vote on it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from branch_portal.lib.paper import Block, Column, Paper, Signature, Signatures, Table, Text, Title
from meetings import rules
from meetings.documents import wording
from meetings.documents.facts import Facts
from meetings.documents.offers import Offer
from meetings.models import ScoreForm, ScoreLine, SessionScore
from meetings.models.scores import score_of

COLUMNS = (
    Column("STT", 14, is_centred=True),
    Column("Tiêu chí", 66),
    Column("Điểm tối đa", 18, is_centred=True),
    Column("Điểm đạt", 18, is_centred=True),
    Column("Ghi chú", 49),
)
RATINGS = {"good": "Tốt", "fair": "Khá", "average": "Trung bình", "poor": "Kém"}
ROW = 8  # mm, room for a hand

Row = tuple[str, ...]


def score_paper(facts: Facts, score: SessionScore) -> Paper:
    """The sheet of a session that was scored."""
    rows = list(_rows(list(score.lines.all())))
    rows.append(("", "Tổng cộng", rules.plain(score.most), rules.plain(score.points), ""))
    blocks = [*_opening(facts, score.form), Table(COLUMNS, rows)]
    blocks.append(Text(f"Xếp loại: {RATINGS[score.grade]}."))
    blocks += [
        Text(f"Không xếp loại Tốt vì chưa đủ điểm tiêu chí {line.number}: {line.text}.")
        for line in score.held_back_by
    ]
    if score.ballot:
        blocks.append(Text(f"Chi bộ biểu quyết: {wording.voted(score.ballot)}"))
    blocks.append(_signed(facts))
    return _paper(facts, blocks)


def blank_score_paper(facts: Facts, form: ScoreForm) -> Paper:
    """The same sheet with the points left open, to be filled in by hand."""
    lines = [
        ScoreLine(number=number, group=criterion.group, text=criterion.text, most=criterion.most)
        for number, criterion in form.numbered()
    ]
    most = rules.plain(sum(line.most for line in lines))
    rows = [*_rows(lines), ("", "Tổng cộng", most, "", "")]
    blocks = [
        *_opening(facts, form),
        Table(COLUMNS, rows, ROW),
        Text("Xếp loại: …………………"),
        Text("Chi bộ biểu quyết: tán thành …/… ; không tán thành … ; không có ý kiến …"),
        _signed(facts),
    ]
    return _paper(facts, blocks)


def _rows(lines: list[ScoreLine]) -> Iterator[Row]:
    """A line of its own for every group that has several criteria, with its sums."""
    for line in lines:
        whole, _dot, part = line.number.partition(".")
        if part == "1":
            inside = [one for one in lines if one.number.startswith(f"{whole}.")]
            most = rules.plain(sum(one.most for one in inside))
            yield (whole, line.group, most, _sum(inside), "")
        text = line.text if part or line.text == line.group else f"{line.group}: {line.text}"
        yield (line.number, text, rules.plain(line.most), _points(line), line.note)


def _points(line: ScoreLine) -> str:
    return "" if line.points is None else rules.plain(line.points)


def _sum(lines: list[ScoreLine]) -> str:
    points = [line.points for line in lines if line.points is not None]
    return rules.plain(sum(points)) if points else ""


def _opening(facts: Facts, form: ScoreForm) -> list[Block]:
    session = facts.session
    return [
        wording.head(facts, session.held_on),
        Title("Phiếu chấm điểm", wording.subject(facts)),
        Text(form.name, is_note=True),
    ]


def _signed(facts: Facts) -> Signatures:
    session = facts.session
    return Signatures(
        left=Signature("", "THƯ KÝ", session.secretary_name),
        right=Signature("", "CHỦ TRÌ", session.chair_name),
    )


def _paper(facts: Facts, blocks: list[Block]) -> Paper:
    session = facts.session
    layout = facts.layout(session.held_on)
    return Paper(f"Phiếu chấm điểm: {session.topic}", layout, blocks)


def offers(facts: Facts) -> list[Offer]:
    """The sheet once there is a score, till then the blank one where the office has a form."""
    session = facts.session
    score = score_of(session)
    if score:
        return [Offer("phieu-cham-diem", _("Score sheet"), lambda: score_paper(facts, score))]
    offer = Offer(
        "phieu-cham-diem",
        _("Score sheet"),
        lambda: None,
        _("The session has not been scored yet."),
    )
    form = None if session.is_closed else ScoreForm.objects.of(session.unit, session.held_on)
    if form is None:
        return [offer]
    blank = Offer(
        "phieu-cham-diem-trang",
        _("Blank score sheet"),
        lambda: blank_score_paper(facts, form),
    )
    return [offer, blank]
