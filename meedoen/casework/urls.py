from django.urls import URLPattern, path

from meedoen.casework.views import instrument_settings, instruments, ladder

app_name = "casework"
CASE = "werk/dossiers/<uuid:case_id>/"
MEASURED = CASE + "metingen/"
OFFERED = "werk/meetinstrumenten/"
THIS = OFFERED + "<slug:instrument>/"

ladder_urls = [path(CASE + "tredekiezer/", ladder.ladder_chooser, name="ladder")]

instrument_urls = [
    path("mijn/metingen/", instruments.own_measurements, name="own_measurements"),
    path(MEASURED, instruments.measurements, name="measurements"),
    path(MEASURED + "<slug:instrument>/", instruments.trend, name="trend"),
    path(MEASURED + "<slug:instrument>/invullen/", instruments.fill_in_page, name="fill_in"),
    path(MEASURED + "<slug:instrument>/papier/", instruments.paper, name="paper"),
    path(OFFERED, instrument_settings.instruments, name="instruments"),
    path("werk/meetinstrument-nieuw/", instrument_settings.add, name="add_instrument"),
    path(THIS, instrument_settings.one, name="instrument"),
    path(THIS + "wijzigen/", instrument_settings.change, name="change_instrument"),
    path(THIS + "versie/", instrument_settings.version, name="new_instrument_version"),
    path(THIS + "stand/", instrument_settings.switch, name="switch_instrument"),
    path(THIS + "onderdelen/nieuw/", instrument_settings.item, name="add_instrument_item"),
    path(THIS + "onderdelen/<int:position>/", instrument_settings.item, name="instrument_item"),
    path(THIS + "onderdelen/<int:position>/weg/", instrument_settings.drop_item, name="drop_instrument_item"),
]

urlpatterns: list[URLPattern] = [*ladder_urls, *instrument_urls]
