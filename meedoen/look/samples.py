"""Invented content of the style pages: no name here is of a real person, organisation or place."""

from django import forms

from meedoen.look.parts import AttendanceRow, Bar, Event, KeyFigure, Link, PersonRow, ServiceCard, TaskRow

SEARCH, DETAIL, FORM, LIST, REPORT = "zoeken", "detail", "formulier", "lijst", "rapport"

PAGES = [
    Link("Zoeken", f"/stijl/{SEARCH}/"),
    Link("Detail", f"/stijl/{DETAIL}/"),
    Link("Formulier", f"/stijl/{FORM}/"),
    Link("Lijst", f"/stijl/{LIST}/"),
    Link("Rapport", f"/stijl/{REPORT}/"),
]

LONG_NAME = (
    "Arbeidsmarkttoeleidingsactiviteitenprogramma voor buurtbewoners van het Voorbeeldkwartier-Noordoost"
)

CARDS = [
    ServiceCard(
        title="Samen koken en eten",
        url=f"/stijl/{DETAIL}/",
        organization="Buurthuis De Verzonnen Linde",
        summary="We koken met wat de buurttuin oplevert en eten daarna aan één lange tafel.",
        where="Voorbeeldlaan 12, op 8 minuten lopen",
        when="dinsdag 24 november, 16.00 tot 19.00 uur",
        for_whom="iedereen uit de buurt",
        price="€ 3 per keer",
        places="nog 4 plekken",
        places_tone="positive",
        assurance="klopt volgens de organisatie, 2 november 2026",
        assured=True,
        reasons=("Het is dichtbij", "Het is op een dag die jij kunt", "Je zei: ik houd van koken"),
    ),
    ServiceCard(
        title="Fietsen maken met de klusploeg",
        url=f"/stijl/{DETAIL}/",
        organization="Werkplaats Proefdraad",
        summary="Je leert banden plakken en remmen afstellen. Ervaring is niet nodig.",
        where="Testhof 3, op 15 minuten fietsen",
        when="elke woensdag, 9.30 tot 12.30 uur",
        for_whom="mensen met een uitkering",
        price="gratis",
        places="vol, er is een wachtlijst",
        places_tone="warning",
        assurance="klopt volgens de organisatie, 14 oktober 2026",
        assured=True,
    ),
    ServiceCard(
        title=LONG_NAME,
        url=f"/stijl/{DETAIL}/",
        organization="Samenwerkende Verzonnen Welzijnsorganisaties Voorbeeldstad en Omstreken",
        summary="Een naam die niet op één regel past, moet ook op een telefoon te lezen zijn.",
        where="op drie plekken in de wijk",
        assurance="beschreven in 2016, niet bevestigd",
    ),
]

TASKS = [
    TaskRow(
        "Bel Mees Verzonnen over de kookgroep",
        "#",
        "Afspraak uit het gesprek van 9 november",
        "vr 20 nov",
        True,
    ),
    TaskRow("Neem een nieuw signaal op", "#", "Doorgegeven door de wijkverpleegkundige", "vandaag"),
    TaskRow("Bereid het gesprek voor met Roos Bedacht", "#", "In het buurthuis, 14.00 uur", "morgen"),
]

PEOPLE = [
    PersonRow(
        "Mees Verzonnen",
        "#",
        ("Voorbeeldkwartier", "sinds mei 2026"),
        "Bellen over de kookgroep",
        "vr 20 nov",
        True,
    ),
    PersonRow(
        "Roos Bedacht", "#", ("Proefdorp", "sinds maart 2025"), "Gesprek in het buurthuis", "ma 23 nov"
    ),
    PersonRow(
        "Maximiliaan Yıldız-van der Voorbeeldenburgh tot Testenstein",
        "#",
        ("Voorbeeldkwartier-Noordoost", "sinds 2024"),
        "Plan opnieuw bekijken samen met de coördinator van de werkplaats",
        "do 3 dec",
        badge="afgeschermd",
        badge_tone="warning",
    ),
    PersonRow("Siem Fictie", "#", ("Proefdorp", "wil tot 1 februari met rust gelaten worden")),
]

ATTENDANCE = [
    ("sample-1", "Mees Verzonnen", "plek 1"),
    ("sample-2", "Roos Bedacht", "plek 2"),
    ("sample-3", "Maximiliaan Yıldız-van der Voorbeeldenburgh tot Testenstein", "eerste keer"),
]

