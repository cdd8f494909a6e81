"""The minutes, and the extract that leaves the branch. Frozen words only."""

from collections.abc import Mapping
from io import BytesIO

from django.utils.translation import gettext as _

from branch_portal.lib.docx import docx_file
from branch_portal.lib.paper import Block, Heading, Paper, Signature, Signatures, Text, Title
from meetings.documents import wording
from meetings.documents.facts import Facts
from meetings.documents.offers import Offer
from meetings.documents.sections import sections_of
from meetings.models import ThematicSession
from meetings.models.profiles import PaperKind


def build_minutes(
    session: ThematicSession, edited: Mapping[str, list[str]] | None = None
) -> BytesIO:
    """Return the minutes in the layout of the session's day, as a file open at its beginning.

    `edited` puts other lines (key of a section → lines) in place of those made from the facts,
    by default the ones that were saved; what is counted stays as it is.
    """
    return docx_file(minutes_paper(Facts.of(session), edited))


def minutes_paper(facts: Facts, edited: Mapping[str, list[str]] | None = None) -> Paper:
    session, edited = facts.session, facts.edited if edited is None else edited
    layout = facts.layout(session.held_on)
    blocks: list[Block] = [
        wording.head(facts, session.held_on),
        Title("Biên bản", wording.subject(facts)),
    ]
    if not session.is_closed:
        blocks.append(Text("DỰ THẢO: biên bản này chưa gửi lên cấp trên.", is_note=True))
    for section in sections_of(facts):
        lines = edited.get(section.key, section.lines) if section.is_editable else section.lines
        if section.title:
            blocks.append(Heading(section.title))
        blocks += [Text(line) for line in lines]
    blocks.append(
        Signatures(
            left=Signature("", "THƯ KÝ", session.secretary_name),
            right=Signature("", "CHỦ TRÌ", session.chair_name),
        )
    )
    return Paper(f"Biên bản sinh hoạt chuyên đề: {session.topic}", layout, blocks)


def extract_paper(facts: Facts) -> Paper:
    """What others may read of the minutes: no names of the absent, nothing that is restricted."""
    session = facts.session
    layout = facts.layout(session.held_on)
    blocks: list[Block] = [
        wording.head(facts, session.held_on),
        Title("Trích biên bản", wording.subject(facts)),
        Text(
            f"Chi bộ họp tại {session.place}, bắt đầu {wording.hour(session.starts_at)},"
            f" kết thúc {wording.hour(session.ends_at)}."
        ),
        Text(wording.attended(facts)),
        *(Text(line) for line in wording.chaired(facts, layout)),
    ]
    for title, lines in _extracted(facts):
        if lines:
            blocks.append(Heading(title))
            blocks += [Text(line) for line in lines]
    last = layout.ended("Trích đúng biên bản lưu tại chi bộ")
    blocks += [
        Text(last),
        Signatures(wording.chair_signature(facts), recipients=wording.recipients(facts)),
    ]
    return Paper(f"Trích biên bản sinh hoạt chuyên đề: {session.topic}", layout, blocks)


def _extracted(facts: Facts) -> list[tuple[str, list[str]]]:
    session, edited = facts.session, facts.edited
    # Words put in place of the discussion may hold what is restricted: it is told from the facts.
    opinions = facts.open_opinions
    content = (session.summary or session.topic).splitlines()
    conclusion = [*session.conclusion.splitlines(), *wording.assigned(facts.tasks)]
    votes = []
    for ballot in facts.ballots:
        votes.append(f"- {wording.ballot_subject(ballot)}: {wording.voted(ballot)}")
        if kept := len(ballot.reserved.all()):
            votes.append(f"Có {kept} ý kiến bảo lưu, ghi trong biên bản.")
    return [
        ("Nội dung", edited.get("content", content)),
        ("Thảo luận", [wording.said(one) for one in opinions if not one.is_of_superior]),
        ("Ý kiến của cấp trên", [wording.said(one) for one in opinions if one.is_of_superior]),
        ("Kết luận", edited.get("conclusion", conclusion)),
        ("Biểu quyết", votes),
    ]


def offers(facts: Facts) -> list[Offer]:
    missing = ""
    if not facts.session.roll_called_at:
        missing = _("There are no minutes before the roll is called.")
    extract_missing = missing
    if not missing and not facts.session.is_closed:
        extract_missing = _("An extract is made once the record has been submitted.")
    return [
        Offer("bien-ban", _("Minutes"), lambda: minutes_paper(facts), missing, PaperKind.MINUTES),
        Offer(
            "trich-bien-ban",
            _("Extract of the minutes"),
            lambda: extract_paper(facts),
            extract_missing,
            PaperKind.MINUTES_EXTRACT,
        ),
    ]
