"""Words of the frame around every page. Plain paths: the look stands on floor 0 and knows no app."""

VISITOR, RESIDENT, STAFF = "visitor", "resident", "staff"

NAVIGATION: dict[str, tuple[tuple[str, str], ...]] = {
    VISITOR: (
        ("Iets om te doen", "/aanbod/"),
        ("Wegwijzer", "/wegwijzer/"),
        ("Mijn lijst", "/lijst/"),
        ("Zorgen om iemand?", "/signaal/"),
    ),
    RESIDENT: (
        ("Mijn pagina", "/mijn/"),
        ("Iets om te doen", "/aanbod/"),
        ("Wegwijzer", "/wegwijzer/"),
    ),
    STAFF: (
        ("Werk", "/werk/"),
        ("Aanbod", "/aanbod/"),
        ("Wegwijzer", "/wegwijzer/"),
    ),
}

FOOTER: tuple[tuple[str, str], ...] = (
    ("Over Meedoen", "/over/"),
    ("Toegankelijkheid", "/toegankelijkheid/"),
)

SIGN_OUT_URL = "/uitloggen/"

NOTICE_TONES = {
    "debug": ("info", "info", "Goed om te weten"),
    "info": ("info", "info", "Goed om te weten"),
    "success": ("ok", "check", "Gelukt"),
    "warning": ("warning", "warning", "Let op"),
    "error": ("error", "error", "Er ging iets mis"),
}

BADGE_TONES = ("neutral", "info", "positive", "warning", "negative")
