"""The command line `meedoen`: Django's management commands, with hyphens in their names."""

import os
import sys


def main() -> None:
    """Run one command; `load-initiatives` and `load_initiatives` are the same command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))

    argv = list(sys.argv)
    argv[0] = "meedoen"
    if len(argv) > 1 and not argv[1].startswith("-"):
        argv[1] = argv[1].replace("-", "_")
    execute_from_command_line(argv)


if __name__ == "__main__":
    main()
