#!/usr/bin/env python
"""Run a management command: ``python manage.py <command>``.

``setup`` is not Django's: it runs before there is anything that Django could start with.
"""

import os
import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.argv[1:2] == ["setup"]:
        setup = runpy.run_path(str(Path(__file__).resolve().parent / "flickrweb" / "setup.py"))
        sys.exit(setup["main"](sys.argv[2:]))

    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flickrweb.settings")
    execute_from_command_line(sys.argv)
