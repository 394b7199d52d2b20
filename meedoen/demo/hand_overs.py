"""A few hand-overs, one in each state: waiting here, waiting there, come back, accepted and withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from meedoen.casework.vocabulary import ReferralStatus, TurnAnswer
from meedoen.demo.casework import Casework
from meedoen.demo.days import Days, moment
from meedoen.demo.dice import Dice
from meedoen.demo.rows import CaseRow, InvolvementRow
from meedoen.demo.staff import Staff
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.vocabulary import CONSENT_TEXT_VERSION, ConsentHow, ConsentKind, ConsentSubject
from meedoen.shared.working_days import add_working_days, next_working_day

TERM = 5
NOON = time(12)
TOLD = (
    "Wil weer onder de mensen komen. Een ochtend in de week is genoeg om te beginnen.",
    "Zoekt iemand die meekijkt met de post. Praat liever met een vrouw.",
    "Heeft plezier in tuinieren en wil dat met anderen doen. Komt op de fiets.",
    "Zorgt voor haar vader en wil weten welke hulp daarbij past.",
    "Wil leren omgaan met de computer, om zelf dingen te regelen.",
)
PURPOSES = (
    "iemand die meegaat naar een eerste activiteit",
    "hulp bij het op orde krijgen van de post",
    "een vaste plek in de buurt",
    "steun als mantelzorger",
    "werk zoeken met begeleiding",
)


@dataclass(frozen=True)
class ReferralRow:
    id: UUID
    municipality_id: UUID
    person_id: UUID
    case_id: UUID
    purpose: str
    told: str
    status: str
    sent_at: datetime
    by_id: UUID
    may_tell_name: bool = True
    may_tell_contact: bool = False
    talk_at: datetime | None = None
    talk_where: str = ""
    ended_at: datetime | None = None
    made_case_id: UUID | None = None


@dataclass(frozen=True)
class ReferralTurnRow:
    id: UUID
    referral_id: UUID
    position: int
    agency_id: UUID
    legal_domain_id: str
    team_id: UUID | None = None
    sent_at: datetime | None = None
    due_on: date | None = None
    answer: str = ""
    answered_at: datetime | None = None
    reason: str = ""
    by_id: UUID | None = None


@dataclass(frozen=True)
class ReferralConsentRow:
    id: UUID
    person_id: UUID
    subject: str
    from_domain_id: str
    to_domain_id: str
    to_agency_id: UUID
    kind: str
    how: str
    what: str
    about: UUID
    text_version: str
    given_on: date
    ends_on: date
    recorded_by_id: UUID
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Place:
    """Where somebody can be handed over to."""

    agency_id: UUID
    domain: str
    team_id: UUID | None = None


@dataclass
class HandOvers:
    referrals: list[ReferralRow] = field(default_factory=list)
    turns: list[ReferralTurnRow] = field(default_factory=list)
    consents: list[ReferralConsentRow] = field(default_factory=list)


@dataclass
class _Maker:
    dice: Dice
    days: Days
    casework: Casework
    made: HandOvers = field(default_factory=HandOvers)

    def refer(
        self,
        case: CaseRow,
        own: InvolvementRow,
        places: list[Place],
        *,
        days_ago: int,
        status: ReferralStatus,
        answers: tuple[TurnAnswer, ...] = (),
        made_case_id: UUID | None = None,
    ) -> None:
        """One hand-over with its turns, answered a day apart, its consents, and what the sender does next."""
        number = len(self.made.referrals)
        sent_on = next_working_day(self.days.ago(days_ago))
        ended_on = None if status == ReferralStatus.SENT else sent_on + timedelta(days=len(answers))
        referral = ReferralRow(
            id=self.dice.uuid(),
            municipality_id=case.municipality_id,
            person_id=own.person_id,
            case_id=case.id,
            purpose=PURPOSES[number % len(PURPOSES)],
            told=TOLD[number % len(TOLD)],
            status=status,
            sent_at=moment(sent_on, NOON),
            by_id=own.lead_id or self.dice.uuid(),
            may_tell_name=number % 2 == 0,
            may_tell_contact=number % 3 == 0,
            ended_at=moment(ended_on, NOON) if ended_on else None,
            made_case_id=made_case_id,
        )
        self.made.referrals.append(referral)
        turns = list(self._turns(referral, sent_on, places, answers))
        self.made.turns += turns
        self._consents(referral, own, places, sent_on, ended_on)
        self._next(own, status, turns)

    def _turns(
        self, referral: ReferralRow, sent_on: date, places: list[Place], answers: tuple[TurnAnswer, ...]
    ) -> Iterator[ReferralTurnRow]:
        for index, place in enumerate(places):
            answer = answers[index] if index < len(answers) else None
            its_turn = index <= len(answers) and (answer is not None or referral.ended_at is None)
            came_on = sent_on + timedelta(days=index)
            yield ReferralTurnRow(
                id=self.dice.uuid(),
                referral_id=referral.id,
                position=index + 1,
                agency_id=place.agency_id,
                team_id=place.team_id,
                legal_domain_id=place.domain,
                sent_at=moment(came_on, NOON) if its_turn else None,
                due_on=add_working_days(came_on, TERM) if its_turn else None,
                answer=answer or "",
                answered_at=moment(came_on + timedelta(days=1), NOON) if answer else None,
                reason="Er is nu een wachtlijst." if answer == TurnAnswer.DECLINED else "",
            )

    def _consents(
        self,
        referral: ReferralRow,
        own: InvolvementRow,
        places: list[Place],
        sent_on: date,
        ended_on: date | None,
    ) -> None:
        withdrawn = ended_on if referral.status == ReferralStatus.WITHDRAWN else None
        over = ended_on if referral.status == ReferralStatus.RETURNED else None
        for agency_id, domain in dict.fromkeys((place.agency_id, place.domain) for place in places):
            for kind in ConsentKind:
                if kind != ConsentKind.GROUND or domain != own.legal_domain_id:
                    self.made.consents.append(
                        ReferralConsentRow(
                            id=self.dice.uuid(),
                            person_id=own.person_id,
                            subject=ConsentSubject.REFERRAL,
                            from_domain_id=own.legal_domain_id,
                            to_domain_id=domain,
                            to_agency_id=agency_id,
                            kind=kind,
                            how=ConsentHow.SPOKEN,
                            what=referral.purpose,
                            about=referral.id,
                            text_version=CONSENT_TEXT_VERSION,
                            given_on=sent_on,
                            ends_on=over or self.days.ahead(90),
                            recorded_by_id=referral.by_id,
                            withdrawn_on=withdrawn,
                        )
                    )

    def _next(self, own: InvolvementRow, status: ReferralStatus, turns: list[ReferralTurnRow]) -> None:
        waits = next((turn for turn in turns if turn.sent_at and not turn.answer), None)
        if waits is not None and waits.due_on is not None:
            action, on = NextAction.HAND_OVER, waits.due_on
        elif status == ReferralStatus.ACCEPTED:
            action, on = NextAction.FOLLOW, add_working_days(self.days.on, 8)
        else:
            action, on = NextAction.CONTACT, next_working_day(self.days.on)
        rows = self.casework.involvements
        rows[rows.index(own)] = replace(own, next_action=action, next_action_on=on, left_alone_until=None)


def hand_overs(
    dice: Dice, days: Days, casework: Casework, staff: Staff, *, area_code: str, fatima: UUID, bram: UUID
) -> HandOvers:
    """Hand-overs of the cast: Fatima's to the teams, Bram's to Work and Income; as far as there are cases."""
    home = staff.team_of(area_code)
    other = next(team for team in staff.teams if team.id != home.id)
    here, there = Place(home.agency_id, "wmo", home.id), Place(other.agency_id, "wmo", other.id)
    office = next(row.agency_id for row in staff.memberships if row.user_id == fatima)
    maker = _Maker(dice, days, casework)
    in_team = {row.person_id: row for row in casework.involvements if row.legal_domain_id == "wmo"}
    hers = [pair for pair in _cases_of(casework, fatima) if pair[1].person_id not in in_team]
    plans: tuple[tuple[list[Place], int, ReferralStatus, tuple[TurnAnswer, ...]], ...] = (
        ([here, there], 1, ReferralStatus.SENT, ()),
        ([there, here], 6, ReferralStatus.SENT, (TurnAnswer.DECLINED,)),
        ([here, there], 12, ReferralStatus.RETURNED, (TurnAnswer.DECLINED, TurnAnswer.DECLINED)),
        ([here], 20, ReferralStatus.WITHDRAWN, (TurnAnswer.WITHDRAWN,)),
    )
    for (case, own), (places, days_ago, status, answers) in zip(hers, plans, strict=False):
        maker.refer(case, own, places, days_ago=days_ago, status=status, answers=answers)
    for case, own in _cases_of(casework, bram)[:1]:
        maker.refer(case, own, [Place(office, "participatiewet")], days_ago=2, status=ReferralStatus.SENT)
    _one_accepted(maker, in_team)
    return maker.made


def _one_accepted(maker: _Maker, in_team: dict[UUID, InvolvementRow]) -> None:
    """Somebody whom both know came to the team by a hand-over."""
    cases = {row.involvement_id: row for row in maker.casework.cases}
    for own in list(maker.casework.involvements):
        there = in_team.get(own.person_id)
        both = there is not None and own.legal_domain_id == "participatiewet"
        if both and there and _is_calm(own) and own.id in cases and there.id in cases:
            place = Place(there.agency_id, there.legal_domain_id, there.team_id)
            maker.refer(
                cases[own.id],
                own,
                [place],
                days_ago=9,
                status=ReferralStatus.ACCEPTED,
                answers=(TurnAnswer.ACCEPTED,),
                made_case_id=cases[there.id].id,
            )
            return


def _cases_of(casework: Casework, lead_id: UUID) -> list[tuple[CaseRow, InvolvementRow]]:
    """The cases of a lead that run without a wish or a change of lead, Joke's not: she has her own story."""
    cases = {row.involvement_id: row for row in casework.cases}
    rows = [row for row in casework.involvements if row.lead_id == lead_id and row.id in cases]
    return [(cases[row.id], row) for row in rows if _is_calm(row)][1:]


def _is_calm(row: InvolvementRow) -> bool:
    return row.ends_on is None and row.left_alone_until is None and row.next_action != NextAction.NAME_LEAD
