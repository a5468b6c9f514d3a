"""Whether an article is a policy document, an interpretation, or neither, whatever column it stands in.

A column's name says what should be in it. Titles say what is: news, approvals and personnel notices stand in 政策解读
columns, and documents in columns of any name.
"""

from __future__ import annotations

from crawler.policies.kinds import Kind, elements, kind_of
from crawler.policies.mentions import named_in
from crawler.policies.numbers import first_number
from crawler.policies.titles import issuer_in
from crawler.readers.reading import Article, ColumnHint
from storage.records import PageKind

ENOUGH_ELEMENTS = 2
"""Elements of an interpretation that an article without a telling title must have beside naming its document."""


def refined(kind: PageKind, article: Article, column: ColumnHint | None) -> PageKind:
    """The kind of a page that looks like an article, told by its title, its particulars and its column."""
    if kind is not PageKind.ARTICLE or not article.title:
        return kind
    role = column.role if column is not None else ""
    said = kind_of(article.title, article.text)
    if said is Kind.INTERPRETATION and _interprets(article, role):
        return PageKind.INTERPRETATION
    if said is Kind.POLICY and _is_document(article, role):
        return PageKind.POLICY
    if said is Kind.NOTICE and role == "policy_document" and (article.head.number or issuer_in(article.title)):
        return PageKind.POLICY
    if said is Kind.OTHER:
        if role == "interpretation" and explains(article):
            return PageKind.INTERPRETATION
        if role == "policy_document" and (article.head.is_document or article.head.number is not None):
            return PageKind.POLICY
    return kind


def explains(article: Article) -> bool:
    """Whether a text speaks of a document and has the parts of an interpretation, though its title does not say so."""
    return next(named_in(article.text), None) is not None and len(elements(article.text)) >= ENOUGH_ELEMENTS


def _interprets(article: Article, role: str) -> bool:
    """A plain-language title counts in a column of interpretations alone; one that says 解读 counts anywhere."""
    return role == "interpretation" or any(word in (article.title or "") for word in _SAYS_SO) or explains(article)


_SAYS_SO = ("解读", "图解", "读懂", "看懂", "起草说明", "答记者问")


def _is_document(article: Article, role: str) -> bool:
    """A title like a document's is one where the column, the particulars or the number say so too."""
    return (
        role in {"policy_document", "gazette"}
        or article.head.is_document
        or article.number is not None
        or first_number(article.title or "") is not None
    )
