"""Words for the same, and what compounds are made of: data for the search (docs/adr/0070)."""

# Words for the same, each group one text: old and new terms of the law, trade words, and words of the street.
# A text with one of them is found by the others too. Utrecht's sociale prestatie is another thing than the
# tegenprestatie of the law, and no group joins them.
SAME_MEANING = (
    "sociale activering, maatschappelijke participatie",
    "tegenprestatie, maatschappelijke participatie",
    "bijstand, bijstandsuitkering, wwb, abw, participatiewet, wet werk en bijstand, sociale dienst",
    "uitkering, steun, bijstand, bijstandsuitkering",
    "wajong, wajonger, jonggehandicapt",
    "wsw, sw, beschut werk, beschut werken, sociale werkvoorziening, sociale werkplaats",
    "awbz, wlz, wet langdurige zorg",
    "re-integratie, reintegratie, toeleiding, stap naar werk, begeleiding naar werk",
    "jobcoach, werkcoach, klantmanager, werkmatcher",
    "buurtteam, wijkteam, sociaal team, sociaal wijkteam",
    "dagbesteding, dagactiviteiten, dagopvang, zinvolle daginvulling",
    "respijtzorg, mantelzorgondersteuning, vervangende zorg, zorg overnemen",
    "ervaringsdeskundige, ervaringswerker, lotgenoot, dezelfde ervaring",
    "licht verstandelijke beperking, lvb",
    "ggz, psychiatrie, psychiatrische problemen, psychische problemen, psychosociale problemen",
    "verslaving, verslaafd, verslaafde, alcohol, drank, drugs, verslavingszorg",
    "dakloos, dakloze, daklozen, thuisloos, thuislozen, zwerver, op straat",
    "schulden, schuld, betalingsachterstand, deurwaarder, incasso, rood staan, blut",
    "rondkomen, geldzorgen, budgetteren",
    "wonen, woning, huis, huisbaas, verhuurder, huurachterstand, huisuitzetting, ontruiming",
    "inburgeren, statushouder, vluchteling, nieuwkomer, asielzoeker",
    "klus, klussen, klusje, karwei, lamp ophangen, kraan repareren",
    "oud, ouderen, oma, opa, senioren, bejaarden",
    "werken, arbeid, baan, baantje, job",
)

# Words that Dutch compounds are made of and that are no synonym of a term.
PARTS_OF_COMPOUNDS = """
avond beurs besteding bewoners bijeenkomst bijles brigade buurt cafe centrum circuit club coach cursus dag
deal dienst dienstverlening diner door eet feest fiets fonds gast gebruik geld gids groep hand hang honk huis
hulpverlening jaar jeugd jongeren kamer kast kennis keuken kinder klas kleding kook krant kring lees les
levens loket maaltijd maand maatje man mannen markt middag moeder nacht naai ochtend ondersteuning
ontbijt ontmoetings oppas opvang ouder plan plaats plek plein ploeg praat praktijk project punt ruimte salon
samen schaak schilder school schrijf speel speelgoed spel spreek spullen stad steun straat taal tafel team
telefoon thuis traject training tuin uitje uitleen uur vader vakantie vereniging verhaal verkeer verlening
vrouw vrouwen wandel wasserij week werk wijk winkel workshop zaal zang ziekte zitting zomer zorg zwem
"""
