"""Invented words of invented people: what they want, what was talked about, what somebody worries about.

Dutch at B1. Streets are made up of two halves so that they do not exist.
"""

from dataclasses import dataclass

STREET_STARTS = (
    "Appelvink",
    "Berkenmos",
    "Dauwdruppel",
    "Eikenblad",
    "Fluitekruid",
    "Goudenregen",
    "Hazelmuis",
    "IJsvogel",
    "Kersenpit",
    "Lampion",
    "Mosterdzaad",
    "Notendop",
    "Ooievaarsbek",
    "Pimpernel",
    "Rietvink",
    "Schuimkop",
    "Twijgje",
    "Uilenveer",
    "Vlierbes",
    "Waterjuffer",
    "Windvlaag",
    "Zonnestip",
    "Zwaluwstaart",
    "Kwispel",
)
STREET_ENDS = ("hofje", "pad", "laantje", "steeg", "dreef", "plantsoentje")


@dataclass(frozen=True)
class Wish:
    """A goal by the four questions of the Stadskamer (F3.059), for one interest; `steps`
    are small next steps.
    """

    want: str
    need: str
    how: str
    result: str
    steps: tuple[str, ...]


WISHES: dict[str, tuple[Wish, ...]] = {
    "meeting": (
        Wish(
            "Ik wil vaker onder de mensen zijn.",
            "Iemand die de eerste keer met me meegaat.",
            "Elke week naar een vaste plek in de buurt.",
            "Dat ik mensen ken die gedag zeggen.",
            ("Samen een keer gaan kijken", "Kiezen welke dag past"),
        ),
        Wish(
            "Ik wil niet meer de hele dag alleen zitten.",
            "Een plek waar niemand haast heeft.",
            "Beginnen met één ochtend.",
            "Dat de week weer vorm krijgt.",
            ("Bellen met de coördinator", "Na een maand bespreken hoe het gaat"),
        ),
    ),
    "cooking": (
        Wish(
            "Ik wil weer eens voor een groep koken.",
            "Een keuken en mensen die mee-eten.",
            "Meedoen met een kookgroep.",
            "Dat ik trots ben op wat er op tafel staat.",
            ("Een keer meekijken in de keuken", "Eén recept meenemen"),
        ),
    ),
    "sport": (
        Wish(
            "Ik wil meer bewegen.",
            "Een groep die rustig aan doet.",
            "Elke week wandelen met anderen.",
            "Dat ik de trap weer op kom zonder te hijgen.",
            ("Goede schoenen zoeken", "De eerste keer samen gaan"),
        ),
    ),
    "creative": (
        Wish(
            "Ik wil weer iets maken met mijn handen.",
            "Een plek met spullen en rust.",
            "Eén middag in het atelier.",
            "Iets dat ik aan mijn kinderen kan laten zien.",
            ("Het atelier bekijken", "Kiezen wat ik wil maken"),
        ),
    ),
    "garden": (
        Wish(
            "Ik wil buiten bezig zijn.",
            "Handschoenen en iemand die weet wat onkruid is.",
            "Twee ochtenden in de buurttuin.",
            "Dat ik moe ben van werken en niet van piekeren.",
            ("De tuin bekijken", "Vragen welke ochtend het rustig is"),
        ),
    ),
    "crafts": (
        Wish(
            "Ik wil dingen repareren, dat kon ik vroeger goed.",
            "Gereedschap en een werkbank.",
            "Beginnen met een dag in de werkplaats.",
            "Dat anderen iets aan mij hebben.",
            ("Kennismaken in de werkplaats", "Afspreken wat ik wel en niet til"),
        ),
    ),
    "care": (
        Wish(
            "Ik wil iets voor een ander doen.",
            "Uitleg over wat er van mij verwacht wordt.",
            "Op bezoek bij iemand in de buurt.",
            "Dat iemand blij is als ik kom.",
            ("Een kennismaking plannen", "Vragen of ik eerst mee mag lopen"),
        ),
    ),
    "language": (
        Wish(
            "Ik wil beter Nederlands praten.",
            "Mensen die geduld hebben.",
            "Elke week naar het taalcafé.",
            "Dat ik zelf met de dokter kan praten.",
            ("Naar het taalcafé gaan", "Elke dag vijf woorden oefenen"),
        ),
    ),
    "computer": (
        Wish(
            "Ik wil zelf mijn zaken regelen op de computer.",
            "Iemand die het rustig voordoet.",
            "Computerhulp in de buurt.",
            "Dat ik mijn dochter niet meer hoef te bellen.",
            ("DigiD aanvragen met hulp", "Een keer naar computerhulp"),
        ),
    ),
    "money_help": (
        Wish(
            "Ik wil mijn post op orde.",
            "Iemand die meekijkt.",
            "Elke week de brieven openmaken, samen.",
            "Dat ik weer slaap.",
            ("Alle post in één tas meenemen", "Een lijstje van vaste lasten maken"),
        ),
    ),
    "work_experience": (
        Wish(
            "Ik wil weer ritme en iets van werk.",
            "Een plek waar fouten mogen.",
            "Beginnen met twee dagdelen.",
            "Dat ik weet of ik dit volhoud.",
            ("Een dag meelopen", "Afspreken hoe laat ik begin"),
        ),
    ),
    "retail": (
        Wish(
            "Ik wil in een winkel helpen.",
            "Iemand die de kassa uitlegt.",
            "Eén middag in de winkel.",
            "Dat ik met klanten durf te praten.",
            ("De winkel bekijken", "Kiezen tussen kassa en sorteren"),
        ),
    ),
    "volunteering": (
        Wish(
            "Ik wil iets terugdoen voor de buurt.",
            "Een team waar ik bij hoor.",
            "Meehelpen zolang het goed voelt.",
            "Dat ik weer ergens nodig ben.",
            ("Kiezen uit twee plekken", "Kennismaken met het team"),
        ),
    ),
    "nature_animals": (
        Wish(
            "Ik wil met dieren werken.",
            "Oude kleren en een vaste dag.",
            "Eén ochtend bij de dieren.",
            "Dat de dieren mij kennen.",
            ("Samen naar de dieren gaan kijken", "Vragen wat ik mag doen"),
        ),
    ),
    "coaching": (
        Wish(
            "Ik wil iemand die met me meedenkt.",
            "Een vast gezicht.",
            "Om de week samen iets doen.",
            "Dat ik het daarna zelf kan.",
            ("Een maatje ontmoeten", "Afspreken wat we samen doen"),
        ),
    ),
}

