"""The classifications that every installation starts with, and the words by which people ask for them.

Synonyms are lower case and without accents where people leave them out. A functional manager adds words in
the settings pages; loading this list again takes none of those away.

Sources: life domains and activation levels are those of Deventer's framework (2002); the ladder's steps are
those of the participation ladder; the variants are Utrecht's kinds of subsidised place (2017). The interests
are Meedoen's own.
"""

from dataclasses import dataclass

from meedoen.directory.vocabulary import Access, TaxonomyCode, Variant


@dataclass(frozen=True)
class Term:
    """`words` is one text, its synonyms separated by commas."""

    code: str
    name: str
    words: str
    description: str = ""

    @property
    def synonyms(self) -> list[str]:
        return [word.strip() for word in self.words.split(",") if word.strip()]


@dataclass(frozen=True)
class Classification:
    code: TaxonomyCode
    name: str
    description: str
    terms: tuple[Term, ...]


INTERESTS = Classification(
    TaxonomyCode.INTEREST,
    "Wat je wilt doen",
    "Waar iemand zin in heeft. Meedoen deelt het aanbod zo in.",
    (
        Term(
            "meeting",
            "Ontmoeten",
            "mensen ontmoeten, ontmoeting, ontmoetingsplek, gezelligheid, gezellig, praten, kletsen,"
            " koffie, thee, koffieochtend, inloop, inloophuis, buurthuis, huiskamer, wijkcentrum,"
            " contact, vrienden, vriendschap, vriendin, spelletjes, spellen, kaarten, klaverjassen,"
            " bingo, uitje, uitjes, alleen, eenzaam, eenzaamheid, aanspraak, samen, erbij horen, chillen,"
            " hangen, bijkletsen, bakkie",
        ),
        Term(
            "cooking",
            "Koken en eten",
            "koken, eten, kookles, kookclub, kookgroep, keuken, bakken, taart, maaltijd, maaltijden,"
            " lunch, lunchen, diner, soep, eettafel, eetcafe, samen eten, buurtrestaurant, restaurant,"
            " catering, recepten, voeding, gezond eten, bbq, gratis eten, goedkoop eten, bikken, hapje eten",
        ),
        Term(
            "sport",
            "Sport en bewegen",
            "sporten, bewegen, beweging, fitness, gym, gymnastiek, sportschool, wandelen, wandelclub,"
            " wandelgroep, lopen, hardlopen, fietsen, fietstocht, zwemmen, voetbal, voetballen,"
            " basketbal, tennis, badminton, yoga, dansen, dansles, zumba, biljarten, biljart, judo,"
            " boksen, fit, fit worden, afvallen, conditie, gezond",
        ),
        Term(
            "creative",
            "Creatief, muziek en theater",
            "creatief, tekenen, schilderen, schilderles, schildersclub, kunst, kunstenaar, atelier,"
            " knutselen, handwerken, breien, haken, naaien, naaiatelier, kleding maken, borduren,"
            " keramiek, klei, boetseren, muziek, muziek maken, zingen, koor, gitaar, piano, drummen,"
            " band, toneel, toneelspelen, theater, acteren, cabaret, dans, fotografie, foto's, film,"
            " schrijven, gedichten, verhalen, sieraden, mozaiek",
        ),
        Term(
            "garden",
            "Tuin en groen",
            "tuin, tuinen, tuinieren, tuinwerk, groen, groenonderhoud, planten, bloemen, moestuin,"
            " volkstuin, buurttuin, wijktuin, voedseltuin, groente, groenten, kas, snoeien, schoffelen,"
            " zaaien, buiten werken, hovenier, stadslandbouw, plantsoen",
        ),
        Term(
            "crafts",
            "Techniek, hout en klussen",
            "techniek, technisch, hout, houtbewerking, timmeren, klussen, klus, klusjes, klusser,"
            " repareren, reparatie, repaircafe, repair cafe, fietsenmaker, fietsen maken,"
            " fietsenwerkplaats, werkplaats, meubels, meubels maken, lassen, metaal, elektronica,"
            " elektra, schilder, verven, opknappen, bouwen, sleutelen, brommer, auto, gereedschap",
        ),
        Term(
            "care",
            "Zorgen voor anderen",
            "zorg, zorgen, verzorgen, helpen, mensen helpen, iemand helpen, ouderen, bejaarden,"
            " bejaardenhuis, verpleeghuis, verzorgingshuis, bezoeken, op bezoek, wandelen met ouderen,"
            " oppassen, kinderen, kinderopvang, mantelzorg, mantelzorger, respijtzorg, ziekenhuis,"
            " gehandicapten, boodschappen doen, burenhulp",
        ),
        Term(
            "language",
            "Taal en leren",
            "taal, taalles, taalcafe, nederlands, nederlands leren, nederlandse les, nederlandse taal,"
            " lezen, schrijven, leren lezen, leren, les, lessen, cursus, cursussen, inburgering,"
            " inburgeren, laaggeletterd, taalmaatje, conversatie, spreken, praten in het nederlands,"
            " studeren, school, opleiding, rekenen, engels, rijles, theorie, diploma, bibliotheek,"
            " boeken",
        ),
        Term(
            "computer",
            "Computer",
            "computers, computerles, computercursus, internet, laptop, tablet, ipad, telefoon,"
            " smartphone, mobiel, digitaal, digivaardig, digid, e-mail, email, mailen, typen, whatsapp,"
            " programmeren, website, games, gamen",
        ),
        Term(
            "money_help",
            "Hulp met geld en papieren",
            "geld, schuld, schulden, schuldhulp, schuldhulpverlening, schuldsanering, budget,"
            " budgetteren, rekening, rekeningen, betalen, papieren, post, brieven, brief, formulier,"
            " formulieren, formulierenhulp, administratie, belasting, toeslag, toeslagen, huurtoeslag,"
            " zorgtoeslag, uitkering aanvragen, aanvraag, regelen, spreekuur, voedselbank, armoede,"
            " doekoe, cash, pegels, blut, platzak, boete, incasso, deurwaarder, blauwe envelop",
        ),
        Term(
            "work_experience",
            "Werkervaring",
            "werk, werken, werkervaringsplek, werkervaringsplaats, werkplek, baan, baantje, betaald"
            " werk, solliciteren, sollicitatie, vacature, cv, stage, proefplaatsing, leerwerkplek,"
            " leerwerkplaats, beroep, re-integratie, reintegratie, aan het werk, aan de slag,"
            " schoonmaken, schoonmaak, magazijn, inpakken, productie, logistiek, dagbesteding,"
            " arbeidsmatig",
        ),
        Term(
            "retail",
            "Winkel en horeca",
            "winkel, winkelen, verkopen, verkoop, kassa, kringloop, kringloopwinkel, tweedehands,"
            " weggeefwinkel, kledingwinkel, horeca, cafe, bediening, serveren, barista, lunchroom,"
            " koffiebar, gastvrouw, gastheer, balie, receptie, kantine",
        ),
        Term(
            "business",
            "Eigen bedrijf",
            "bedrijf, eigen bedrijf, eigen zaak, ondernemen, ondernemer, ondernemerschap, zzp,"
            " zelfstandig, zelfstandige, ondernemingsplan, bedrijfsplan, kvk, cooperatie, geld"
            " verdienen, bedrijfje, bedrijf beginnen",
        ),
        Term(
            "volunteering",
            "Vrijwilligerswerk",
            "vrijwilliger, vrijwilligers, vrijwillig, vrijwilligerswerk doen, vrijwilligersplek, iets"
            " doen voor een ander, iets terugdoen, helpen in de buurt, buurt, buurtwerk, wijk, nuttig,"
            " handje helpen, meehelpen, meewerken, bestuur, maatschappelijke participatie, sociale"
            " activering, tegenprestatie",
        ),
        Term(
            "nature_animals",
            "Dieren en boerderij",
            "dieren, dier, boerderij, stadsboerderij, kinderboerderij, zorgboerderij, paarden, paard,"
            " hond, honden, hond uitlaten, kat, katten, konijnen, kippen, geiten, schapen, koeien, stal,"
            " dierenasiel, natuur, bos, vogels, imker, bijen, park",
        ),
        Term(
            "coaching",
            "Begeleiding en maatjes",
            "begeleiding, begeleider, coach, coaching, maatje, maatjes, buddy, steun, ondersteuning,"
            " hulp, hulpverlening, gesprek, gesprekken, praten met iemand, lotgenoten,"
            " ervaringsdeskundige, zelfvertrouwen, training, plan maken, wijkcoach, buurtteam",
        ),
    ),
)

