"""“Did you mean …?” and which word to leave out, when a search finds next to nothing.

Words come from the archive's own vocabulary. Whatever is proposed was found by the very search that
the reader would start with it, so it stands in articles that readers see now.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Word
from articles.reports.search import Search
from branch_portal.lib import spelling
from branch_portal.lib.query import SIGN, Query, Run
from branch_portal.lib.text import fold

FEW = 3  # hits; with fewer of them, better words are looked for
_TRIED = 24  # corrections of one word
_WORDS = 4  # that are corrected at once
_SHORTER = 3  # proposals with a word less
_ENOUGH = 51  # hits that are counted


@dataclass(frozen=True)
class Proposal:
    """Another query. `left_out` is the word that it does without; of corrections it is empty."""

    text: str
    hits: int
    left_out: str = ""


def proposals(search: Search, hits: int) -> list[Proposal]:
    """Better queries for one that found few articles, or none; the best first."""
    query = search.query
    if not query.wanted or hits >= FEW:
        return []
    if corrected := _corrected(search):
        return [corrected] if corrected.hits > hits else []
    return _shorter(search) if hits == 0 else []


def _corrected(search: Search) -> Proposal | None:
    typed = list(dict.fromkeys(fold(w) for w in search.query.typed if not w.isdecimal()))
    # Not the vocabulary is asked: it remembers words that no reader may know of.
    stands = search.count_tokens(typed, 1)
    unknown = [word for word, number in zip(typed, stands, strict=True) if not number][:_WORDS]
    if not unknown:
        return None
    candidates = {word: spelling.meant(word) for word in unknown}
    forms = _forms(
        {half for found in candidates.values() for each in found for half in each.split(" ")}
    )
    changes: dict[str, str] = {}
    for word, found in candidates.items():
        real = [each for each in found if all(half in forms for half in each.split(" "))]
        if best := _best(search, word, real[:_TRIED], changes):
            changes[word] = best
    if not changes:
        return None
    hits = search.count([_changed(search.query, changes)], _ENOUGH)[0]
    if not hits:
        return None
    written = {word: _with_marks(search, best, forms) for word, best in changes.items()}
    return Proposal(_text(search.query, written), hits)


def _forms(folded: Iterable[str]) -> dict[str, list[str]]:
    """How the archive spells these words, by the folded ones."""
    forms: dict[str, list[str]] = {}
    for key, text in Word.objects.filter(folded__in=folded).values_list("folded", "text"):
        forms.setdefault(key, []).append(text)
    return forms


def _best(search: Search, word: str, real: list[str], known: dict[str, str]) -> str | None:
    """The correction with which most articles are found; the likelier mistake of equals."""
    tried = [{**known, word: each} for each in real]
    whole = search.count([_changed(search.query, each) for each in tried], _ENOUGH)
    if not any(whole):  # other words may be wrong as well
        alone = [search.query.but([(Run(tuple(each.split(" ")), joined=True),)]) for each in real]
        whole = search.count(alone, _ENOUGH)
    if not any(whole):
        return None
    return real[max(range(len(real)), key=lambda place: (whole[place], -place))]


def _changed(query: Query, changes: dict[str, str]) -> Query:
    return query.but(
        tuple(Run(_replaced(run.words, changes), run.joined) for run in piece)
        for piece in query.wanted
    )


def _replaced(words: Iterable[str], changes: dict[str, str]) -> tuple[str, ...]:
    return tuple(each for word in words for each in changes.get(fold(word), word).split(" "))


def _with_marks(search: Search, folded: str, forms: dict[str, list[str]]) -> str:
    """A correction as most articles spell it; without marks when the reader types none."""
    if not search.query.has_marks:
        return folded
    return " ".join(_commonest(search, half, forms[half]) for half in folded.split(" "))


def _commonest(search: Search, folded: str, forms: list[str]) -> str:
    marked = sorted(form for form in forms if form != folded)[:_TRIED]
    hits = search.count_tokens([SIGN["marks"] + form for form in marked], _ENOUGH)
    return max(zip(hits, marked, strict=True), default=(0, folded))[1] if any(hits) else folded


def _text(query: Query, changes: dict[str, str]) -> str:
    """The query as it was typed, with other words in it."""
    parts = query.text.split(" ")
    return " ".join(_as_typed(part, changes) for part in parts)


def _as_typed(part: str, changes: dict[str, str]) -> str:
    core = part.strip('"“”„‟«»″.,;:!?()')
    changed = changes.get(fold(core)) if core and not part.startswith("-") else None
    return part.replace(core, changed, 1) if changed else part


def _shorter(search: Search) -> list[Proposal]:
    """The query without one of its parts, those first that find more."""
    wanted = search.query.wanted
    if not 2 <= len(wanted) <= 8:
        return []
    shorter = [search.query.but(wanted[:n] + wanted[n + 1 :]) for n in range(len(wanted))]
    hits = search.count(shorter, _ENOUGH)
    found = [
        Proposal(_written(query), number, " ".join(piece[0].words))
        for query, number, piece in zip(shorter, hits, wanted, strict=True)
        if number
    ]
    return sorted(found, key=lambda each: -each.hits)[:_SHORTER]


def _written(query: Query) -> str:
    """A query from its parts."""
    return " ".join(
        f'"{" ".join(piece[0].words)}"' if piece[0].joined else " ".join(piece[0].words)
        for piece in query.wanted
    ) + "".join(f' -"{" ".join(piece[0].words)}"' for piece in query.unwanted)
