import pytest

from bot.answering.library import Library
from bot.chat.pages.sources import MOST_LABEL, links


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://www.rfc-editor.org/rfc/rfc9293", "RFC 9293"),
        ("https://www.rfc-editor.org/rfc/rfc9293.html", "RFC 9293"),
        ("https://man7.org/linux/man-pages/man7/socket.7.html", "socket(7)"),
        ("https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html", "proc_pid_stat(5)"),
        ("https://docs.python.org/3/library/os.html#os.fork", "docs.python.org: os.fork"),
        ("https://nodejs.org/api/dns.html", "nodejs.org: dns"),
        ("https://www.example.com/", "example.com"),
        ("https://example.com/a_[b]_(c)", "example.com: a b c"),
    ],
)
def test_a_page_is_named_as_people_do(url: str, label: str) -> None:
    assert links([url]) == f"[{label}](<{url}>)"


def test_a_book_is_named_as_it_is() -> None:
    assert links(["Kurose, Ross", "https://www.rfc-editor.org/rfc/rfc768"]) == (
        "Kurose, Ross · [RFC 768](<https://www.rfc-editor.org/rfc/rfc768>)"
    )


def test_no_source_of_the_knowledge_has_a_label_that_breaks_its_link(library: Library) -> None:
    urls = {source for entry in library.entries.values() for source in entry.sources if "://" in source}
    labels = {url: links([url]).removeprefix("[").removesuffix(f"](<{url}>)") for url in urls}

    assert {
        url: label for url, label in labels.items() if not 0 < len(label) <= MOST_LABEL or set(label) & set("[]*<>")
    } == {}