REASONS = {
    "participatiewet": (
        "Jaarlijks gesprek over meedoen.",
        "Had lang geen contact met Werk en Inkomen.",
        "Vroeg zelf om een gesprek over iets om handen.",
        "Na de wijkcontactdagen verder gepraat.",
    ),
    "wmo": (
        "Kwam zelf binnen bij de inloop.",
        "Na een signaal van iemand uit de buurt.",
        "Wil na een moeilijke tijd weer iets doen.",
        "Doorverwezen door de huisarts, met toestemming.",
    ),
}

OPENINGS = (
    "Kwam op tijd en had er zin in.",
    "Was eerst stil, later kwam het verhaal.",
    "Belde zelf om een dag te kiezen.",
    "Had de dochter meegenomen om te helpen met de taal.",
    "Ontving me thuis met koffie.",
    "Vond het spannend om te komen, maar was er wel.",
    "Kwam binnenlopen na de boodschappen.",
    "Zei meteen dat het een goede week was.",
    "Was moe en wilde het kort houden.",
    "Had een lijstje gemaakt.",
)
SITUATIONS = (
    "De dagen lijken op elkaar en gaan traag.",
    "Slaapt slecht en komt daardoor laat op gang.",
    "Heeft twee vaste contacten: een zus en een buurvrouw.",
    "De rug doet pijn bij lang staan.",
    "Na het overlijden van de partner is het stil in huis.",
    "De kinderen wonen ver weg en bellen op zondag.",
    "Zorgt voor een moeder die steeds meer vergeet.",
    "Durft sinds vorig jaar niet goed meer alleen de stad in.",
    "Heeft jaren in een keuken gewerkt en mist dat.",
    "Is blij met het nieuwe huis, maar kent er nog niemand.",
    "De schulden zijn onder controle, dat geeft rust.",
    "Kan goed met de handen werken en weinig met papieren.",
)
TALKS = (
    "We spraken over wat vroeger energie gaf.",
    "We keken samen wat er dichtbij is.",
    "We praatten over kleine stappen en wat te veel zou zijn.",
    "We namen de week door, dag voor dag.",
    "We hadden het over wat helpt als het tegenzit.",
    "We keken terug op de afgelopen maanden.",
)
AGREED = (
    "Ik bel over twee weken hoe het gaat.",
    "Volgende keer kiezen we samen een plek.",
    "Denkt er rustig over na. Nee zeggen mag.",
    "Gaat een keer kijken en laat weten hoe het was.",
    "We praten over een jaar weer, eerder mag altijd.",
    "Ik zoek drie dingen in de buurt uit en stuur ze op.",
    "Voor nu is het goed zo. Weet waar het buurtteam zit.",
)

STEP_NOTES = ("", "", "", "Samen besproken.", "Vooral in de ochtend lukt het.")

WORRIES = (
    "Komt nauwelijks meer buiten. De gordijnen blijven dicht en de post ligt op de mat.",
    "Spreekt soms dagen niemand. Wil graag iets doen, maar weet niet waar.",
    "Er is weinig eten in huis. Wil wel een keer met iemand praten.",
    "Klopt vaak aan voor kleine dingen. Ik denk dat het om aanspraak gaat.",
    "Ziet er moe uit en komt afspraken steeds later na.",
    "Zit sinds het ontslag de hele dag op het bankje voor de flat.",
    "De huur loopt achter en de deur gaat niet altijd open. Zei dat hulp welkom is.",
    "Komt anders elke week en is er nu al drie weken niet geweest.",
    "Vroeg of er iets is voor overdag. Mist het werk.",
    "Is pas verhuisd, spreekt weinig Nederlands en kent hier niemand.",
)

REPORTERS: tuple[tuple[str, str], ...] = (
    ("gp", "praktijkondersteuner"),
    ("nurse", "wijkverpleegkundige"),
    ("police", "wijkagent"),
    ("housing", "huismeester"),
    ("school", "intern begeleider"),
    ("welfare", "vrijwilliger"),
    ("other", "buur"),
)

LANGUAGE_SHARES: dict[tuple[str, ...], float] = {
    ("nl",): 58,
    ("nl", "ar"): 6,
    ("ar", "nl"): 6,
    ("nl", "tr"): 4,
    ("tr", "nl"): 4,
    ("ti",): 2,
    ("ti", "nl"): 3,
    ("so", "nl"): 3,
    ("fa", "nl"): 3,
    ("ar",): 4,
    ("en", "nl"): 2,
    ("uk", "en"): 1,
    ("pl", "nl"): 2,
    ("es", "nl"): 1,
    ("fr", "ar", "nl"): 1,
}
"""The best language first; the shares are a choice of the demo."""
