"""The report as an accessible PDF (PDF/UA-1), made by typst."""

import json
from pathlib import Path
from typing import Any

from meedoen.look.pdf import UnfitDocument, typeset
from meedoen.monitor.charts import PAPER, agreed_against_reached, can_draw

TEMPLATE = Path(__file__).parent / "templates" / "monitor" / "report.typ"
STRANGE_LETTER = (
    "In de naam van de afspraak, een regel of een partij staat een teken dat niet in de PDF past. "
    "Schrijf die naam met gewone letters."
)

__all__ = ["UnfitDocument", "report_pdf"]


def report_pdf(document: dict[str, Any]) -> bytes:
    """The PDF of a report.

    In: `shown.document`. It goes in as data, so no text of a user is ever read as markup.
    Raises Refused where the fonts were not built or lack a letter of a name, UnfitDocument where typst warns.
    """
    picture = agreed_against_reached(document["figures"], width=PAPER) if can_draw() else ""
    data = {"report": json.dumps(document), "chart": picture}
    return typeset(TEMPLATE, data, strange_letter=STRANGE_LETTER)
