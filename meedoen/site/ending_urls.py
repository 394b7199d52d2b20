"""Rest, endings, doubles and family: pages of a case. Names of addresses: `ending:rest` and so on."""

from django.urls import path

from meedoen.site import desk_details, desk_double, desk_endings, family, wishes_alone

app_name = "ending"
CASE = "werk/dossiers/<uuid:case_id>/"

urlpatterns = [
    path("werk/inzage/opzij-gezet/", wishes_alone.set_aside_list, name="set_aside_list"),
    path("werk/dossiers/terug/", desk_endings.back_again, name="back_again"),
    path("werk/gesloten/<uuid:involvement_id>/gezien/", desk_endings.ending_seen, name="seen"),
    path("werk/leeftijden/", family.consent_ages, name="consent_ages"),
    path(CASE + "ouders/", family.guardians, name="guardians"),
    path(CASE + "ouders/<uuid:guardian_id>/stopt/", family.guardian_ends, name="guardian_ends"),
    path(CASE + "rust/", wishes_alone.rest, name="rest"),
    path(CASE + "rust/terug/", wishes_alone.rest_back, name="rest_back"),
    path(CASE + "rust/opzij/", wishes_alone.rest_aside, name="rest_aside"),
    path(CASE + "afsluiten/", desk_endings.end, name="end"),
    path(CASE + "verhuisd/", desk_endings.moved, name="moved"),
    path(CASE + "overleden/", desk_endings.death, name="death"),
    path(CASE + "dubbel/", desk_double.find_double, name="find_double"),
    path(CASE + "dubbel/<uuid:other_id>/", desk_double.join, name="join"),
    path(CASE + "gegevens/", desk_details.details, name="details"),
    path(CASE + "afschermen/", desk_details.shielding, name="shielding"),
]
