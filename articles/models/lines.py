"""Articles of a list by their keys; what else is wanted of them is fetched when it is wanted."""

from collections.abc import Callable, Iterable


class Line:
    """An article on a list, of which only the key `pk` is at hand.

    Any other attribute is that of the article: the first one wanted, on whichever line, fetches the
    articles of all. So a list whose rows are remembered, see lib/pagecache, reads no article.
    `is_there` is false where an article was withdrawn meanwhile; then the line has nothing else.
    """

    __slots__ = ("_list", "pk")

    def __init__(self, pk: int, of: "_List"):
        self.pk, self._list = pk, of

    @property
    def is_there(self) -> bool:
        return self.pk in self._list.articles

    def __getattr__(self, name: str):
        if article := self._list.articles.get(self.pk):
            return getattr(article, name)
        raise AttributeError(name)


class _List:
    def __init__(self, keys: list[int], fetch: Callable[[list[int]], dict]):
        self._keys, self._fetch = keys, fetch
        self._articles: dict | None = None

    @property
    def articles(self) -> dict:
        if self._articles is None:
            self._articles = self._fetch(self._keys)
        return self._articles


def lines_of(keys: Iterable[int], fetch: Callable[[list[int]], dict]) -> list[Line]:
    """Lines in the order of the keys. `fetch` gets them all and returns {key: article}."""
    keys = list(keys)
    whole = _List(keys, fetch)
    return [Line(key, whole) for key in keys]
