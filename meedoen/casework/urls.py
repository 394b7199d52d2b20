from django.urls import URLPattern, path

from meedoen.casework.views import instrument_settings, instruments, ladder, plans, referrals, talks, wmo

app_name = "casework"
CASE = "werk/dossiers/<uuid:case_id>/"
SENT = CASE + "overdracht/<uuid:referral_id>/"
RECEIVED = "werk/overdrachten/<uuid:referral_id>/"

referral_urls = [
    path("werk/overdrachten/", referrals.referral_list, name="referrals"),
    path(RECEIVED, referrals.referral, name="referral"),
    path(RECEIVED + "aannemen/", referrals.accept, name="accept_referral"),
    path(RECEIVED + "niet-aannemen/", referrals.decline, name="decline_referral"),
    path(CASE + "overdragen/", referrals.hand_over, name="hand_over"),
    path(SENT, referrals.sent, name="sent_referral"),
    path(SENT + "intrekken/", referrals.withdraw, name="withdraw_referral"),
]

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

ROUTE = CASE + "wmo/<uuid:route_id>/"

wmo_urls = [
    path("mijn/wmo/<uuid:route_id>/", wmo.own_paper, name="own_wmo_paper"),
    path(CASE + "wmo/", wmo.routes, name="wmo"),
    path(CASE + "wmo/nieuw/", wmo.new_route, name="new_wmo_route"),
    path(ROUTE, wmo.route, name="wmo_route"),
    path(ROUTE + "stap/<slug:step_name>/", wmo.step, name="wmo_step"),
    path(ROUTE + "verlengen/", wmo.longer, name="wmo_longer"),
    path(ROUTE + "stilzetten/", wmo.suspend, name="wmo_suspend"),
    path(ROUTE + "stilzetten/<uuid:suspension_id>/", wmo.suspension, name="wmo_suspension"),
    path(ROUTE + "beslissing/", wmo.decision, name="wmo_decision"),
    path(ROUTE + "afsluiten/", wmo.end, name="wmo_end"),
    path(ROUTE + "papier/", wmo.paper, name="wmo_paper"),
]

talk_urls = [
    path("mijn/gesprekken/", talks.own_talk_list, name="own_talks"),
    path("mijn/gesprekken/<uuid:conversation_id>/", talks.not_right, name="not_right"),
    path(CASE + "notitie/", talks.quick_note, name="quick_note"),
    path(CASE + "gesprek/<uuid:conversation_id>/samenvatting/", talks.summary, name="summary"),
    path("werk/gespreksvragen/", talks.question_lists, name="question_lists"),
    path("werk/gespreksvragen/<slug:kind>/", talks.questions, name="questions"),
]

plan_urls = [
    path("mijn/plan/papier/", plans.own_plan_paper, name="own_plan_paper"),
    path(CASE + "plan/soort/", plans.plan_kind, name="plan_kind"),
    path(CASE + "plan/bespreken/", plans.plan_review, name="plan_review"),
    path(CASE + "plan/papier/", plans.plan_paper, name="plan_paper"),
]

urlpatterns: list[URLPattern] = [
    *wmo_urls,
    *referral_urls,
    *ladder_urls,
    *instrument_urls,
    *talk_urls,
    *plan_urls,
]