EVENTS = [
    Event(
        "9 november 2026",
        "Gesprek in het buurthuis",
        "Mees wil graag koken voor anderen. We kijken samen bij de kookgroep.",
        "Buurtteam",
    ),
    Event("2 november 2026", "Eerste contact", "Gebeld. Mees vindt het goed dat we langskomen.", "Buurtteam"),
    Event("30 oktober 2026", "Signaal binnengekomen", "", "Wijkverpleegkundige"),
]

KEY_FIGURES = [
    KeyFigure("Mensen die meedoen", "412", "van de 550 die zijn afgesproken", "#"),
    KeyFigure("Wijken met te weinig plekken", "3", "Proefdorp, Testhof en Voorbeeldkwartier"),
    KeyFigure("Kosten per persoon", "€ 1.180", "afgesproken was € 1.250", "#"),
]

BARS = [
    Bar("Voorbeeldkwartier-Noordoost", 164, "164", 200, "200", "#"),
    Bar("Proefdorp", 121, "121", 110, "110", "#"),
    Bar("Testhof", 98, "98", 140, "140", "#"),
    Bar("Verzonnenveld", None, "minder dan 10", 40, "40"),
]

MONTHS = [("juli", 231), ("augustus", 198), ("september", 305), ("oktober", 377), ("november", 412)]

MAP = {
    "outlines": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"title": "Voorbeeldkwartier"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [[5.08, 52.09], [5.12, 52.1], [5.14, 52.08], [5.1, 52.07], [5.08, 52.09]]
                    ],
                },
            }
        ],
    },
    "points": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "title": "Samen koken en eten",
                    "url": "/stijl/detail/",
                    "text": "dinsdag, 16.00 uur",
                },
                "geometry": {"type": "Point", "coordinates": [5.1, 52.085]},
            },
            {
                "type": "Feature",
                "properties": {
                    "title": "Fietsen maken",
                    "url": "/stijl/detail/",
                    "text": "woensdag, 9.30 uur",
                },
                "geometry": {"type": "Point", "coordinates": [5.118, 52.089]},
            },
        ],
    },
}

STEP_HINTS = {
    "home": "Je komt weinig buiten en ziet weinig mensen.",
    "contact": "Je ziet elke week mensen buiten je huis.",
    "activity": "Je doet ergens aan mee, bijvoorbeeld een kookgroep.",
}


def attendance(marks: dict[str, str]) -> list[AttendanceRow]:
    """The sample rows of an attendance list, with the marks that were tapped."""
    return [AttendanceRow(key, name, marks.get(key, ""), note) for key, name, note in ATTENDANCE]


class SampleForm(forms.Form):
    """One field of each shape."""

    name = forms.CharField(
        label="Hoe heet je?",
        max_length=60,
        error_messages={"required": "Vul je naam in. Alleen je voornaam mag ook."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="Telefoonnummer",
        required=False,
        help_text="Dan bellen we je een dag van tevoren.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    day = forms.DateField(
        label="Wanneer wil je komen kijken?",
        error_messages={
            "required": "Kies een dag.",
            "invalid": "Kies een dag die bestaat, zoals 24-11-2026.",
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    step = forms.ChoiceField(
        label="Wat past nu het best bij jou?",
        choices=[("home", "Vooral thuis"), ("contact", "Onder de mensen"), ("activity", "Samen iets doen")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het best past. Je mag later iets anders kiezen."},
    )
    days = forms.MultipleChoiceField(
        label="Welke dagen kun je?",
        choices=[("mon", "maandag"), ("wed", "woensdag"), ("fri", "vrijdag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(
        label="In welke taal praat je het liefst?",
        choices=[("nl", "Nederlands"), ("ar", "Arabisch"), ("tr", "Turks")],
        error_messages={"required": "Kies een taal."},
    )
    wish = forms.CharField(
        label="Wat wil je ons nog vertellen?", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    agree = forms.BooleanField(
        label="Jullie mogen mijn vraag doorsturen naar de organisatie",
        help_text="Je kunt dit later weer intrekken.",
        error_messages={"required": "Zet hier een vinkje, anders kan de organisatie je niet helpen."},
    )


class SampleFilter(forms.Form):
    """What a list of services is narrowed by."""

    days = forms.MultipleChoiceField(
        label="Wanneer",
        choices=[("weekday", "overdag"), ("evening", "'s avonds"), ("weekend", "in het weekend")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    free = forms.BooleanField(label="Alleen gratis", required=False)
    district = forms.ChoiceField(
        label="Waar",
        choices=[("", "In de hele stad"), ("a", "Voorbeeldkwartier"), ("b", "Proefdorp")],
        required=False,
    )
