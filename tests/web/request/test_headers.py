"""Every response has the headers that protect readers, whatever its status and whoever made it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built import Built, ask, resting_root, settings_for, small_site
from running import Answer, Running, running
from small import small

from hub import create_app
from hub.build.records import Pages
from hub.serve.front import Front
from hub.serve.media_files import MediaFiles
from hub.serve.served_pages import ServedPages
from hub.web.inline_script import script_source

CSP = (
    f"default-src 'none'; script-src 'self' {script_source()}; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types hub default"
)
ALWAYS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
}
BROKEN = """
from flask import Blueprint, request

bp = Blueprint("broken", __name__)


@bp.get("/<any(vi, en):lang>/broken/")
def broken():
    raise RuntimeError(f"a bug with {request.args.get('q')}")
"""
Ask = Callable[..., Answer]
TARGETS = {
    "a page": ("GET", "/vi/agenda/", {}, 200),
    "the other language": ("GET", "/en/agenda/khai-mac/", {}, 200),
    "an answer to a query": ("GET", "/vi/search/?q=khai", {}, 200),
    "the way in": ("GET", "/", {}, 302),
    "an alias": ("GET", "/vi/agenda/mo-dau/", {}, 301),
    "an alias with a query": ("GET", "/vi/agenda/mo-dau/?a=1", {}, 301),
    "a missing slash": ("GET", "/vi/agenda", {}, 308),
    "a doubled slash": ("GET", "/vi//agenda/", {}, 308),
    "nothing there": ("GET", "/vi/nothing/", {}, 404),
    "nothing there of a query": ("GET", "/vi/nothing/?q=1", {}, 404),
    "a method that is not allowed": ("POST", "/vi/agenda/", {}, 405),
    "a method that nobody knows": ("BREW", "/vi/agenda/", {}, 405),
    "what can be done": ("OPTIONS", "/vi/agenda/", {}, 200),
    "a tombstone": ("GET", "/vi/agenda/rut-lai/", {}, 410),
    "a tombstone of a query": ("GET", "/vi/agenda/rut-lai/?a=1", {}, 410),
    "a stranger's host": ("GET", "/vi/nothing/", {"host": "evil.example"}, 400),
    "the sitemap": ("GET", "/sitemap.xml", {}, 200),
    "robots.txt": ("GET", "/robots.txt", {}, 200),
    "the contact": ("GET", "/.well-known/security.txt", {}, 200),
    "health": ("GET", "/healthz", {}, 200),
    "readiness": ("GET", "/readyz", {}, 200),
}


def protected(answer: Answer, tls: bool = False) -> None:
    """Every header of the table is there, once, as it must be; nothing sets a cookie."""
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    policies = answer.headers["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()", "browsing-topics=()"} <= set(
        policies
    )
    assert all(policy.endswith("=()") for policy in policies)
    assert ("strict-transport-security" in answer.headers) is tls
    assert not {"set-cookie", "access-control-allow-origin"} & answer.headers.keys()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return resting_root(tmp_path_factory.mktemp("headers"))


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Running]:
    with running(root, workers=1) as hub:
        yield hub


@pytest.fixture(scope="module")
def client(root: Path) -> Ask:
    return asker(root)


def asker(root: Path, *packages: str, **given: str) -> Ask:
    """What asks an application in this process, as a tool would use it."""
    client = create_app(packages, settings_for(root, **given)).test_client()

    def ask(target: str, method: str = "GET", **headers: str) -> Answer:
        response = client.open(
            target, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        names = [name.lower() for name, _ in response.headers]
        assert len(names) == len(set(names)), "a header stands twice"
        return Answer(response.status_code, {name.lower(): value for name, value in response.headers}, response.data)

    return ask


@pytest.mark.parametrize("which", TARGETS)
def test_a_server_protects_every_answer(server: Running, which: str) -> None:
    method, target, headers, status = TARGETS[which]
    answer = server.ask(target, method, **headers)
    assert answer.status == status
    protected(answer)


@pytest.mark.parametrize("which", TARGETS)
def test_the_application_alone_protects_every_answer(client: Ask, which: str) -> None:
    method, target, headers, status = TARGETS[which]
    answer = client(target, method, **headers)
    assert answer.status == status
    protected(answer)


def test_a_304_is_protected(server: Running) -> None:
    answer = server.ask("/vi/agenda/", if_none_match="*")
    assert answer.status == 304
    protected(answer)


@pytest.mark.parametrize("query", ["", "?a=1"])
def test_pictures_are_protected_and_kept_for_ever(server: Running, query: str) -> None:
    address = picture(server.ask("/vi/gallery/phong-1/tp-01/").text)
    answer = server.ask(address + query)
    assert (answer.status, answer.headers["content-type"]) == (
        200,
        "image/svg+xml; charset=utf-8" if "charset" in answer.headers["content-type"] else "image/svg+xml",
    )
    assert "immutable" in answer.headers["cache-control"]
    protected(answer)


def test_static_files_are_protected_and_kept_for_ever(server: Running) -> None:
    page = server.ask("/vi/").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    answer = server.ask(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    protected(answer)


def test_an_earlier_static_file_is_gone_and_protected(server: Running) -> None:
    answer = server.ask("/static/0000000000000000/site.css")
    assert answer.status == 404
    protected(answer)


def picture(page: str) -> str:
    return "/media/" + page.partition('src="/media/')[2].partition('"')[0]


def test_a_refused_request_is_protected(server: Running) -> None:
    head = b"GET /vi/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
    protected(parsed(server.raw(head)))


def parsed(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    return Answer(
        int(lines[0].split()[1]),
        {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])},
        body,
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """An application one of whose views has a bug."""
    root = small(tmp_path_factory.mktemp("broken"))
    package = root / "packages/broken_views"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "views.py").write_text(BROKEN)
    declared = 'from hub.feature import Feature\n\nFEATURE = Feature("broken", site=("broken_views.views:bp",))\n'
    (package / "feature.py").write_text(declared)
    sys.path.insert(0, str(package.parent))
    yield asker(root, "broken_views")
    sys.path.remove(str(package.parent))


def test_a_bug_is_answered_by_a_page_that_is_protected(broken: Ask) -> None:
    answer = broken("/vi/broken/")
    assert answer.status == 500
    assert '<html lang="vi">' in answer.text
    protected(answer)


def test_a_bug_says_nothing_of_itself(broken: Ask) -> None:
    answer = broken("/en/broken/")
    assert not any(word in answer.text for word in ("a bug", "RuntimeError", "Traceback"))


def test_a_bug_is_logged_where_it_happened_without_what_was_typed(
    broken: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    broken("/en/broken/?q=bimatcuatoi", user_agent="trinhduyetcuatoi")
    (said,) = caplog.messages
    assert said.startswith("GET /en/broken/ failed\nRuntimeError\n")
    assert "in broken" in said
    assert not [word for word in ("bimat", "trinhduyet", "127.0.0.1") if word in said]


def test_a_path_cannot_write_lines_of_its_own_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    front = Front(tls=False, leave_url="https://away.example/")
    assert ask(front, "/vi/\nERROR nothing is safe", "POST").status == 503
    front.shown = ServedPages("", Pages({}, "", "", ""), None, MediaFiles(Path(), {}, False))  # type: ignore[arg-type]
    assert ask(front, "/vi/\nERROR nothing is safe\x1b[2J").status == 500
    (said,) = caplog.messages
    assert said.splitlines()[0] == "GET /vi/\\nERROR nothing is safe\\x1b[2J failed"


def test_an_error_of_our_own_is_kept_by_nobody(broken: Ask) -> None:
    assert broken("/en/broken/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_error_is_told_in_the_language_of_its_address(client: Ask, lang: str) -> None:
    answer = client(f"/{lang}/nothing/")
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["content-language"] == lang


def test_what_is_not_there_is_not_kept_as_if_it_were(client: Ask) -> None:
    assert client("/vi/nothing/").headers["cache-control"] == "no-cache"


def test_a_refused_method_is_told_which_there_are(server: Running) -> None:
    assert {name.strip() for name in server.ask("/vi/agenda/", "POST").headers["allow"].split(",")} == {
        "GET",
        "HEAD",
        "OPTIONS",
    }


def test_a_server_whose_files_are_cut_short_still_protects(tmp_path: Path) -> None:
    with running(resting_root(tmp_path), workers=1) as hub:
        for pack in (tmp_path / "instance/packs").glob("*.pack"):
            pack.write_bytes(b"")
        answer = hub.ask("/vi/nothing/")
        assert answer.status == 503
        protected(answer)


HTTPS = "https://hub.example.org"
OVER_TLS = [which for which in TARGETS if which != "readiness"]


@pytest.fixture(scope="module")
def front_over_tls(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("tls"), public_url=HTTPS)


@pytest.mark.parametrize("which", OVER_TLS)
def test_a_site_with_an_https_address_asks_for_tls(front_over_tls: Built, which: str) -> None:
    method, target, headers, status = TARGETS[which]
    answer = front_over_tls.ask(target, method, **headers)
    assert answer.status == status
    protected(answer, tls=True)


def test_an_application_with_an_https_address_asks_for_tls(root: Path) -> None:
    protected(asker(root, public_url=HTTPS)("/vi/"), tls=True)


def test_a_304_of_a_site_with_an_https_address_asks_for_tls(front_over_tls: Built) -> None:
    protected(front_over_tls.ask("/vi/", if_none_match="*"), tls=True)


def test_a_year_of_tls_is_asked_for(front_over_tls: Built) -> None:
    assert front_over_tls.ask("/vi/").headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
