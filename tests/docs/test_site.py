"""The documentation is built without a warning, and is read without a network."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
THIRD_PARTY = ROOT / "docs" / "third_party"

FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
FETCHED_LINKS = {"stylesheet", "icon", "preconnect", "dns-prefetch", "preload", "modulepreload"}
ELSEWHERE = re.compile(r"^\s*(?:[a-z]+:)?//", re.IGNORECASE)
STYLE_FETCH = re.compile(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)


class Fetches(HTMLParser):
    """Collects every address that a browser fetches by itself while it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element fetches."""
        given = dict(attrs)
        if tag in FETCHED:
            self.addresses.append(given.get(FETCHED[tag]) or "")
        if tag == "link" and FETCHED_LINKS & set((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")
        self.addresses += STYLE_FETCH.findall(given.get("style") or "")


class Links(HTMLParser):
    """Collects every address that a page links to or fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where one element points."""
        del tag
        self.addresses += [value for name, value in attrs if name in {"href", "src"} and value]


def not_on_disk(page: Path) -> list[str]:
    """The addresses on a page of the site that name no file there, as seen without a server."""
    reader = Links()
    reader.feed(page.read_text(encoding="utf-8"))
    paths = {
        address: unquote(urlsplit(address).path)
        for address in reader.addresses
        if not urlsplit(address).scheme and urlsplit(address).path
    }
    return [address for address, path in paths.items() if not (page.parent / path).is_file()]


def fetched_from_elsewhere(page: str) -> list[str]:
    """The addresses on other hosts that a page fetches by itself."""
    reader = Fetches()
    reader.feed(page)
    return [address for address in reader.addresses if ELSEWHERE.match(address)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built strictly; not quietly: what is not logged is not counted."""
    place = tmp_path_factory.mktemp("site")
    built = subprocess.run(  # noqa: S603 - our own interpreter and arguments written here
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(place)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == built.returncode, built.stdout + built.stderr
    return place


def test_no_page_fetches_anything_from_another_host(site: Path) -> None:
    """No script, style, font or picture of any page comes from another host."""
    pages = sorted(site.rglob("*.html"))
    found = {
        str(page.relative_to(site)): addresses
        for page in pages
        if (addresses := fetched_from_elsewhere(page.read_text(encoding="utf-8")))
    }
    assert {} == found
    assert len(pages) >= 20


def test_every_page_can_be_read_from_the_disk(site: Path) -> None:
    """Each link of each page names a file, not a folder: no server is needed to follow it."""
    pages = [page for page in sorted(site.rglob("*.html")) if page.name != "404.html"]
    found = {str(page.relative_to(site)): wrong for page in pages if (wrong := not_on_disk(page))}
    assert {} == found


def test_no_style_fetches_anything_from_another_host(site: Path) -> None:
    """No style sheet names a font or picture of another host."""
    sheets = sorted(site.rglob("*.css"))
    found = [
        address
        for sheet in sheets
        for address in STYLE_FETCH.findall(sheet.read_text(encoding="utf-8"))
    ]
    assert [] == found
    assert sheets


def test_diagrams_are_drawn_by_the_copy_that_the_site_brings(site: Path) -> None:
    """Each page loads the site's own mermaid, so that the theme has no reason to fetch one."""
    for page in site.rglob("*.html"):
        assert 'third_party/mermaid.min.js"' in page.read_text(encoding="utf-8"), page
    assert (site / "third_party" / "mermaid.min.js").is_file()


def test_the_page_of_the_chain_has_a_diagram(site: Path) -> None:
    """The state diagram of the chain is on its page, as a diagram and not as plain text."""
    assert 'class="mermaid"' in (site / "chain" / "index.html").read_text(encoding="utf-8")


def test_the_copied_script_is_the_published_one() -> None:
    """The script of a third party is unchanged: its digest is the recorded one."""
    digest = hashlib.sha256((THIRD_PARTY / "mermaid.min.js").read_bytes()).hexdigest()
    assert f"sha256 {digest}\n" in (THIRD_PARTY / "ORIGIN.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://example.org/x.js"></script>',
        '<link rel="stylesheet" href="//example.org/x.css">',
        '<img src="http://example.org/x.png">',
        '<p style="background: url(https://example.org/x.png)">',
    ],
)
def test_a_fetch_from_another_host_would_be_found(page: str) -> None:
    """The reader of pages notices scripts, styles, pictures and backgrounds of another host."""
    assert 1 == len(fetched_from_elsewhere(page))


def test_a_link_that_a_reader_follows_is_not_a_fetch() -> None:
    """A page may point to a source on another host: the browser fetches it only when asked."""
    assert [] == fetched_from_elsewhere('<a href="https://example.org/">the regulation</a>')
