"""Reads of the monitor: numbers that the apps below hand out, and what was decided about the inventory."""

from meedoen.monitor.queries.reports import (
    FreshSplits,
    district_names,
    fresh_splits,
    half_year_report,
    municipal_picture,
)

__all__ = ["FreshSplits", "district_names", "fresh_splits", "half_year_report", "municipal_picture"]
