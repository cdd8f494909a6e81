"""A signed resolution or conclusion, and the extract of it."""

from functools import partial

from django.utils.translation import gettext as _

from branch_portal.lib.dates import document_date
from branch_portal.lib.paper import Block, Heading, Paper, Signatures, Text, Title
from branch_portal.lib.text import slugify
from meetings import rules
from meetings.documents import wording
from meetings.documents.facts import Facts
from meetings.documents.offers import Offer
from meetings.models import Resolution
from meetings.models.profiles import PaperKind


def resolution_paper(facts: Facts, resolution: Resolution) -> Paper:
    session, day = facts.session, resolution.signed_on
    layout, type_name = facts.layout(day), wording.TYPES[resolution.kind]
    blocks: list[Block] = [
        wording.head(facts, day, resolution.symbol),
        Title(type_name, (wording.about(resolution),)),
        Text(
            f"{_opened(facts)} Đồng chí {session.chair_name} chủ trì, đồng chí"
            f" {session.secretary_name} làm thư ký. {wording.attended(facts)}"
        ),
        Text(f"Sau khi thảo luận, chi bộ {_decides(resolution)}:"),
        Text(resolution.text, has_headings=True),
    ]
    if tasks := list(resolution.tasks.all()):
        blocks.append(Heading("Phân công thực hiện"))
        blocks += [Text(line) for line in wording.assigned(tasks)]
    blocks += [
        Text(layout.ended(_adopted(resolution))),
        Signatures(
            wording.signature(resolution.signer_post, resolution.signer_name),
            recipients=wording.recipients(
                facts, "Cấp ủy viên phụ trách chi bộ", "Các đảng viên trong chi bộ"
            ),
        ),
    ]
    return Paper(f"{type_name} số {resolution.symbol}", layout, blocks)


def extract_paper(facts: Facts, resolution: Resolution) -> Paper:
    """The decision and its vote, without who does what."""
    day, type_name = resolution.signed_on, wording.TYPES[resolution.kind]
    layout = facts.layout(day)
    # A comma stands before "ngày" where a paper is cited.
    source = (
        f"Trích {type_name} số {resolution.symbol}, ngày {wording.short_date(day)} của"
        f" {facts.session.unit_name}"
    )
    blocks: list[Block] = [
        wording.head(facts, day, resolution.symbol),
        Title(f"Trích {type_name}", (wording.about(resolution),)),
        Text(f"{_opened(facts)} {wording.attended(facts)}"),
        Text(f"Chi bộ {_decides(resolution)}:"),
        Text(resolution.text, has_headings=True),
        Text(_adopted(resolution)),
        Text(layout.ended(source)),
        Signatures(
            wording.signature(resolution.signer_post, resolution.signer_name),
            recipients=wording.recipients(facts),
        ),
    ]
    return Paper(f"Trích {type_name} số {resolution.symbol}", layout, blocks)


def _opened(facts: Facts) -> str:
    session = facts.session
    date = document_date(session.held_on)
    return (
        f"{date[0].upper()}{date[1:]}, tại {session.place}, {session.unit_name} đã họp sinh hoạt"
        f" chuyên đề “{session.topic}”."
    )


def _decides(resolution: Resolution) -> str:
    return "quyết nghị" if resolution.kind == Resolution.Kind.RESOLUTION else "kết luận"


def _adopted(resolution: Resolution) -> str:
    ballot, name = resolution.ballot, wording.TYPES[resolution.kind]
    day = wording.short_date(resolution.session.held_on)
    return (
        f"{name} này được chi bộ thảo luận và biểu quyết ({wording.FORMS[ballot.form]}) thông qua"
        f" ngày {day} với {ballot.votes_for}/{ballot.base} đồng chí tán thành, đạt"
        f" {rules.percent(ballot.votes_for, ballot.base)}."
    )


def offers(facts: Facts) -> list[Offer]:
    """Two papers of each; before anything is decided, one line that says so."""
    State = Resolution.State
    reasons = {
        State.DRAFT: _("It has not been voted on."),
        State.FAILED: _("It was not adopted."),
        State.ADOPTED: _("It has no number before it is signed."),
        State.VOID: _("It was declared void."),
    }
    made = []
    for resolution in facts.resolutions:
        missing = reasons.get(resolution.state, "")
        name = "nghi-quyet" if resolution.kind == Resolution.Kind.RESOLUTION else "ket-luan"
        label = f"{name}-{slugify(resolution.symbol)}"
        title = f"{resolution.get_kind_display()} {resolution.symbol or resolution.title}"
        made += [
            Offer(
                f"{name}-{resolution.pk}",
                title,
                partial(resolution_paper, facts, resolution),
                missing,
                PaperKind.RESOLUTION,
                label,
            ),
            Offer(
                f"trich-{name}-{resolution.pk}",
                _("Extract: %(paper)s") % {"paper": title},
                partial(extract_paper, facts, resolution),
                missing,
                PaperKind.RESOLUTION_EXTRACT,
                f"trich-{label}",
            ),
        ]
    return made
