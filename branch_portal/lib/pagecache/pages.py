"""The pages themselves, in front of everything else: kept, checked and given out.

Only GET and HEAD of views marked `stored_page`, never anything of a request with a session. A page
lies in the memory of each process and in a store that all share (files, or the server of
CACHE_URL), with its compressed forms made once.
"""

import hashlib
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.urls import Resolver404, resolve

from branch_portal.lib import pagecache
from branch_portal.lib.pagecache import compress
from branch_portal.lib.pagecache.alone import alone
from branch_portal.lib.pagecache.ledger import LedgerDown, Mark, ledger

MOST_IN_MEMORY = 48 * 1024 * 1024  # bytes a process
LONGEST_KEY = 600  # characters of host, path and query
NOT_PAGES = ("/static/", "/media/", "/admin/", "/noi-bo/", "/tai-khoan/", "/toa-soan/")
# What a page may not depend on is taken away before it is made.
PERSONAL = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")

Headers = list[tuple[str, str]]
Application = Callable[[dict, Callable], Iterable[bytes]]


@dataclass
class Page:
    """A kept answer. `bodies` by the name of their compression, "" for none."""

    mark: Mark
    slots: tuple[int, ...]
    until: float
    tag: str
    headers: Headers
    bodies: dict[str, bytes]
    checked: Mark | None = None
    # Ready for start_response, by the name of the compression.
    answers: dict[str, Headers] = field(default_factory=dict, repr=False)

    def __post_init__(self):
        common = [*self.headers, ("ETag", self.tag), ("Vary", "Accept-Encoding")]
        for name, body in self.bodies.items():
            encoding = [("Content-Encoding", name)] if name else []
            self.answers[name] = [*common, *encoding, ("Content-Length", str(len(body)))]
        self.unchanged = common

    @property
    def weight(self) -> int:
        return sum(map(len, self.bodies.values())) + 2000

    def is_current(self, mark: Mark) -> bool:
        """May it be given out at this moment?"""
        if self.until <= time.time():
            return False
        if self.checked != mark:
            if not ledger().is_current(self.slots, self.mark):
                return False
            self.checked = mark
        return True


