"""A form changes something only if a page of ours sent it, whatever the browser of the sender was made to do."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from members import client_as, desk_of, member
from small import small

ORIGIN = "https://hub.example.org"
SIGN_IN, OWN = "/vi/account/sign-in/", "/vi/account/"


def token_of(client: FlaskClient, path: str = SIGN_IN) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path, base_url=ORIGIN).text)
    assert found
    return found[1]


def send(client: FlaskClient, token: str, **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"csrf_token": token, "email": "nobody@example.org", "password": "x"}
    return client.post(SIGN_IN, base_url=ORIGIN, data=given, headers=names).status_code


def test_a_form_of_ours_is_taken(desk_app: Flask) -> None:
    client = desk_app.test_client()
    assert send(client, token_of(client), Sec_Fetch_Site="same-origin") == 422  # read, and the password is not right


def test_a_browser_that_tells_only_the_origin_is_taken_by_exactly_ours(desk_app: Flask) -> None:
    client = desk_app.test_client()
    token = token_of(client)
    assert send(client, token, Origin=ORIGIN) == 422
    others = ("http://hub.example.org", "https://hub.example.org.evil.example", "https://hub.example.org:444", "null")
    assert [send(client, token, Origin=other) for other in others] == [400] * 4


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_page_elsewhere_sends_nothing_even_with_the_token(desk_app: Flask, site: str) -> None:
    client = desk_app.test_client()
    assert send(client, token_of(client), Sec_Fetch_Site=site, Origin=ORIGIN) == 400


def test_who_says_nothing_of_the_origin_is_refused(desk_app: Flask) -> None:
    client = desk_app.test_client()
    assert send(client, token_of(client)) == 400


@pytest.mark.parametrize("token", ["", "made-up", "IjEi.Z0.x"])
def test_a_form_without_its_token_is_refused_in_words(desk_app: Flask, token: str) -> None:
    client = desk_app.test_client()
    client.get(SIGN_IN, base_url=ORIGIN)
    response = client.post(
        "/en/account/sign-in/", base_url=ORIGIN, data={"csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 400
    assert "This form can no longer be sent" in response.text


def test_the_token_of_another_session_is_refused(desk_app: Flask) -> None:
    mine, other = desk_app.test_client(), desk_app.test_client()
    token_of(mine)
    assert send(mine, token_of(other), Sec_Fetch_Site="same-origin") == 400


def test_the_first_anonymous_request_does_not_switch_the_tokens_off(tmp_path: Path) -> None:
    """CKAN CVE-2026-41255: of a fresh process every anonymous request is tried first, then a form without a token."""
    app = desk_of(small(tmp_path))
    stranger = app.test_client()
    for method in ("get", "head", "post", "put", "delete", "options"):
        for path in (SIGN_IN, OWN, "/vi/account/none/", "/en/account/invitation/x/", "/"):
            getattr(stranger, method)(path)
    signed = client_as(app, member(app))
    del signed.environ_base["HTTP_X_CSRFTOKEN"]
    assert signed.post(OWN, data={"name": "Changed"}).status_code == 400
    assert "Changed" not in signed.get(OWN).text
    assert app.config.get("WTF_CSRF_ENABLED", True) is True


def test_every_form_of_the_frame_has_the_token_and_scripts_find_it(desk_app: Flask) -> None:
    text = client_as(desk_app, member(desk_app)).get(OWN, base_url=ORIGIN).text
    assert text.count("<form") == text.count('name="csrf_token"') > 3
    assert '<meta name="csrf-token" content="' in text


# Who is not signed in


def test_a_page_of_the_desk_leads_to_signing_in_and_back(desk_app: Flask) -> None:
    response = desk_app.test_client().get("/en/account/kept/?a=1", base_url=ORIGIN)
    assert (response.status_code, response.headers["Location"]) == (
        303, "/en/account/sign-in/?next=/en/account/kept/?a%3D1",
    )  # fmt: skip


def test_a_script_gets_401_and_no_page_in_its_place(desk_app: Flask) -> None:
    response = desk_app.test_client().get(OWN, base_url=ORIGIN, headers={"Sec-Fetch-Dest": "empty"})
    assert response.status_code == 401


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/vi//evil.example", "javascript:alert(1)", "/vi/\n", "/admin"],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(desk_app: Flask, path: str) -> None:
    client = client_as(desk_app, member(desk_app))
    response = client.get(SIGN_IN, query_string={"next": path}, base_url=ORIGIN)
    assert (response.status_code, response.headers["Location"]) == (303, OWN)


def test_what_a_role_may_not_is_said_in_words(desk_app: Flask) -> None:
    response = client_as(desk_app, member(desk_app, "contributor")).get("/en/account/invitations/", base_url=ORIGIN)
    assert response.status_code == 403
    assert "your role does not include this" in response.text


# What leaves the desk


def test_every_answer_depends_on_the_cookie_and_is_kept_by_nobody(desk_app: Flask) -> None:
    """Flask CVE-2026-27205: Vary stands on every answer, whether or not a view has looked into the session."""
    client = desk_app.test_client()
    for path in (SIGN_IN, OWN, "/vi/account/none/", "/vi/account/signed-out/"):
        response = client.get(path, base_url=ORIGIN)
        assert (path, response.headers["Vary"], response.headers["Cache-Control"]) == (path, "Cookie", "no-store")


def test_the_cookie_is_bound_to_the_host_over_tls(desk_app: Flask) -> None:
    cookie = desk_app.test_client().get(SIGN_IN, base_url=ORIGIN).headers["Set-Cookie"]
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-hub=")
    assert {*attributes} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