LIFE_DOMAINS = Classification(
    TaxonomyCode.LIFE_DOMAIN,
    "Leefgebied",
    "De zeven leefgebieden van het beleidskader van Deventer (2002). Meedoen deelt het aanbod zo in.",
    (
        Term(
            "income",
            "Inkomen",
            "inkomen, geld, schuld, schulden, rondkomen, uitkering, bijstand, arm, armoede, rekeningen",
        ),
        Term(
            "work",
            "Werk",
            "werk, werken, werkloos, baan, arbeid, solliciteren, re-integratie, vrijwilligerswerk, bezigheid",
        ),
        Term(
            "education",
            "Opleiding",
            "opleiding, school, leren, scholing, cursus, studie, diploma, taal, taalles, onderwijs",
        ),
        Term(
            "housing",
            "Wonen",
            "wonen, woning, huis, huur, huisuitzetting, dakloos, daklozen, opvang, buren, overlast,"
            " woonruimte",
        ),
        Term(
            "health",
            "Gezondheid",
            "gezondheid, gezond, ziek, ziekte, pijn, lichaam, psychisch, psychische klachten,"
            " depressie, somber, stress, burn-out, verslaving, verslaafd, alcohol, drugs, beperking,"
            " handicap, ggz, lvb, autisme, bewegen",
        ),
        Term(
            "social_contacts",
            "Sociale contacten",
            "contact, contacten, mensen ontmoeten, eenzaam, eenzaamheid, alleen, vrienden, buren,"
            " netwerk, gezelligheid, ontmoeten",
        ),
        Term(
            "parenting",
            "Opvoeding",
            "opvoeding, opvoeden, kind, kinderen, ouder, ouders, moeder, vader, gezin, baby, puber",
        ),
    ),
)

