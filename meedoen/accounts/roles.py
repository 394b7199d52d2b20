"""The roles, each a page a lawyer can read: what it is for, what it may do, and what it may never see.

`docs/access.md` is made from this page.
"""

from dataclasses import dataclass

from meedoen.accounts.vocabulary import RoleCode, Verb


@dataclass(frozen=True)
class Role:
    """A role: whom it serves (Dutch), its verbs, and in words what stays closed to it."""

    code: RoleCode
    serves: str
    verbs: frozenset[Verb]
    never: str


_CASEWORK = frozenset(
    {Verb.WORK_AT_DESK, Verb.SEE_CASELOAD, Verb.OPEN_CASE, Verb.WRITE_CASE, Verb.SUGGEST, Verb.ENROL}
)

ROLES: dict[RoleCode, Role] = {
    role.code: role
    for role in (
        Role(
            RoleCode.CLIENT_MANAGER,
            "Voert het jaarlijkse gesprek over meedoen met mensen met een uitkering.",
            _CASEWORK | {Verb.PLAN_CONTACT_DAYS},
            "Ziet geen dossiers van het buurtteam en geen aanwezigheid bij activiteiten.",
        ),
        Role(
            RoleCode.TEAM_WORKER,
            "Pakt signalen op, praat met inwoners en maakt samen met hen een plan.",
            _CASEWORK | {Verb.SEE_NOTICES, Verb.TAKE_NOTICE},
            "Ziet niet wie een uitkering heeft, en geen lijst van namen van Werk en Inkomen.",
        ),
        Role(
            RoleCode.TEAM_LEAD,
            "Zorgt dat niemand vergeten wordt: ziet per dossier wie het heeft en wat er nu moet gebeuren.",
            _CASEWORK
            | {
                Verb.SEE_NOTICES,
                Verb.TAKE_NOTICE,
                Verb.SEE_TEAM_CASELOAD,
                Verb.HAND_ON,
                Verb.PLAN_CONTACT_DAYS,
            },
            "Ziet geen dossiers van andere teams of instanties.",
        ),
        Role(
            RoleCode.COORDINATOR,
            "Regelt het programma van een aanbieder: plekken, wie er komt, het aanbod in de sociale kaart,"
            " en de halfjaarcijfers.",
            frozenset(
                {
                    Verb.WORK_AT_DESK,
                    Verb.SEE_ACTIVITIES,
                    Verb.MARK_ATTENDANCE,
                    Verb.SEE_AGREEMENTS,
                    Verb.EDIT_SERVICES,
                }
            ),
            "Ziet geen dossier, geen plan en geen trede; niet of iemand een uitkering heeft.",
        ),
        Role(
            RoleCode.POLICY_LEAD,
            "Kijkt of het aanbod klopt en of afspraken gehaald worden.",
            frozenset({Verb.WORK_AT_DESK, Verb.SEE_AGREEMENTS, Verb.SEE_MONITOR}),
            "Ziet nooit een persoon; aantallen onder de tien zijn afgeschermd.",
        ),
        Role(
            RoleCode.PRIVACY_OFFICER,
            "Houdt toezicht op wie waarvoor keek.",
            frozenset({Verb.WORK_AT_DESK, Verb.SEE_ACCESS_LOG}),
            "Ziet geen namen en geen inhoud van dossiers.",
        ),
        Role(
            RoleCode.FUNCTIONAL_MANAGER,
            "Beheert instellingen, woordenlijsten en accounts.",
            frozenset({Verb.WORK_AT_DESK, Verb.MANAGE_SETTINGS, Verb.HAND_ON}),
            "Ziet geen personen, dossiers, deelname of logboeken; wel hoeveel inwoners een collega heeft.",
        ),
        Role(
            RoleCode.RESEARCHER,
            "Onderzoekt of meedoen helpt, met veilige totalen.",
            frozenset({Verb.WORK_AT_DESK, Verb.SEE_MONITOR}),
            "Ziet nooit een persoon; aantallen onder de tien zijn afgeschermd.",
        ),
        Role(
            RoleCode.MAP_EDITOR,
            "Houdt de sociale kaart bij: beoordeelt wijzigingen, leest lijsten in en voegt dubbelen samen.",
            frozenset({Verb.WORK_AT_DESK, Verb.EDIT_SERVICES, Verb.KEEP_MAP}),
            "Ziet geen personen, dossiers, deelname of logboeken.",
        ),
        Role(
            RoleCode.RESIDENT,
            "Ziet het eigen plan, de eigen plekken en wie er gekeken heeft.",
            frozenset({Verb.SEE_OWN}),
            "Ziet niemand anders.",
        ),
    )
}
