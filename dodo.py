"""The build: notebooks in the order in which they need each other, then a page for each.

    python -m doit                            all that is not up to date
    python -m doit notebook:03-retention      one notebook and what it needs
    python -m doit -s notebook:03-retention   that notebook alone
    python -m doit list --all                 what there is to do

What each task does is in newsclaims.build.tasks, the order of the notebooks in data/collection.toml.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(f"Post-Money needs Python 3.11 to 3.14; this one is {sys.version_info[0]}.{sys.version_info[1]}")
sys.path.insert(0, "notebooks")

from newsclaims.build import tasks

DOIT_CONFIG = tasks.begin()
task_check, task_notebook, task_page = tasks.task_check, tasks.task_notebook, tasks.task_page
