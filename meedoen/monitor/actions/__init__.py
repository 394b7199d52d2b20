"""Writes of the monitor."""

from meedoen.monitor.actions.need import settle_need
from meedoen.monitor.actions.reports import make_report, settle_splits
from meedoen.monitor.actions.screening import decide

__all__ = ["decide", "make_report", "settle_need", "settle_splits"]
