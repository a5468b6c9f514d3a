"""Service guides that do not tell what they must."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import SERVICE_ELEMENTS, Finding, Outcome, ServiceGuide


@check(
    family="services",
    needs=(ServiceGuide,),
    reasons={"elements": Outcome.FAIL},
    options={
        "elements": SERVICE_ELEMENTS,
        "deficient_from": 4,
        "few": 5,
        "clause": "设定依据的条款",
        "closed_list": "明确的办理材料",
    },
)
def incomplete_service_guides(seen: Seen) -> Iterator[Finding]:
    """A service guide lacks elements that it must tell, names a basis without its article, or leaves materials open.

    Fails when   a page that is a guide by its labels has no label and no words for an element, or nothing behind the
                 label; its basis (设定依据) names a document and no article; or its materials end in a catch-all
                 (其他依法应提交的材料).
    Unsure when  elements are missing and pictures or files stand in the guide (too_little_seen).
    Leaves out   items that only lead to the one-stop service; pages with fewer than three labels of elements.
    Assumes      the title of the page names the item; an element is told under one of its usual names.
    Counts       one finding a guide; examined are the guides read. ``deficient``: ``deficient_from`` classes or more
                 are missing; ``all_of_few``: the site has fewer than ``few`` guides and each is deficient.
    Options      elements; deficient_from; few; clause, closed_list: how the last two faults are called.
    Source       State Council General Office 2019 indicators, service guides.
    """
    options = seen.options
    guides: list[tuple[ServiceGuide, list[str]]] = []
    for guide in seen[ServiceGuide]:
        if guide.doubt is not None:
            yield seen.finding(guide.url, guide.doubt, page=guide.column)
            continue
        guides.append((guide, [name for name in guide.missing if name in options["elements"]]))
    seen.examined = len(guides)
    sure = [len(missing) >= options["deficient_from"] and not guide.hidden for guide, missing in guides]
    few = len(guides) < options["few"] and all(sure)
    for (guide, classes), deficient in zip(guides, sure, strict=True):
        missing = [*classes]
        missing += [options["clause"]] if guide.no_clause else []
        missing += [options["closed_list"]] if guide.catch_all else []
        if not missing:
            continue
        doubtful = bool(classes) and guide.hidden > 0 and not (guide.no_clause or guide.catch_all)
        yield seen.finding(
            guide.url,
            "too_little_seen" if doubtful else "elements",
            page=guide.column,
            guide=guide.title,
            missing=missing,
            classes=len(classes),
            deficient=deficient,
            all_of_few=few,
            catch_all=guide.catch_all,
        )
