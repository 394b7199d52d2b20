"""The desk: `/werk/`, where staff begin. Names of addresses: `desk:case`, `desk:purpose` and so on."""

from django.urls import path

from meedoen.site import (
    coverage,
    desk,
    desk_case,
    desk_consents,
    desk_goals,
    desk_new,
    desk_notices,
    desk_tasks,
    desk_walk_in,
    lead_change,
    leaving,
    map_desk,
)

app_name = "desk"
CASE = "werk/dossiers/<uuid:case_id>/"
NOTICE = "werk/signalen/<uuid:notice_id>/"

urlpatterns = [
    path("werk/", desk.start, name="start"),
    path("werk/kaart/", map_desk.map_desk, name="map"),
    path("werk/niemand-vergeten/", coverage.nobody_forgotten, name="nobody_forgotten"),
    path("werk/niemand-vergeten/<slug:slug>/", coverage.behind, name="behind"),
    path("werk/vertrek/", leaving.leaving_list, name="leaving_list"),
    path("werk/vertrek/<uuid:user_id>/", leaving.leaving, name="leaving"),
    path("werk/vragen/<uuid:change_id>/", lead_change.question, name="lead_question"),
    path("werk/zoeken/", desk.search, name="search"),
    path("werk/signalen/", desk_notices.notice_list, name="notices"),
    path(NOTICE, desk_notices.notice, name="notice"),
    path(NOTICE + "oppakken/", desk_notices.take, name="take_notice"),
    path(NOTICE + "contact/", desk_notices.contact, name="notice_contact"),
    path(NOTICE + "afsluiten/", desk_notices.close, name="close_notice"),
    path(NOTICE + "samenvoegen/", desk_notices.join, name="join_notice"),
    path("werk/cijfers/signalen/", desk_notices.late_notices, name="late_notices"),
    path("werk/balie/<uuid:day_id>/inloop/nieuw/", desk_walk_in.new_walk_in, name="new_walk_in"),
    path("werk/dossiers/nieuw/", desk_new.new_case, name="new_case"),
    path(CASE, desk_case.case, name="case"),
    path(CASE + "waarvoor/", desk_case.purpose, name="purpose"),
    path(CASE + "gesprek/", desk_tasks.conversation, name="conversation"),
    path(CASE + "meting/", desk_tasks.measurement, name="measurement"),
    path(CASE + "wensen/", desk_tasks.wishes, name="wishes"),
    path(CASE + "volgende-stap/", desk_tasks.next_action, name="next_action"),
    path(CASE + "contactpersoon/", lead_change.lead, name="lead"),
    path(CASE + "plan/", desk_goals.goal, name="goal"),
    path(CASE + "plan/<uuid:goal_id>/", desk_goals.goal_status, name="goal_status"),
    path(CASE + "stap/", desk_goals.step, name="step"),
    path(CASE + "stap/<uuid:step_id>/klaar/", desk_goals.step_done, name="step_done"),
    path(CASE + "toestemming/", desk_consents.consent, name="consent"),
    path(CASE + "toestemming/<uuid:consent_id>/intrekken/", desk_consents.take_back, name="take_back"),
]
