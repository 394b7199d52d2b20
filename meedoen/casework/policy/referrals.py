"""Pure decisions about handing a person over to another agency or team."""

from collections.abc import Sequence
from datetime import date

from meedoen.casework.vocabulary import ReferralStatus
from meedoen.privacy.policy import all_given, kinds_needed
from meedoen.privacy.vocabulary import ConsentKind, ConsentSubject
from meedoen.shared.verdict import Verdict, no, yes
from meedoen.shared.working_days import add_working_days

FOLLOW_WORKING_DAYS = 10
"""When the sender asks how it went after a hand-over was accepted. A choice: the sources name no term."""


def consent_needed(from_domain: str, to_domain: str) -> tuple[ConsentKind, ...]:
    """Which yeses a hand-over takes: the legal ground only from one legal domain to another."""
    return kinds_needed(ConsentSubject.REFERRAL, crosses=from_domain != to_domain)


def may_send(
    *,
    from_domain: str,
    to_domains: Sequence[str],
    given: Sequence[ConsentKind],
    waits_already: bool,
    shielded: bool,
    is_lead: bool,
) -> Verdict:
    """Whether a hand-over can go: one at a time, by the lead where the person is shielded, with every yes.

    In: the domain of the case, those of the recipients in order, and the yeses that were given.
    """
    if waits_already:
        return no("Er loopt al een overdracht voor deze inwoner. Wacht op antwoord, of trek die eerst in.")
    if shielded and not is_lead:
        return no("Deze inwoner is afgeschermd. Alleen de vaste contactpersoon kan overdragen.")
    if not to_domains:
        return no("Kies minstens één team of instantie.")
    needed = {kind for to_domain in to_domains for kind in consent_needed(from_domain, to_domain)}
    return all_given([kind for kind in ConsentKind if kind in needed], given)


def may_withdraw(status: ReferralStatus) -> Verdict:
    """Whether a hand-over can still be withdrawn by who sent it."""
    if status != ReferralStatus.SENT:
        return no("Deze overdracht is al afgelopen. Er is niets meer in te trekken.")
    return yes()


def term_of(today: date, working_days: int) -> date:
    """The last day on which a recipient can answer, counted from the day on which it came."""
    return add_working_days(today, working_days)


def first_contact_on(today: date, talk_on: date | None) -> date:
    """When who accepts talks with the person: on the day of the talk of three, else the next working day."""
    return talk_on if talk_on is not None and talk_on >= today else add_working_days(today, 1)
