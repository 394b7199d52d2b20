"""The pages of the access log in the words of a resident."""

PAGES = {
    "own_pages": "Je eigen pagina",
    "caseload": "Lijst van mensen voor wie iemand het vaste contact is",
    "case": "Je dossier",
    "plan_paper": "Je plan op papier",
    "wmo_paper": "De bladzijde over je vraag om hulp",
    "caseload_search": "Zoeken in de eigen lijst",
    "double_check": "Controle of er al een dossier van je is",
    "notice": "Het signaal over jou",
    "details": "Je gegevens bijwerken",
    "lead_question": "Vraag wie je vaste contactpersoon wordt",
    "nobody_forgotten": "Lijst waarmee een teamleider zorgt dat niemand vergeten wordt",
    "endings": "Bericht dat een dossier gesloten is",
    "back_again": "Zoeken of je hier eerder was",
    "referral": "De overdracht van jou aan een ander",
    "suggestions": "Aanbod dat bij je past",
    "participants": "Lijst van deelnemers aan een activiteit",
    "attendance": "Aanwezigheidslijst van een activiteit",
}


def page_name(page: str) -> str:
    """The page in Dutch; a page without words yet is shown by its own name rather than left out."""
    return PAGES.get(page, page)
