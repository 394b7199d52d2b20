"""Deciding what needs approval, what a reviewer may do, and what days and times mean. Pure."""
