from django.urls import path

from meedoen.editing.views import deciding, doubles, history, lookalikes, organization, own, service, suggest

app_name = "editing"
urlpatterns = [
    path("aanbod/<uuid:service_id>/klopt-niet/", suggest.suggest_page, name="suggest"),
    path("voorstel/<str:proposal_code>/", suggest.receipt, name="receipt"),
    path("werk/aanbod/", own.services_page, name="services"),
    path("werk/aanbod/nieuw/", service.new_service, name="new_service"),
    path("werk/aanbod/lijkt-op/", lookalikes.lookalikes, name="lookalikes"),
    path("werk/aanbod/<uuid:service_id>/", service.service_page, name="service"),
    path("werk/aanbod/<uuid:service_id>/plekken/", own.capacity, name="capacity"),
    path("werk/aanbod/<uuid:service_id>/geschiedenis/", history.service_history, name="service_history"),
    path(
        "werk/aanbod/<uuid:service_id>/geschiedenis/<uuid:revision_id>/terug/",
        history.undo_service,
        name="undo_service",
    ),
    path("werk/organisatie/nieuw/", organization.new_organization, name="new_organization"),
    path("werk/organisatie/<uuid:organization_id>/", organization.organization_page, name="organization"),
    path(
        "werk/organisatie/<uuid:organization_id>/geschiedenis/",
        history.organization_history,
        name="organization_history",
    ),
    path(
        "werk/organisatie/<uuid:organization_id>/geschiedenis/<uuid:body_revision_id>/terug/",
        history.undo_organization,
        name="undo_organization",
    ),
    path("werk/plek/<uuid:location_id>/", organization.location_page, name="location"),
    path("werk/plek/<uuid:location_id>/geschiedenis/", history.location_history, name="location_history"),
    path(
        "werk/plek/<uuid:location_id>/geschiedenis/<uuid:place_revision_id>/terug/",
        history.undo_location,
        name="undo_location",
    ),
    path("werk/voorstellen/", own.proposals_page, name="proposals"),
    path("werk/voorstellen/<uuid:proposal_id>/", deciding.proposal_page, name="proposal"),
    path("werk/voorstellen/<uuid:proposal_id>/intrekken/", deciding.withdraw_proposal, name="withdraw"),
    path("werk/besluiten/", deciding.decisions_page, name="decisions"),
    path("werk/dubbel/", doubles.doubles_page, name="doubles"),
    path("werk/dubbel/<uuid:first>/<uuid:second>/", doubles.merge_page, name="merge"),
]
