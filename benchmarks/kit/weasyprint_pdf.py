"""Runs under a Python that has WeasyPrint (requirements/bench.txt): a PDF per line read, its CPU back.

Usage: weasyprint_pdf.py page.html
"""

import sys
import time
from pathlib import Path

from weasyprint import HTML  # type: ignore[import-not-found]

page = Path(sys.argv[1])
for _ in sys.stdin:
    started = time.process_time()
    pdf = HTML(filename=str(page)).write_pdf(pdf_variant="pdf/ua-1")
    print(time.process_time() - started, len(pdf), flush=True)
