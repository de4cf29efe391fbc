"""Opening, running and saving a notebook changes nothing in its file but what its reader changed.

JupyterLab writes into a notebook what the kernel says of its language, patch version and all. The file
keeps its own words; JupyterLab is told the kernel's when it reads, so that it sees no change.
"""

from ipykernel.ipkernel import IPythonKernel
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError


class FaithfulContentsManager(AsyncLargeFileManager):
    """Jupyter's own manager of files, but for the ``language_info`` of notebooks in Python."""

    async def get(self, path, *args, **options):
        """What lies at ``path`` (dict), a notebook's language as the kernel has it."""
        model = await super().get(path, *args, **options)
        if model["type"] == "notebook" and model["content"]:
            language = model["content"]["metadata"].get("language_info", {})
            if language.get("name") == IPythonKernel.language_info["name"]:
                language.update(IPythonKernel.language_info)
        return model

    async def save(self, model, path=""):
        """Save ``model`` (dict) at ``path``, a notebook's language as the file has it."""
        if model.get("type") == "notebook" and model.get("content"):
            metadata = model["content"]["metadata"]
            try:
                before = (await super().get(path, type="notebook"))["content"]["metadata"]["language_info"]
                if before["name"] == metadata["language_info"]["name"]:
                    metadata["language_info"] = before
            except (HTTPError, KeyError):
                pass  # a new file, a broken one, or one that names no language
        return await super().save(model, path)


c.ServerApp.contents_manager_class = FaithfulContentsManager
