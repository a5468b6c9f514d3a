"""Lists that lie as XML in a script until a widget shows them: the jpage unit of the jcms publishing system."""

from __future__ import annotations

_CALLER = 300
"""Characters before a store within which the script begins that holds it."""


def with_stores_shown(text: str) -> str:
    """Markup in which the records of such stores stand where the widget puts them."""
    if "<datastore" not in text:
        return text
    kept: list[str] = []
    place = 0
    while (start := text.find("<datastore", place)) >= 0:
        end = text.find("</datastore>", start)
        script = text.rfind("<script", max(place, start - _CALLER), start)
        closed = text.find("</script", end) if end >= 0 else -1
        if closed < 0:
            break
        if script < 0:
            kept.append(text[place:closed])
        else:
            kept += (text[place:script], *_records(text[start:end]), "<script>")
        place = closed
    return "".join((*kept, text[place:]))


def _records(store: str) -> list[str]:
    """The markup of each record, without that of the widget's own addresses."""
    return [record.partition("<![CDATA[")[2].partition("]]>")[0] for record in store.split("<record>")[1:]]
