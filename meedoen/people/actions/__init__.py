"""Writes of persons and involvements: each leaves an owner and a date on what runs."""

from meedoen.people.actions.caseloads import hand_on_caseload
from meedoen.people.actions.endings import end_involvement, join_persons, note_death, note_move
from meedoen.people.actions.following import let_next_follow
from meedoen.people.actions.leads import answer_lead_change, ask_lead_change, name_lead, pass_on
from meedoen.people.actions.records import (
    NewPerson,
    begin_involvement,
    note_contact,
    plan_next_action,
    register_person,
)
from meedoen.people.actions.wishes import leave_alone, set_wish_aside, take_wish_back

__all__ = [
    "NewPerson",
    "answer_lead_change",
    "ask_lead_change",
    "begin_involvement",
    "end_involvement",
    "hand_on_caseload",
    "join_persons",
    "leave_alone",
    "let_next_follow",
    "name_lead",
    "note_contact",
    "note_death",
    "note_move",
    "pass_on",
    "plan_next_action",
    "register_person",
    "set_wish_aside",
    "take_wish_back",
]
