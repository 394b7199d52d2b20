from django.db import models


class AgencyKind(models.TextChoices):
    MUNICIPALITY = "municipality", "gemeente"
    NEIGHBOURHOOD_TEAM = "neighbourhood_team", "buurtteam"
    PROVIDER = "provider", "aanbieder"


class RoleCode(models.TextChoices):
    """The roles that accounts/roles.py describes in words a lawyer can read."""

    CLIENT_MANAGER = "client_manager", "consulent Werk en Inkomen"
    TEAM_WORKER = "team_worker", "medewerker buurtteam"
    TEAM_LEAD = "team_lead", "teamleider"
    COORDINATOR = "coordinator", "coördinator bij een aanbieder"
    POLICY_LEAD = "policy_lead", "beleid en contracten"
    PRIVACY_OFFICER = "privacy_officer", "functionaris gegevensbescherming"
    FUNCTIONAL_MANAGER = "functional_manager", "functioneel beheerder"
    RESEARCHER = "researcher", "onderzoeker"
    MAP_EDITOR = "map_editor", "redacteur van de sociale kaart"
    RESIDENT = "resident", "inwoner"


class Verb(models.TextChoices):
    """What somebody may do; a role is a set of these."""

    WORK_AT_DESK = "work_at_desk", "de werkplek gebruiken"
    SEE_CASELOAD = "see_caseload", "de eigen caseload zien"
    SEE_TEAM_CASELOAD = "see_team_caseload", "de caseload van het team zien"
    HAND_ON = "hand_on", "overdragen wat een collega die vertrekt in handen heeft"
    OPEN_CASE = "open_case", "een dossier openen, met doel"
    WRITE_CASE = "write_case", "gesprekken, plan en metingen vastleggen"
    SEE_NOTICES = "see_notices", "signalen voor het team zien"
    TAKE_NOTICE = "take_notice", "een signaal oppakken"
    PLAN_CONTACT_DAYS = "plan_contact_days", "mensen van de eigen instantie uitnodigen voor contactdagen"
    SUGGEST = "suggest", "passend aanbod zoeken bij een dossier"
    ENROL = "enrol", "iemand inschrijven"
    SEE_ACTIVITIES = "see_activities", "het eigen programma zien"
    MARK_ATTENDANCE = "mark_attendance", "aanwezigheid bijhouden"
    SEE_AGREEMENTS = "see_agreements", "afspraken en halfjaarcijfers van de eigen instantie zien"
    SEE_MONITOR = "see_monitor", "gemeentelijke cijfers zonder personen zien"
    SEE_ACCESS_LOG = "see_access_log", "zien hoe vaak en waarvoor gekeken is, zonder namen"
    MANAGE_SETTINGS = "manage_settings", "instellingen en accounts beheren"
    EDIT_SERVICES = "edit_services", "het aanbod van de eigen organisatie bijhouden"
    KEEP_MAP = "keep_map", "de sociale kaart bijhouden en wijzigingen beoordelen"
    SEE_OWN = "see_own", "eigen plan, plekken en inzagelog zien"
