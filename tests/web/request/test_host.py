"""One rule for the Host header, whatever the path and whoever answers; probes alone may ask under any name."""

import re
from pathlib import Path

import pytest
from built import Built, ask, settings_for, small_root, small_site
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub import create_app
from hub.serve.front import Front
from hub.web.request.host import MOST, Hosts

PUBLIC = "https://hub.example.org"
OWN = [
    "hub.example.org",
    "HUB.Example.ORG",
    "hub.example.org:443",
    "hub.example.org:8133",
    "localhost",
    "LocalHost:80",
    "127.0.0.1:8000",
    "[::1]",
    "[::1]:8000",
    "localhost:",
]
FOREIGN = [
    "evil.example",
    "10.0.0.5:8133",
    "hub.example.org.evil.example",
    "evil-hub.example.org",
    "hub.example.org@evil.example",
    "localhost:80:80",
    "localhost,evil.example",
    "localhost evil.example",
    "localhost/",
    "localhost:x",
    "[::1",
    "::1",
    "[::2]",
    "",
    "localhost\x00",
    "hub.example.org." * 40,
    "ｌocalhost",
]
PATHS = [
    "/",
    "/vi/",
    "/vi/agenda/khai-mac/",
    "/vi/agenda/?utm_source=x",
    "/vi/search/?q=khai",
    "/vi/agenda",
    "/vi/agenda/mo-dau/",
    "/vi/agenda/rut-lai/",
    "/vi/nothing/",
    "/sitemap.xml",
    "/leave",
    "/healthz/",
]
PROBES = ["/healthz", "/readyz"]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("host"), public_url=PUBLIC)


def picture(hub: Built) -> str:
    return "/media/" + hub.ask("/vi/gallery/phong-1/tp-01/").text.partition('src="/media/')[2].partition('"')[0]


@pytest.mark.parametrize("host", OWN)
def test_its_own_names_are_answered(hub: Built, host: str) -> None:
    assert hub.ask("/vi/", host=host).status == 200
    assert hub.ask("/vi/search/?q=khai", host=host).status == 200
    assert hub.ask("/vi/nothing/", host=host).status == 404


@pytest.mark.parametrize("host", FOREIGN)
def test_another_name_is_refused(hub: Built, host: str) -> None:
    assert hub.ask("/vi/", host=host).status == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_another_name_is_refused_for_every_path(hub: Built, path: str, method: str) -> None:
    assert hub.ask(path, method, host="evil.example").status == 400


def test_a_picture_is_refused_under_another_name(hub: Built) -> None:
    address = picture(hub)
    assert (hub.ask(address).status, hub.ask(address, host="evil.example").status) == (200, 400)


def test_an_answer_that_is_kept_is_refused_under_another_name(hub: Built) -> None:
    assert hub.ask("/vi/search/?q=giu").status == 200
    assert hub.ask("/vi/search/?q=giu", host="evil.example").status == 400


def test_a_refusal_is_kept_by_nobody_and_repeats_nothing_of_the_name(hub: Built) -> None:
    answer = hub.ask("/vi/", host="evil.example")
    assert answer.headers["cache-control"] == "no-store"
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("path", PROBES)
@pytest.mark.parametrize("host", ["10.0.0.5:8133", "evil.example", "", "a b", "\x00"])
def test_a_probe_is_answered_under_any_name(hub: Built, path: str, host: str) -> None:
    assert hub.ask(path, host=host).status == 200


@pytest.mark.parametrize(("path", "status"), [("/vi/", 400), ("/leave", 400), ("/healthz", 200), ("/readyz", 200)])
def test_a_request_without_a_host_is_refused_but_for_probes(hub: Built, path: str, status: int) -> None:
    def without(environ: dict[str, object], start_response: object) -> object:
        return hub.worker.front({n: v for n, v in environ.items() if n != "HTTP_HOST"}, start_response)

    assert ask(without, path).status == status


def test_before_there_is_an_edition_the_rule_is_the_same() -> None:
    front = Front(tls=False, leave_url="https://away.example/", hostname="hub.example.org")
    statuses = [ask(front, path, host="evil.example").status for path in ("/vi/", "/leave", "/healthz")]
    assert statuses == [400, 400, 200]


@pytest.mark.parametrize("host", ["hub.example.org:9", "HUB.EXAMPLE.ORG", "[::1]:80"])
def test_the_application_alone_answers_its_own_names(tmp_path: Path, host: str) -> None:
    client = create_app((), settings_for(small_root(tmp_path), public_url=PUBLIC)).test_client()
    assert client.get("/vi/nothing/", headers={"Host": host}).status_code == 404


@pytest.mark.parametrize("path", ["/vi/", "/vi/nothing/", "/leave"])
def test_the_application_alone_refuses_another_name(tmp_path: Path, path: str) -> None:
    client = create_app((), settings_for(small_root(tmp_path), public_url=PUBLIC)).test_client()
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize(
    ("hostname", "host"),
    [("hội.example", "xn--hi-79s.example"), ("2001:db8::1", "[2001:db8::1]:80"), ("HUB.example", "hub.example")],
)
def test_a_public_name_is_known_as_browsers_send_it(hostname: str, host: str) -> None:
    assert Hosts(hostname).accepts({"HTTP_HOST": host, "PATH_INFO": "/vi/"})


def test_a_good_name_is_looked_up_the_second_time() -> None:
    hosts = Hosts("hub.example.org")
    hosts.accepts({"HTTP_HOST": "hub.example.org:80", "PATH_INFO": "/"})
    assert hosts.seen == {"hub.example.org:80"}


def test_names_of_strangers_are_not_remembered_and_good_ones_not_without_end() -> None:
    hosts = Hosts("hub.example.org")
    for n in range(1_000):
        hosts.accepts({"HTTP_HOST": f"{n}.example", "PATH_INFO": "/"})
        assert hosts.accepts({"HTTP_HOST": f"localhost:{n}", "PATH_INFO": "/"})
    assert len(hosts.seen) == MOST


@patiently
@given(st.text(max_size=40) | st.text("localhost.:[]127\x00é", max_size=20))
def test_no_name_is_an_error(host: str) -> None:
    if Hosts("hub.example.org").accepts({"HTTP_HOST": host, "PATH_INFO": "/vi/"}):
        name = re.sub(r":\d*$", "", host.lower())
        assert name in ("hub.example.org", "localhost", "127.0.0.1", "[::1]")
