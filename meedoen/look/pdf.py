"""Accessible PDF (PDF/UA-1) by typst, for every app that puts something on paper (docs/adr/0051).

What users wrote goes in as data, so that no text of theirs is ever read as markup.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from meedoen.shared.errors import Refused

NO_SUCH_LETTER = "could not be displayed with font"
KEPT_DOCUMENTS = 10
STRANGE_LETTER = "In de tekst staat een teken dat niet in de PDF past. Schrijf het met gewone letters."


class StrangeLetter(Refused):
    """A text holds a letter that no font of ours has."""


class UnfitDocument(Exception):
    """typst warned: what it made may miss letters or a font, however valid it is."""


class Typesetter:
    """One compiler for a template, used again for each document: what fonts it read stays read."""

    def __init__(self, template: Path) -> None:
        """Raises Refused where the fonts were not built."""
        import typst  # Here and not above: 80 MB that only this needs.

        fonts = Path(settings.TYPST_FONTS)
        if not any(fonts.glob("*.ttf")):
            raise Refused("De letters voor de PDF ontbreken. Draai eerst: make setup")
        self._template = template
        self._compiler = typst.Compiler(root=template.parent, font_paths=[fonts], ignore_system_fonts=True)
        self._error = typst.TypstError

    def typeset(self, data: Mapping[str, str], *, strange_letter: str = STRANGE_LETTER) -> bytes:
        """The PDF that the template makes of `data`, which it reads as `sys.inputs`.

        Raises StrangeLetter with that sentence where the fonts lack a letter of the data; UnfitDocument
        where typst warns.
        """
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                self._template, sys_inputs=dict(data), pdf_standards="ua-1"
            )
        except self._error as error:
            if NO_SUCH_LETTER in str(error):
                raise StrangeLetter(strange_letter) from error
            raise
        if warnings:
            raise UnfitDocument("; ".join(warning.message for warning in warnings))
        if not isinstance(pdf, bytes):
            raise UnfitDocument("no PDF")
        return pdf

    def forget(self) -> None:
        """Let go of what was set: typst keeps whatever one of the last ten documents used.

        After a document of hundreds of pages that is hundreds of megabytes; some empty ones push it out.
        """
        for _ in range(KEPT_DOCUMENTS + 1):
            self._compiler.compile(input=b"")


def typeset(template: Path, data: Mapping[str, str], *, strange_letter: str = STRANGE_LETTER) -> bytes:
    """One document of a template: see `Typesetter`."""
    return Typesetter(template).typeset(data, strange_letter=strange_letter)
