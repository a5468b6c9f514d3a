"""New-media accounts that an inspector tried and that did not work."""

from collections.abc import Iterator

from checks.core import Seen, check
from checks.observed import answer
from storage.records import AccountObservation, Finding, Outcome

APPS = frozenset({"app", "mini_program"})
"""Platforms whose accounts are programs: one that cannot be opened is a veto of its own."""


@check(
    family="new_media",
    on="account",
    needs=(AccountObservation,),
    reasons={
        "no_interaction": Outcome.FAIL,
        "app_unusable": Outcome.FAIL,
        "unopenable": Outcome.FAIL,
        "menu_broken": Outcome.FAIL,
    },
)
def unusable_accounts(seen: Seen) -> Iterator[Finding]:
    """An account offers no way to write to it, its menu leads nowhere, or its app cannot be downloaded or opened.

    Fails when   the observation sheet says so: no comments or messages (no_interaction), an app or mini program that
                 does not open (app_unusable), another account that does not (unopenable), entries of the menu that do
                 not work (menu_broken). What vetoes (no_interaction, app_unusable) has to be attested by two people.
    Unsure when  one person alone saw what would veto.
    Leaves out   accounts that nobody looked at by hand; questions left empty in the sheet.
    Assumes      the newest observation of a question is how things stand.
    Counts       one finding for each reason; examined is 1 where somebody looked.
    Options      none.
    Source       State Council General Office 2019 indicators, vetoes on new media: no effective interaction, apps that
                 cannot be downloaded or used.
    """
    observations = list(seen[AccountObservation])
    if not observations:
        return
    seen.examined = 1
    own = seen.registry.accounts.get(seen.site.id)
    opens = "app_unusable" if own is not None and own.platform in APPS else "unopenable"
    for question, reason in (("interactive", "no_interaction"), ("opens", opens), ("menu_ok", "menu_broken")):
        said = answer(observations, question)
        if said is not None and said.value is False:
            vetoes = reason in {"no_interaction", "app_unusable"}
            yield seen.finding(
                seen.site.url,
                reason,
                outcome=Outcome.UNSURE if vetoes and not said.attested else None,
                witnessed=[said.sight],
                note=next((one.note for one in reversed(observations) if one.note), None),
                **said.detail(),
            )
