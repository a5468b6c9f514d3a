"""The nouns of an inspection: what is inspected, what was seen, what was found, how it scored.

Frozen, slotted, keyword-only dataclasses without dependencies. The crawler makes the facts, the checks read
facts and make findings, the reports read everything; they meet only here. Times are aware datetimes; dates
printed on pages are ``date`` in Asia/Shanghai. ``None`` means "not known", never "no".
"""

from storage.records.availability import Certificate, HostAddresses, Probe
from storage.records.barriers import Barriers
from storage.records.catalogues import (
    DISCLOSURE_ITEMS,
    BodyList,
    DisclosureCatalogue,
    DisclosureEntry,
    ListedBody,
    ProjectPage,
    StandardEntry,
)
from storage.records.copies import FutureDay, OlderCopy
from storage.records.decided import Act, Settlement
from storage.records.decisions import Consultation, DecisionCatalogue, DecisionItem, Feedback
from storage.records.duties import YearlyItem
from storage.records.earlier import FormerDay, Sighting
from storage.records.found import FOOTER_ELEMENTS, GROUPED_CHECKS, KEYED_DETAIL, Basis, Finding, Sight
from storage.records.guides import GUIDE_ELEMENTS, Guide
from storage.records.media import (
    AccountFacts,
    AccountObservation,
    Distributed,
    Distribution,
    KeptAnswer,
    Post,
    QrCode,
    ShownAccount,
)
from storage.records.messages import Message, MessageBoard
from storage.records.outward import OutwardLinks
from storage.records.placed import Placement
from storage.records.policies import Interpretation, Pair, Pairing, Policy, PolicyShelf, ServiceLink
from storage.records.registered import Account, Agency, ColumnOverride, Exemption, Person, Profile, Registry, Site
from storage.records.reports import IDENTITIES, AnnualReport, Gap, Identity, ReportShelf, RuleCount
from storage.records.requests import RequestChannel
from storage.records.safety import (
    BrokenPromise,
    HiddenBlock,
    HidingRules,
    LawCitation,
    ListedWording,
    OffsiteBlock,
    OpenedFile,
    PersonalNumbers,
    Redaction,
    RestrictedMark,
    SpamWords,
    StrayFolder,
    TitledLinks,
    UnlinkedAttachment,
)
from storage.records.scored import Mark, Scorecard
from storage.records.seen import Column, Coverage, Entry, Link, Look, Mentions, Page, Run, Target
from storage.records.senior import SeniorEntry
from storage.records.services import SERVICE_ELEMENTS, ServiceGuide
from storage.records.tags import COLUMN_TAGS, CONTENT_TAGS, SITE_TAGS, TagDifference
from storage.records.trials import NoticeTrial, SearchBox, SearchTrial, SeniorTrial
from storage.records.vocabularies import (
    SHANGHAI,
    Answer,
    ColumnForm,
    Failure,
    Method,
    Nature,
    Outcome,
    PageKind,
    RunState,
    Sign,
)
from storage.records.watched import Concern, Watch

__all__ = [
    "COLUMN_TAGS",
    "CONTENT_TAGS",
    "DISCLOSURE_ITEMS",
    "FOOTER_ELEMENTS",
    "GROUPED_CHECKS",
    "GUIDE_ELEMENTS",
    "IDENTITIES",
    "KEYED_DETAIL",
    "SERVICE_ELEMENTS",
    "SHANGHAI",
    "SITE_TAGS",
    "Account",
    "AccountFacts",
    "AccountObservation",
    "Act",
    "Agency",
    "AnnualReport",
    "Answer",
    "Barriers",
    "Basis",
    "BodyList",
    "BrokenPromise",
    "Certificate",
    "Column",
    "ColumnForm",
    "ColumnOverride",
    "Concern",
    "Consultation",
    "Coverage",
    "DecisionCatalogue",
    "DecisionItem",
    "DisclosureCatalogue",
    "DisclosureEntry",
    "Distributed",
    "Distribution",
    "Entry",
    "Exemption",
    "Failure",
    "Feedback",
    "Finding",
    "FormerDay",
    "FutureDay",
    "Gap",
    "Guide",
    "HiddenBlock",
    "HidingRules",
    "HostAddresses",
    "Identity",
    "Interpretation",
    "KeptAnswer",
    "LawCitation",
    "Link",
    "ListedBody",
    "ListedWording",
    "Look",
    "Mark",
    "Mentions",
    "Message",
    "MessageBoard",
    "Method",
    "Nature",
    "NoticeTrial",
    "OffsiteBlock",
    "OlderCopy",
    "OpenedFile",
    "Outcome",
    "OutwardLinks",
    "Page",
    "PageKind",
    "Pair",
    "Pairing",
    "Person",
    "PersonalNumbers",
    "Placement",
    "Policy",
    "PolicyShelf",
    "Post",
    "Probe",
    "Profile",
    "ProjectPage",
    "QrCode",
    "Redaction",
    "Registry",
    "ReportShelf",
    "RequestChannel",
    "RestrictedMark",
    "RuleCount",
    "Run",
    "RunState",
    "Scorecard",
    "SearchBox",
    "SearchTrial",
    "SeniorEntry",
    "SeniorTrial",
    "ServiceGuide",
    "ServiceLink",
    "Settlement",
    "ShownAccount",
    "Sight",
    "Sighting",
    "Sign",
    "Site",
    "SpamWords",
    "StandardEntry",
    "StrayFolder",
    "TagDifference",
    "Target",
    "TitledLinks",
    "UnlinkedAttachment",
    "Watch",
    "YearlyItem",
]
