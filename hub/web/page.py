"""What views are written with: find an entry, or end the request if there is none, and render a page."""

from typing import Any, NoReturn
from urllib.parse import parse_qs

from flask import Response, abort, current_app, redirect, render_template, request

from hub.content.media.renditions import is_large
from hub.content.model.kinds import M, Model
from hub.i18n.languages import LANGS, Lang
from hub.web.addresses import arguments_of, published_by, query_of
from hub.web.citing.cited import citation_of
from hub.web.citing.described import signposts
from hub.web.context import begin_context, current_context, edition
from hub.web.links import absolute, address_of, is_own_page
from hub.web.request.query import canonical_query, with_query
from hub.web.templating.abbreviations import Abbreviations
from hub.web.templating.share import WORK, Share
from hub.web.translations import gettext

HTML = "text/html; charset=utf-8"


def begin() -> None:
    """Start the context of a request: the language of its address and the current Edition."""
    values = request.view_args or {}
    named = values.pop("lang", None) or request.path[1:3]
    default = current_app.extensions["hub"].settings.default_lang
    begin_context(current_app._get_current_object(), named if named in LANGS else default)  # type: ignore[attr-defined]


def found(model: type[M], slug: str, parent: str | None = None) -> M:
    """Return the entry with a slug, and with this parent if one is given.

    Ends the request with 404 if there is none, with a redirect for an alias, or with 410 if the entry is withdrawn.
    """
    reader = edition()
    reading = reader.find(model, slug)
    if reading is None or (parent is not None and reading.parent != parent):
        earlier = reader.moved_to(reader.kind_of(model), slug, parent)
        target = reader.find(model, earlier) if earlier else None
        if target is None:
            abort(404)
        abort(redirect(with_query(_same_page_of(target), request.environ.get("QUERY_STRING", "")), 301))
    if reading.withdrawn:
        tombstone()
    return reading


def _same_page_of(target: Model) -> str:
    """Return the address at which an entry has the page that this request asks for, otherwise that of its own page."""
    context, rule = current_context(), request.url_rule
    published = published_by(current_app.view_functions.get(request.endpoint or ""))
    card = context.reader.card(f"{target.kind}/{target.slug}")
    if rule is None or published is None or card is None or not published.only(card):
        return address_of(target)
    if published.model is not type(target) or (target.kind, target.slug) in context.routes.elsewhere:
        return address_of(target)
    kind = context.site.registry.kinds[target.kind]
    names = set(rule.arguments - {"lang"} - set(rule.defaults or ()))
    given = {
        name: value for name, value in (request.view_args or {}).items() if name not in ("slug", kind.name, kind.parent)
    }
    arguments = {**arguments_of(kind, target, names - given.keys()), **given}
    return context.routes.url(context.lang, rule.endpoint, {name: arguments[name] for name in sorted(names)})


def tombstone() -> NoReturn:
    """End the request with 410: the page was here and has been withdrawn."""
    abort(page("errors/gone.html", title=gettext("Withdrawn"), robots="noindex", status=410))


def page(
    template: str, *, title: str, of: Model | None = None, robots: str = "", status: int = 200, sensitive: bool = False,
    section: str = "", headline: str = "", line: str = "", canonical: str = "", **values: Any,
) -> Response:  # fmt: skip
    """Render a whole page. `of` is the entry that it shows, which decides its canonical URL and alternates.

    `sensitive` (help, search, a content note) makes links from the page replace it in the browser's history. `section`
    is its place in the menu. `headline` and `line` appear on the share image instead of the title and the site's line;
    they say what a reader must know beforehand, for example that a programme is illustrative. `canonical` is the path of
    the page that search engines show instead of this one.
    """
    context = current_context()
    other: Lang = "en" if context.lang == "vi" else "vi"
    path, query = request.path, asked_query()
    instead, alternates = (absolute(canonical) if canonical else "", []) if robots else _places(of, path)
    share = None if robots else _noted(_share(headline or title, line, of, section))
    cited = citation_of(of) if of is not None and not robots and is_own_page(of, path) else None
    text = render_template(
        template,
        title=title,
        section=section,
        tone=context.site.features.tone(section),
        share=share,
        lang=context.lang,
        other_lang=other,
        here=path,
        switch=_in_language(path, other) + (f"?{query}" if query else ""),
        canonical=instead,
        alternates=alternates,
        robots=robots,
        edition=context.reader,
        of=of,
        cited=cited,
        sensitive=sensitive or (of is not None and of.noted),
        **values,
    )
    text = _abbreviations().explained(text, context.lang)
    headers = {"Content-Type": HTML, "Content-Language": context.lang, "Cache-Control": "no-cache"}
    response = Response(text, status, headers)
    for link in signposts(of, cited) if of is not None and cited is not None else ():
        response.headers.add("Link", link)
    return response


def asked_query() -> str:
    """Return the canonical query of the request, limited to what its view reads; the other language uses it too."""
    return canonical_query(request.environ.get("QUERY_STRING", ""), declared_query())


def asked_values() -> dict[str, list[str]]:
    """Return the values of the query by name, as they were sent."""
    return parse_qs(asked_query())


def declared_query() -> tuple[str, ...]:
    """Return the names of the query parameters that the view of this request reads."""
    return query_of(current_app.view_functions.get(request.endpoint or ""))


def _places(of: Model | None, path: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the canonical URL of a page and its alternates by language, with the original as x-default."""
    context = current_context()
    langs: tuple[Lang, ...] = context.reader.languages(of) if of is not None else LANGS
    first = of.original_lang if of is not None else context.site.settings.default_lang
    if first not in langs:
        first = context.lang
    alternates: list[tuple[str, str]] = [(lang, absolute(_in_language(path, lang))) for lang in langs]
    alternates.append(("x-default", absolute(_in_language(path, first))))
    return absolute(_in_language(path, context.lang if context.lang in langs else first)), alternates


def _abbreviations() -> Abbreviations:
    context = current_context()
    terms = context.reader.terms("abbreviations")
    known: Abbreviations = context.site.once_an_edition(
        "web.abbreviations", context.edition, lambda whole: Abbreviations(terms)
    )
    return known


def _noted(share: Share) -> Share:
    """Record that the page depends on its share image: the image is drawn and kept as long as a page names it."""
    current_context().reads.add(share.key)
    return share


def _share(title: str, line: str, of: Model | None, section: str) -> Share:
    """Return the share image of a page.

    For a hidden entry it shows neither title nor picture, only the section's motif.
    """
    site = gettext("Seminar and exhibition of 22 October 2025")
    line = line or site
    tone = current_context().site.features.tone(section)
    if of is None or of.hidden:
        return Share(site if of else title, line, section or "home", tone)
    media = of.files.get(getattr(of, "media", ""))
    found = current_context().reader.picture(media.digest) if media and is_large(media) else None
    # A drawing, or renditions that are still to come: the page is built again when they are there.
    if media is None or found is None:
        return Share(title, line, of.slug, tone)
    made = found.of_type("image/jpeg")
    chosen = next((each for each in made if each.width >= WORK[0]), made[-1])
    return Share(
        title, line, of.slug, tone, media.digest, str(current_context().site.pictures.place(media.digest) / chosen.name)
    )


def _in_language(path: str, lang: str) -> str:
    return f"/{lang}{path[3:]}" if path[:4] in ("/vi/", "/en/") else f"/{lang}/"
