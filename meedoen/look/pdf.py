"""Accessible PDF (PDF/UA-1) by typst, for every app that puts something on paper (docs/adr/0051).

What users wrote goes in as data, so that no text of theirs is ever read as markup.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from meedoen.shared.errors import Refused

NO_SUCH_LETTER = "could not be displayed with font"
STRANGE_LETTER = "In de tekst staat een teken dat niet in de PDF past. Schrijf het met gewone letters."


class UnfitDocument(Exception):
    """typst warned: what it made may miss letters or a font, however valid it is."""


def typeset(template: Path, data: Mapping[str, str], *, strange_letter: str = STRANGE_LETTER) -> bytes:
    """The PDF that a typst template makes of `data`, which it reads as `sys.inputs`.

    Raises Refused where the fonts were not built, or with `strange_letter` where they lack a letter of the
    data; UnfitDocument where typst warns.
    """
    import typst  # Here and not above: 80 MB that only this needs.

    fonts = Path(settings.TYPST_FONTS)
    if not any(fonts.glob("*.ttf")):
        raise Refused("De letters voor de PDF ontbreken. Draai eerst: make setup")
    try:
        pdf, warnings = typst.compile_with_warnings(
            template,
            root=template.parent,
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs=dict(data),
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        if NO_SUCH_LETTER in str(error):
            raise Refused(strange_letter) from error
        raise
    if warnings:
        raise UnfitDocument("; ".join(warning.message for warning in warnings))
    return bytes(pdf)
