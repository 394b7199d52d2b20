"""The forms of outreach."""

from meedoen.outreach.forms.notices import (
    CloseForm,
    NoticeForm,
)

__all__ = [
    "CloseForm",
    "NoticeForm",
]
