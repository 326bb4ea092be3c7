"""The formats in which the library is taken away. Each gives the rows that its page shows under the same query.

They are made on demand: there are as many of them as of entries, several times over.
"""

from hub.feature import Format
from hub.web.citing.formats import citation_formats

# What the list reads, but for its pages (hub.features.library.asked.WHOLE; not imported here, because that needs Flask).
QUERY = ("q", "country", "theme", "harm", "measure", "sector", "evidence", "language", "sort")
CHOSEN_BY = "hub.features.library.asked:choose"
EXCHANGE = "hub.features.library.exchange"


def _format(suffix: str, type: str, of_list: str, of_entry: str = "") -> Format:
    entry = f"{EXCHANGE}.{of_entry}" if of_entry else ""
    return Format(
        suffix, type, "practice", f"{EXCHANGE}.{of_list}", entry, query=QUERY, chosen_by=CHOSEN_BY, on_demand=True
    )


FORMATS = (
    _format("json", "application/json", "json_items:of_list", "json_items:of_entry"),
    _format("csv", "text/csv; charset=utf-8", "csv_table:write"),
    _format("atom", "application/atom+xml; charset=utf-8", "atom:write"),
    _format("md", "text/markdown; charset=utf-8", "markdown_text:of_list", "markdown_text:of_entry"),
    *citation_formats("practice", query=QUERY, chosen_by=CHOSEN_BY, on_demand=True),
)
