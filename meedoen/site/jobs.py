"""Daily housekeeping that belongs to no app: old sessions, counted attempts, finished jobs of the queue."""

from datetime import timedelta

from django.core.management import call_command

from meedoen.shared.clock import now
from meedoen.trail.actions import forget_attempts

ATTEMPTS_KEPT = timedelta(days=1)
FINISHED_JOBS_KEPT_DAYS = 14


def clear_sessions() -> None:
    """Delete the sessions that have ended."""
    call_command("clearsessions", verbosity=0)


def forget_past_attempts() -> None:
    """Delete the counts of windows that are long over."""
    forget_attempts(before=now() - ATTEMPTS_KEPT)


def clear_finished_jobs() -> None:
    """Delete the queue's rows of jobs that ended over two weeks ago; what they did is in the trail."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=FINISHED_JOBS_KEPT_DAYS, verbosity=0)
