"""The build: `python -m doit`. Its tasks are in newsclaims.build.tasks, its order in data/collection.toml."""

import sys

sys.modules["rfc3987_syntax"] = None  # jsonschema can do without; importing it takes a second

from newsclaims.build import tasks

DOIT_CONFIG = tasks.begin()
task_check, task_notebook, task_page = tasks.task_check, tasks.task_notebook, tasks.task_page
