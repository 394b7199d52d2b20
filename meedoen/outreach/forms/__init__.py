"""The forms of outreach."""

from meedoen.outreach.forms.notices import (
    CloseForm,
    JoinForm,
    NoticeForm,
)

__all__ = [
    "CloseForm",
    "JoinForm",
    "NoticeForm",
]
