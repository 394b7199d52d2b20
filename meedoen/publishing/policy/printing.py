"""How often one network address may ask for a PDF: setting one takes the server a tenth of a second."""

from datetime import timedelta

PRINTING_WINDOW = timedelta(minutes=10)
MOST_SHEETS = 60


def too_often(attempts: int) -> bool:
    """Whether this many sheets within the window are more than people make."""
    return attempts > MOST_SHEETS
