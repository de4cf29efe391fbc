"""The build: `python -m doit`. Its tasks are in newsclaims.build.tasks, its order in data/collection.toml."""

from newsclaims.build import tasks

DOIT_CONFIG = tasks.begin()
task_check, task_notebook, task_page = tasks.task_check, tasks.task_notebook, tasks.task_page
task_prose = tasks.task_prose