class PageServer:
    """A WSGI application around the portal's own."""

    def __init__(self, portal: Application):
        self._portal = portal
        self._memory: dict[str, Page] = {}
        self._weight = 0
        self._session = f"{settings.SESSION_COOKIE_NAME}="

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key, is_clean = self._key(environ)
        if key is None:
            return self._portal(environ, start_response)
        mark = Mark(0, 0)
        try:
            mark = ledger().mark()
            page = self._memory.get(key)
            if page is None or not page.is_current(mark):
                view, names = _view(environ["PATH_INFO"]), _names(environ)
                if view is None or names & view.past_cache:
                    return self._dynamic(mark, environ, start_response)
                if not names <= view.stored_by:
                    # Known, but not to this page, which is kept without them.
                    key, is_clean = self._key(environ, view.stored_by)
                page = self._find(key, mark)
                if page is None and is_clean:
                    return self._make(key, environ, start_response)
        except LedgerDown:
            page = None
        if page is None:
            return self._dynamic(mark, environ, start_response)
        return _send(page, environ, start_response)

    def _key(
        self, environ: dict, names: Collection[str] = settings.PAGE_CACHE_PARAMETERS
    ) -> tuple[str | None, bool]:
        """Return what the page is kept under, and whether the address holds nothing else.

        `names` are the query parameters that matter.
        """
        path, host = environ.get("PATH_INFO", ""), environ.get("HTTP_HOST")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or not host
            or path.startswith(NOT_PAGES)
            or environ.get("SCRIPT_NAME")
            or "HTTP_AUTHORIZATION" in environ
            or self._session in environ.get("HTTP_COOKIE", "")
        ):
            return None, False
        scheme = environ["wsgi.url_scheme"]
        if settings.BEHIND_PROXY:
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", scheme)
        key, is_clean = f"{scheme}://{host}{path}", True
        if query := environ.get("QUERY_STRING"):
            known, is_clean = _known(query, names)
            key = f"{key}?{known}" if known else key
        return (key, is_clean) if len(key) <= LONGEST_KEY else (None, False)

    def _find(self, key: str, mark: Mark) -> Page | None:
        """The page as another process, or this one earlier, has made it."""
        page = self._memory.get(key)
        if page and page.is_current(mark):
            return page
        page = caches["pages"].get(_name(key))
        if page is None or not page.is_current(mark):
            return None
        self._keep(key, page)
        return page

    def _keep(self, key: str, page: Page) -> None:
        self._weight += page.weight
        if before := self._memory.pop(key, None):
            self._weight -= before.weight
        self._memory[key] = page
        while self._weight > MOST_IN_MEMORY and len(self._memory) > 1:
            oldest = next(iter(self._memory), None)
            if gone := self._memory.pop(oldest, None):
                self._weight -= gone.weight

    def _make(self, key: str, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Make a page; whoever wants the same one meanwhile waits for it."""
        with alone(key):
            mark = ledger().mark()
            if page := self._find(key, mark):
                return _send(page, environ, start_response)
            clean = {name: value for name, value in environ.items() if name not in PERSONAL}
            clean["REQUEST_METHOD"] = "GET"
            if query := environ.get("QUERY_STRING"):
                # As the key has them: of two values, both must not mean this page.
                clean["QUERY_STRING"] = _known(query, settings.PAGE_CACHE_PARAMETERS)[0]
            given = _Given()
            with pagecache.recording(mark) as record:
                chunks = self._portal(clean, given)
            if not _is_kept(record, given):
                return self._pass_on(record, given, chunks, environ, start_response)
            page = _page(record, given, chunks)
            if ledger().is_current(page.slots, mark):
                caches["pages"].set(_name(key), page, timeout=max(1, page.until - time.time()))
                self._keep(key, page)
        return _send(page, environ, start_response)

    def _dynamic(self, mark: Mark, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """A page that is not kept; one that is open to everybody is compressed all the same."""
        given = _Given()
        with pagecache.recording(mark) as record:
            chunks = self._portal(environ, given)
        return self._pass_on(record, given, chunks, environ, start_response)

    def _pass_on(
        self, record: pagecache.Record, given: "_Given", chunks, environ: dict, start_response
    ) -> Iterable[bytes]:
        names = {name for name, _value in given.headers}
        is_plain = record.is_public and not names & {"Set-Cookie", "Content-Encoding"}
        if not is_plain or given.status[:3] == "304" or environ["REQUEST_METHOD"] == "HEAD":
            start_response(given.status, given.headers)
            return chunks
        body = _joined(chunks)
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding and compress.is_worth(given.header("Content-Type"), body):
            body = compress.quickly(encoding, body)
            given.set("Content-Encoding", encoding)
        given.set("Vary", "Accept-Encoding")
        given.set("Content-Length", str(len(body)))
        if (tag := given.header("ETag")) and not tag.startswith("W/"):
            given.set("ETag", f"W/{tag}")
        start_response(given.status, given.headers)
        return [body]


class _Given:
    """What the portal hands to start_response."""

    status, headers = "", ()

    def __call__(self, status: str, headers: Headers, exc_info=None) -> None:
        self.status, self.headers = status, headers

    def header(self, name: str) -> str:
        return next((value for each, value in self.headers if each == name), "")

    def set(self, name: str, value: str) -> None:
        self.headers = [pair for pair in self.headers if pair[0] != name] + [(name, value)]


def _view(path: str) -> Callable | None:
    """The view of a page that is kept."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    return view if hasattr(view, "stored_by") else None


def _names(environ: dict) -> set[str]:
    """The names of the query parameters that some pages depend on."""
    query = environ.get("QUERY_STRING")
    known = _known(query, settings.PAGE_CACHE_PARAMETERS)[0] if query else ""
    return {name for name, _value in parse_qsl(known, keep_blank_values=True)}


def _is_kept(record: pagecache.Record, given: _Given) -> bool:
    names = {name for name, _value in given.headers}
    return (
        record.is_stored
        and given.status == f"{HTTPStatus.OK.value} OK"
        and not names & {"Set-Cookie", "Content-Encoding"}
        and "Cookie" not in given.header("Vary")
    )


def _page(record: pagecache.Record, given: _Given, chunks: Iterable[bytes]) -> Page:
    body = _joined(chunks)
    left_out = ("ETag", "Vary", "Content-Length")
    headers = [pair for pair in given.headers if pair[0] not in left_out]
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    bodies = {"": body}
    if compress.is_worth(given.header("Content-Type"), body):
        bodies |= compress.well(body)
    return Page(record.mark, record.slots, record.until, tag, headers, bodies)


def _joined(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()


def _send(page: Page, environ: dict, start_response: Callable) -> Iterable[bytes]:
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted and (wanted == page.tag or page.tag[2:] in wanted or wanted.strip() == "*"):
        start_response("304 Not Modified", page.unchanged)
        return []
    name = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if name not in page.bodies:
        name = ""
    start_response("200 OK", page.answers[name])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.bodies[name]]


@lru_cache(maxsize=512)
def _encoding(accepted: str) -> str:
    """The best compression that a browser accepts: "br", "gzip" or "" for none."""
    names = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        if weight.replace(" ", "").rstrip("0").rstrip(".") not in ("q=", "q"):
            names.add(name.strip())
    return next((name for name in ("br", "gzip") if name in names), "")


def _known(query: str, names: Collection[str]) -> tuple[str, bool]:
    """The parameters of these names, in one order; and whether there are no others."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return "", False
    known = sorted(pair for pair in pairs if pair[0] in names)
    return urlencode(known), len(known) == len(pairs)


def _name(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
