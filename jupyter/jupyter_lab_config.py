"""Saving in JupyterLab changes in a notebook what its reader changed, and nothing else.

`make` puts this folder into the environment's etc/jupyter.
"""

import json
import os
import warnings


def keep_language(model, path, contents_manager, **_):
    """JupyterLab fills in what it knows of the language, patch version and all; the file keeps its own."""
    if model["type"] != "notebook":
        return
    try:
        with open(os.path.join(contents_manager.root_dir, path.strip("/")), encoding="utf-8") as file:
            before = json.load(file)["metadata"]["language_info"]
    except (OSError, ValueError, KeyError):
        return
    now = model["content"]["metadata"]
    if before.get("name") == now.get("language_info", {}).get("name"):
        now["language_info"] = before


warnings.filterwarnings(
    "ignore", "Overriding existing pre_save_hook"
)  # by itself: JupyterLab applies its settings twice
c.FileContentsManager.pre_save_hook = keep_language
