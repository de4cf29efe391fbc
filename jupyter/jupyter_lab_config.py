"""JupyterLab called in the collection's folder opens the overview beside its contents."""

import os
import shutil

START = "notebooks/00-overview.ipynb"
LAYOUTS = ".build/lab"  # each reader's own, kept from call to call

if os.path.isfile(START) and os.path.isdir("jupyter/workspaces"):
    c.LabApp.default_url = f"/lab/tree/{START}"
    try:
        if not os.path.isdir(LAYOUTS):
            shutil.copytree("jupyter/workspaces", LAYOUTS)
        c.LabApp.workspaces_dir = LAYOUTS
    except OSError:
        pass  # a folder that may not be written: JupyterLab's own layout does
