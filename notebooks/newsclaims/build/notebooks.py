"""Running the notebooks: same sources, same bytes.

A notebook is run from its folder in a fresh kernel, then brought to one form, and written back only if it
changed. A warning, an error or any other text on stderr stops it, and the file stays as it was.
"""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from .. import tables
from ..evidence.escaping import escape_markdown
from ..pages import listings
from . import kernels

NOT_COMPUTED = "not_computed"  # in the metadata of an output: why its cell stopped
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# what exporters need to know, without the version of Python: it names no machine
LANGUAGE = {"name": "python", "file_extension": ".py", "nbconvert_exporter": "python"}


class NotebookError(Exception):
    """A notebook that did not run to its end in silence; one line with notebook, cell and reason."""


def run(path: Path, tolerant: bool = False) -> bool:
    """Run the notebook at ``path`` and write its outputs into it; True if its bytes changed.

    ``kernels.start`` comes first. ``tolerant``: a cell that cannot be computed says so in its output and the
    run goes on, as in a what-if, where numbers are missing on which cells rest. Raises NotebookError.
    """
    path = path.resolve()
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    running: dict[str, Any] = {}  # the cell that runs at the moment
    listed: set[str] = set()  # ids in the listings so far

    async def executed(cell: Any, cell_index: int, execute_reply: dict[str, Any]) -> None:
        content = execute_reply["content"]
        if content["status"] != "ok":
            if not tolerant:
                return
            cell.outputs = [not_computed(_reason_of(content["ename"], content["evalue"]))]
            for statement in _saving(cell.source):
                await _asked(client.kc, statement, "")
        told = [output.text for output in cell.outputs if output.get("name") == "stderr"]
        if tolerant:
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        elif told:
            raise NotebookError(_where(path, notebook, running) + _reason(told[0]))
        behind = notebook.cells[cell_index + 1 : cell_index + 2]
        if behind and behind[0].metadata.get("ledger") == "derived":
            behind[0].metadata["ids"] = [id for id in await _derived(client.kc) if id not in listed]
            listed.update(behind[0].metadata["ids"])

    client = NotebookClient(
        notebook,
        km=kernels.manager(path.stem),
        timeout=600,
        allow_errors=tolerant,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=lambda cell, cell_index: running.update(cell=cell),
        on_cell_executed=executed,
    )
    client.log.disabled = True  # what goes wrong is raised, and told in one line
    try:
        client.execute(cleanup_kc=True)
    except CellExecutionError as error:
        raise NotebookError(
            _where(path, notebook, running) + _line(f"{error.ename}: {error.evalue}")
        ) from None
    except CellTimeoutError:
        raise NotebookError(_where(path, notebook, running) + "took longer than ten minutes") from None
    except RuntimeError:  # DeadKernelError, or one that never came to life
        raise NotebookError(
            _where(path, notebook, running) + "the kernel died; is there memory enough?"
        ) from None
    if tolerant:
        _write_lacking(path.stem)
    listings.refresh(notebook, path.stem)
    return tables.write_bytes(path, normal(notebook))


def not_computed(reason: str) -> nbformat.NotebookNode:
    """The output of a cell that stopped for ``reason``."""
    said = f"Not computed here: what this rests on is absent or undetermined ({_line(reason)[:200]})."
    return nbformat.v4.new_output(
        "display_data",
        {"text/markdown": f"**{escape_markdown(said)}**", "text/plain": said},
        metadata={"text/markdown": {NOT_COMPUTED: _line(reason)[:200]}},
    )


def _reason_of(error: str, words: str) -> str:
    """Why a cell stopped; that a name is not there only says that the cell that makes it had stopped."""
    name = re.fullmatch(r"name '(\w+)' is not defined", words) if error == "NameError" else None
    return f"it needs {name[1]}, which an earlier cell could not compute" if name else f"{error}: {words}"


def _saving(code: str) -> list[str]:
    """The statements of a cell that write a table of what the notebook has so far."""
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return []
    return [text for text in map(ast.unparse, body) if re.search(r"\bledger\.save\(", text)]


async def _derived(kernel: Any) -> list[str]:
    """The ids that the ledger has derived so far in the notebook that runs in ``kernel`` (a client of it)."""
    found = await _asked(kernel, "", "' '.join(ledger.derived)")
    return ast.literal_eval(found["data"]["text/plain"]).split() if found["status"] == "ok" else []


async def _asked(kernel: Any, code: str, expression: str) -> dict[str, Any]:
    """What ``kernel`` gives for ``expression`` after it ran ``code``, neither of which anybody sees."""
    request = kernel.execute(
        code, silent=True, store_history=False, user_expressions={"asked": expression or "None"}
    )
    while True:
        reply = await kernel.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == request:
            return reply["content"].get("user_expressions", {}).get("asked", {"status": "error"})


def _write_lacking(name: str) -> None:
    """Write each table that notebook ``name`` should have written and did not, without rows."""
    for entry in tables.resources():
        if entry.get("made_by") == name and "schema" in entry:
            if not (tables.ROOT / "data" / entry["path"]).exists():
                columns = [field["name"] for field in entry["schema"]["fields"]]
                tables.write(pd.DataFrame(columns=columns), entry["name"])


def normal(notebook: nbformat.NotebookNode) -> bytes:
    """Bring ``notebook`` to the bytes we commit.

    What differs from run to run or machine to machine is gone.
    """
    count = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            ran = bool(cell.source.strip())
            count += ran
            cell.execution_count = count if ran else None
            cell.outputs = cell.outputs if ran else []
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
    notebook.metadata.pop("widgets", None)
    notebook.metadata |= {"kernelspec": KERNEL, "language_info": LANGUAGE}
    return (nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n").encode("utf-8")


def _where(path: Path, notebook: nbformat.NotebookNode, running: dict[str, Any]) -> str:
    """The notebook and, if one runs, the cell: ``03-retention.ipynb, code cell 4 (id 1f2e): ``."""
    if "cell" not in running:
        return f"{path.name}: "
    id = running["cell"].get("id")
    codes = [cell.get("id") for cell in notebook.cells if cell.cell_type == "code"]
    return f"{path.name}, code cell {codes.index(id) + 1} (id {id}): "


def _line(text: str) -> str:
    """``text`` without colours, on one line."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())


def _reason(text: str) -> str:
    """What a text on stderr amounts to: the first warning in it, or else its first line."""
    warning = re.search(r"\w*Warning: .*", text)
    return _line(warning[0] if warning else "text on stderr: " + text.strip().split("\n")[0])
