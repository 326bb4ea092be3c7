"""Answers of OAI-PMH 2.0 (https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm) as XML."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from hub.config import MAIL
from hub.content.edition import Reader
from hub.features.api.documents.fields import both
from hub.features.api.harvest import arguments, tokens
from hub.features.api.harvest.arguments import PREFIX, ProtocolError, Selection
from hub.features.api.harvest.dublin_core import PUBLISHER, elements
from hub.features.api.harvest.records import Header, records
from hub.features.api.harvest.sets import in_both, sets
from hub.web.links import absolute
from hub.web.templating.contact import contact

A_PAGE = 100  # records
OAI = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = f"{OAI}OAI-PMH.xsd"
DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NOBODY = (
    "noreply@hub.invalid"  # Identify wants an address; nothing that is sent to .invalid arrives anywhere (RFC 2606)
)
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def answer(reader: Reader, given: Mapping[str, Sequence[str]]) -> str:
    """Return the whole document that answers a request. Errors of the protocol are answers, too.

    Its moment is that of the Edition: the same request has the same answer until the next one. It is never later than the
    moment of sending, so a harvester that goes on from there misses nothing.
    """
    whole = Element("OAI-PMH", {"xmlns": OAI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{OAI} {SCHEMA}"})
    _add(whole, "responseDate", reader.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    request = _add(whole, "request", absolute("/oai"))
    try:
        asked = arguments.read(given)
        request.attrib.update({name: _clean(value) for name, value in asked.items()})
        whole.append(VERBS[asked["verb"]](reader, asked))
    except ProtocolError as error:
        if error.code in ("badVerb", "badArgument"):
            request.attrib.clear()
        _add(whole, "error", error.said, code=error.code)
    ElementTree.indent(whole, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(whole, "unicode")}\n'


def _identify(reader: Reader, asked: Mapping[str, str]) -> Element:
    found, address = Element("Identify"), contact()
    headers = records(reader).headers
    _add(found, "repositoryName", in_both(both(PUBLISHER)))
    _add(found, "baseURL", absolute("/oai"))
    _add(found, "protocolVersion", "2.0")
    _add(found, "adminEmail", address.text if address and MAIL.fullmatch(address.text) else NOBODY)
    _add(found, "earliestDatestamp", headers[0].datestamp if headers else reader.now.astimezone(UTC).date().isoformat())
    _add(found, "deletedRecord", "persistent")
    _add(found, "granularity", "YYYY-MM-DD")
    return found


def _formats(reader: Reader, asked: Mapping[str, str]) -> Element:
    if "identifier" in asked:
        _header_of(reader, asked["identifier"])
    found = Element("ListMetadataFormats")
    described = _add(found, "metadataFormat")
    _add(described, "metadataPrefix", PREFIX)
    _add(described, "schema", DC_SCHEMA)
    _add(described, "metadataNamespace", DC)
    return found


def _sets(reader: Reader, asked: Mapping[str, str]) -> Element:
    if "resumptionToken" in asked:
        raise ProtocolError("badResumptionToken", "the list of sets is whole at once")
    listed = list(sets(reader))
    if not listed:
        raise ProtocolError("noRecordsMatch", "there are no records yet")
    found = Element("ListSets")
    for spec, name in listed:
        described = _add(found, "set")
        _add(described, "setSpec", spec)
        _add(described, "setName", name)
    return found


def _record(reader: Reader, asked: Mapping[str, str]) -> Element:
    arguments.of_format(asked)
    found = Element("GetRecord")
    found.append(_whole(reader, _header_of(reader, asked["identifier"])))
    return found


def _listed(name: str, write: Callable[[Reader, Header], Element]) -> Callable[[Reader, Mapping[str, str]], Element]:
    """Return what answers a verb that lists records, each as `write` gives it."""

    def listed(reader: Reader, asked: Mapping[str, str]) -> Element:
        known = records(reader)
        at, chosen = 0, Selection()
        if "resumptionToken" in asked:
            chosen, at = tokens.read(asked["resumptionToken"], name, known.state)
        else:
            arguments.of_format(asked)
            chosen = arguments.selection(asked)
        matching = [header for header in known.headers if header.is_in(chosen)]
        if at and at >= len(matching):
            raise ProtocolError("badResumptionToken", "this is no token of this list")
        if not matching:
            raise ProtocolError("noRecordsMatch", "there are no such records")
        found = Element(name)
        found.extend(write(reader, header) for header in matching[at : at + A_PAGE])
        following = at + A_PAGE
        if at or following < len(matching):
            token = tokens.written(name, chosen, following, known.state) if following < len(matching) else ""
            _add(found, "resumptionToken", token, completeListSize=str(len(matching)), cursor=str(at))
        return found

    return listed


def _header_of(reader: Reader, identifier: str) -> Header:
    found = records(reader).by_identifier.get(identifier)
    if found is None:
        raise ProtocolError("idDoesNotExist", "there is no such record")
    return found


def _header(reader: Reader, header: Header) -> Element:
    found = Element("header", {"status": "deleted"} if header.deleted else {})
    _add(found, "identifier", header.identifier)
    _add(found, "datestamp", header.datestamp)
    for each in header.sets:
        _add(found, "setSpec", each)
    return found


def _whole(reader: Reader, header: Header) -> Element:
    found = Element("record")
    found.append(_header(reader, header))
    entry = None if header.deleted else reader.entry(header.kind, header.slug)
    if entry is not None:
        places = {
            "xmlns:oai_dc": DC,
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xsi:schemaLocation": f"{DC} {DC_SCHEMA}",
        }
        described = SubElement(_add(found, "metadata"), "oai_dc:dc", places)
        for each in elements(reader, entry):
            _add(described, f"dc:{each.name}", each.text, **({"xml:lang": each.lang} if each.lang else {}))
    return found


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


VERBS: Mapping[str, Callable[[Reader, Mapping[str, str]], Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _listed("ListIdentifiers", _header),
    "ListRecords": _listed("ListRecords", _whole),
}