ACTIVATION_LEVELS = Classification(
    TaxonomyCode.ACTIVATION_LEVEL,
    "Niveau",
    "De vier niveaus van sociale activering van het beleidskader van Deventer (2002)."
    " Meedoen deelt het aanbod zo in.",
    (
        Term(
            "1",
            "Aan jezelf werken",
            "persoonlijke ontwikkeling, zelfvertrouwen, tot rust komen, rust, structuur, dagritme",
        ),
        Term(
            "2",
            "Mensen ontmoeten",
            "sociale contacten, ontmoeten, onder de mensen, erbij horen, isolement",
        ),
        Term(
            "3",
            "Iets nuttigs doen",
            "nuttig, nuttige activiteit, zinvol, dagbesteding, vrijwilligerswerk, bijdragen",
        ),
        Term(
            "4",
            "Een stap naar werk",
            "stap naar werk, dichter bij werk, werkervaring, naar betaald werk, toeleiding",
        ),
    ),
)

LADDER_STEPS = Classification(
    TaxonomyCode.LADDER_STEP,
    "Trede van de participatieladder",
    "De zes treden van de participatieladder. Alleen ingevuld waar de bron een trede noemt.",
    (
        Term("1", "Geïsoleerd", "geisoleerd, isolement, trede 1"),
        Term("2", "Sociale contacten buitenshuis", "sociale contacten, buitenshuis, trede 2"),
        Term("3", "Deelname aan georganiseerde activiteiten", "georganiseerde activiteiten, trede 3"),
        Term("4", "Onbetaald werk", "onbetaald werk, vrijwilligerswerk, trede 4"),
        Term(
            "5",
            "Betaald werk met ondersteuning",
            "werk met ondersteuning, betaald werk met begeleiding, trede 5",
        ),
        Term("6", "Betaald werk", "betaald werk, gewone baan, trede 6"),
    ),
)

ACCESS = Classification(
    TaxonomyCode.ACCESS,
    "Toegang",
    "Of iemand een indicatie nodig heeft om mee te doen.",
    (
        Term(
            Access.OPEN,
            "Voor iedereen, zonder indicatie",
            "zonder indicatie, open, vrij toegankelijk, voor iedereen",
        ),
        Term(Access.MIXED, "Met en zonder indicatie", "met of zonder indicatie"),
        Term(Access.INDICATION, "Met een indicatie", "indicatie, met indicatie, beschikking, pgb"),
    ),
)

VARIANTS = Classification(
    TaxonomyCode.VARIANT,
    "Soort plek",
    "De soorten gesubsidieerde plek die Utrecht kent (2017).",
    (
        Term(Variant.JOIN_IN, "Meedoen", "sociale prestatie"),
        Term(Variant.WORK_ALONG, "Meewerken", "sociale prestatie, meehelpen"),
        Term(Variant.WORK_LIKE, "Arbeidsmatige activering", "arbeidsmatig, arbeidsmatige dagbesteding"),
    ),
)

THEMES = Classification(
    TaxonomyCode.THEME,
    "Buurtthema",
    "De vijf thema's van diensten in de buurt (Deventer en Utrecht).",
    (
        Term("clean", "Schoon", "schoon, opruimen, zwerfvuil, vegen, afval"),
        Term("in_repair", "Heel", "heel, repareren, maken, onderhoud, klus, stuk"),
        Term("safe", "Veilig", "veilig, toezicht, buurtwacht, overlast"),
        Term("pleasant", "Prettig", "prettig, gezellig, ontmoeten, feest"),
        Term("caring", "Zorgzaam", "zorgzaam, zorgen, boodschappen, gezelschap, vervoer"),
    ),
)

