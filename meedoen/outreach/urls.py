from django.urls import path

from meedoen.outreach.views import (
    answering,
    campaign_figures,
    campaigns,
    days,
    delivery,
    inviting,
    letters,
    notices,
)

app_name = "outreach"
CAMPAIGN = "werk/contactdagen/<uuid:campaign_id>/"
DAY = "werk/contactdagen/dag/<uuid:day_id>/"
DESK = "werk/balie/<uuid:day_id>/"

campaign_urls = [
    path("werk/contactdagen/", campaigns.campaign_list, name="campaigns"),
    path("werk/contactdagen/nieuw/", campaigns.new_campaign, name="new_campaign"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(CAMPAIGN + "wijzigen/", campaigns.change, name="change_campaign"),
    path(CAMPAIGN + "dagen/", campaigns.new_days, name="new_days"),
    path(CAMPAIGN + "starten/", campaigns.start, name="start_campaign"),
    path(CAMPAIGN + "afronden/", campaigns.finish, name="finish_campaign"),
    path(CAMPAIGN + "bellen/", inviting.calls, name="calls"),
    path(CAMPAIGN + "afspraak/", inviting.find, name="find_invitation"),
    path(CAMPAIGN + "afspraak/<uuid:invitation_id>/", inviting.invitation, name="invitation"),
    path(CAMPAIGN + "cijfers/", campaign_figures.own_figures, name="campaign_figures"),
    path(DAY + "wie/", campaigns.staff, name="staff_day"),
    path(DAY + "afzeggen/", campaigns.cancel, name="cancel_day"),
    path("werk/balie/", days.desk_list, name="desk_list"),
    path(DESK, days.desk, name="desk"),
    path(DESK + "uitkomst/<uuid:invitation_id>/", days.outcome, name="outcome"),
    path(DESK + "inloop/", days.walk_ins, name="walk_ins"),
    path(DESK + "sluiten/", days.close, name="close_day"),
    path("werk/dossiers/<uuid:case_id>/niet-uitnodigen/", inviting.pause, name="pause"),
    path("werk/cijfers/contactdagen/", campaign_figures.monitor_list, name="campaigns_monitor"),
    path(
        "werk/cijfers/contactdagen/<uuid:campaign_id>/",
        campaign_figures.monitor_figures,
        name="campaign_monitor",
    ),
]
LETTERS = "werk/contactdagen/brieven/<uuid:batch_id>/"
letter_urls = [
    path(CAMPAIGN + "brieven/", letters.letters, name="letters"),
    path(CAMPAIGN + "berichten/", letters.send, name="send_messages"),
    path(CAMPAIGN + "berichten/onzeker/", letters.unsure, name="unsure"),
    path(CAMPAIGN + "gebeld/<uuid:invitation_id>/", letters.called, name="called"),
    path(LETTERS, letters.batch, name="letter_batch"),
    path(LETTERS + "verder/", letters.again, name="letters_again"),
    path(LETTERS + "gepost/", letters.posted, name="letters_posted"),
    path(LETTERS + "weg/", letters.discard, name="letters_discard"),
    path("werk/contactdagen/bestand/<uuid:letter_file_id>/", letters.download, name="letter_file"),
]
answer_urls = [
    path("uitnodiging/", answering.answer_code, name="answer_code"),
    path("uitnodiging/<str:letter_code>/", answering.answer, name="answer"),
    path("uitnodiging/<str:letter_code>/afspraak.ics", answering.answer_calendar, name="answer_calendar"),
    path("koppeling/bezorging/", delivery.delivered, name="delivered"),
]
urlpatterns = [
    *campaign_urls,
    *letter_urls,
    *answer_urls,
    path("signaal/", notices.notice, name="notice"),
    path("signaal/bedankt/<str:receipt>/", notices.thanks, name="thanks"),
    path("signaal/bon/<str:receipt>/", notices.receipt, name="receipt"),
]
