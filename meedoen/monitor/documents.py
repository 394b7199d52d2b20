"""The report as an accessible PDF (PDF/UA-1), made by typst."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from meedoen.monitor.charts import PAPER, agreed_against_reached, can_draw
from meedoen.shared.errors import Refused

TEMPLATE = Path(__file__).parent / "templates" / "monitor" / "report.typ"
NO_SUCH_LETTER = "could not be displayed with font"
STRANGE_LETTER = (
    "In de naam van de afspraak, een regel of een partij staat een teken dat niet in de PDF past. "
    "Schrijf die naam met gewone letters."
)


class UnfitDocument(Exception):
    """typst warned: what it made may miss letters or a font, however valid it is."""


def report_pdf(document: dict[str, Any]) -> bytes:
    """The PDF of a report.

    In: `shown.document`. It goes in as data, so no text of a user is ever read as markup.
    Raises Refused where the fonts were not built or lack a letter of a name, UnfitDocument where typst warns.
    """
    import typst  # Here and not above: 80 MB that only this needs.

    fonts = Path(settings.TYPST_FONTS)
    if not any(fonts.glob("*.ttf")):
        raise Refused("De letters voor de PDF ontbreken. Draai eerst: make setup")
    picture = agreed_against_reached(document["figures"], width=PAPER) if can_draw() else ""
    try:
        pdf, warnings = typst.compile_with_warnings(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(document), "chart": picture},
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        if NO_SUCH_LETTER in str(error):
            raise Refused(STRANGE_LETTER) from error
        raise
    if warnings:
        raise UnfitDocument("; ".join(warning.message for warning in warnings))
    return bytes(pdf)