LEGAL_DOMAINS = Classification(
    TaxonomyCode.LEGAL_DOMAIN,
    "Wettelijk kader",
    "Onder welke wet het aanbod valt, waar dat zo is.",
    (
        Term("open", "Vrij toegankelijk", "vrij toegankelijk, algemene voorziening, zonder verwijzing"),
        Term(
            "participatiewet",
            "Participatiewet",
            "participatiewet, bijstand, wwb, abw, pw, wet werk en bijstand",
        ),
        Term("wmo", "Wmo", "wmo, wet maatschappelijke ondersteuning, awbz, maatwerkvoorziening"),
        Term("jeugdwet", "Jeugdwet", "jeugdwet, jeugdzorg, jeugdhulp"),
    ),
)

TARGET_GROUPS = Classification(
    TaxonomyCode.TARGET_GROUP,
    "Voor wie",
    "Voor wie het aanbod vooral bedoeld is. Meedoen deelt het zo in, naar de groepen in de documenten.",
    (
        Term("everybody", "Iedereen", "iedereen, alle bewoners, alle inwoners"),
        Term(
            "benefit", "Mensen met een uitkering", "uitkering, bijstand, bijstandsuitkering, ww, wia, wajong"
        ),
        Term(
            "far_from_work",
            "Mensen ver van betaald werk",
            "ver van werk, langdurig werkloos, fase 4, arrangement 4",
        ),
        Term("young", "Jongeren", "jongeren, jeugd, tieners, jong, jongvolwassenen"),
        Term("older", "Ouderen", "ouderen, senioren, bejaarden, oud, gepensioneerd"),
        Term(
            "newcomers",
            "Nieuwkomers",
            "nieuwkomers, vluchtelingen, statushouders, migranten, inburgeraars, asielzoekers",
        ),
        Term("parents", "Ouders", "ouders, moeders, vaders, gezinnen"),
        Term("carers", "Mantelzorgers", "mantelzorgers, mantelzorger"),
        Term(
            "disability",
            "Mensen met een beperking",
            "beperking, lichamelijke beperking, verstandelijke beperking, lvb, gehandicapt",
        ),
        Term(
            "mental_health", "Mensen met psychische klachten", "psychische klachten, psychisch kwetsbaar, ggz"
        ),
        Term("addiction", "Mensen met een verslaving", "verslaving, verslaafd, verslavingszorg"),
        Term("homeless", "Mensen zonder huis", "dakloos, thuisloos, zwerfjongeren, opvang"),
        Term("alone", "Mensen die alleen zijn", "eenzaam, alleen, alleenstaand, isolement"),
    ),
)

ACCESSIBILITY = Classification(
    TaxonomyCode.ACCESSIBILITY,
    "Toegankelijkheid",
    "Hoe een plek te bereiken en te gebruiken is.",
    (
        Term("wheelchair", "Geschikt voor een rolstoel", "rolstoel, drempelvrij, rolstoeltoegankelijk"),
        Term("accessible_toilet", "Aangepast toilet", "aangepast toilet, invalidentoilet"),
        Term("lift", "Lift of alles gelijkvloers", "lift, gelijkvloers"),
        Term("hearing_loop", "Ringleiding", "ringleiding, slechthorend, doof"),
        Term("quiet", "Rustige ruimte", "prikkelarm, rustig, stilteruimte"),
        Term("parking", "Parkeerplek dichtbij", "parkeren, parkeerplaats, gehandicaptenparkeerplaats"),
        Term("public_transport", "Halte dichtbij", "bus, tram, halte, openbaar vervoer"),
    ),
)

CLASSIFICATIONS = (
    INTERESTS,
    LIFE_DOMAINS,
    ACTIVATION_LEVELS,
    LADDER_STEPS,
    ACCESS,
    VARIANTS,
    THEMES,
    LEGAL_DOMAINS,
    TARGET_GROUPS,
    ACCESSIBILITY,
)

# Words that say nothing about what somebody looks for.
SAYING_NOTHING = """
aan af al als bij dan dat de die dit doe doen door een en er ergens etc ga gaan graag heb hem
het hier hij hoe hun iemand iets ik in is je jij jou jouw kan kun kunnen leuk leuke maar me meer
mee met mij mijn moet naar niet nog of om onze ook op over te tijdens tot u uit uw van vind
vinden voor waar want wat we welke wie wij wil willen wilt worden ze zich zij zijn zo zoek
zoeken
"""
