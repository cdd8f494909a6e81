"""Names that readers may not take, because others would take them for an office's."""

from branch_portal.lib.disguise import Views

# At the head of a name; what follows does not matter ("Công an huyện …").
_OFFICES = """ubnd, ủy ban nhân dân, ủy ban mặt trận, ủy ban kiểm tra, hđnd, hội đồng nhân dân, công an, chi bộ,
    đảng bộ, đảng ủy, huyện ủy, tỉnh ủy, thành ủy, trung ương đảng, bí thư, phó bí thư, chủ tịch, phó chủ tịch,
    ban thường vụ, ban chấp hành, ban tuyên giáo, ban tổ chức, ban dân vận, ban kiểm tra, ban chỉ đạo, ban nội chính,
    văn phòng ubnd, văn phòng huyện ủy, văn phòng đảng ủy, viện kiểm sát, tòa án, mặt trận tổ quốc, cổng thông tin,
    quản trị, quản trị viên, admin, administrator, moderator, người đại diện ủy ban"""  # noqa: E501
# Wherever they stand in a name.
_OURS = "ban biên tập, tòa soạn, biên tập viên, kiểm duyệt viên, quản trị viên, bbt"


def is_reserved(name: str) -> bool:
    """Could a reader take this name for an office's, or for the editorial board's?

    Marks count where the name has any: "Bì Thu" is a person. Tricks of writing do not help.
    """
    views = Views(name)
    exact = [word.exact for word in views.words]
    written = [exact] if views.is_marked else [exact, [word.folded for word in views.words]]
    return any(_is_reserved(words, folded=words is not exact) for words in written)


def _is_reserved(words: list[str], *, folded: bool) -> bool:
    for phrase in _HEADS[folded]:
        if words[: len(phrase)] == phrase:
            return True
    return any(
        words[start : start + len(phrase)] == phrase
        for phrase in _ANYWHERE[folded]
        for start in range(len(words))
    )


def _split(listed: str, *, folded: bool) -> list[list[str]]:
    views = [Views(phrase) for phrase in listed.split(",")]
    return [[word.folded if folded else word.exact for word in each.words] for each in views]


_HEADS = [_split(_OFFICES, folded=False), _split(_OFFICES, folded=True)]
_ANYWHERE = [_split(_OURS, folded=False), _split(_OURS, folded=True)]
