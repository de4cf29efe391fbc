"""What plain `jupyter nbconvert` makes of the notebooks with the settings of our environment."""

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT
from nbconvert.exporters import get_exporter

from newsclaims.build import exports
from newsclaims.evidence.escaping import escape_markdown

PATH = NOTEBOOKS[2]


def exported(to, path=PATH):
    """The text of the notebook at ``path`` as ``to``, and nbconvert's resources."""
    config = get_exporter(to)().config  # nothing yet
    file = ROOT / "jupyter/jupyter_nbconvert_config.py"
    there = ROOT / ".venv/etc/jupyter" / file.name  # where `make` puts it
    exec(file.read_text(encoding="utf-8"), {"c": config, "__file__": str(there)})
    return get_exporter(to)(config=config).from_filename(str(path))


def test_a_script_is_python_with_the_prose_as_comments():
    text, resources = exported("script")
    assert resources["output_extension"] == ".py"
    compile(text, PATH.name, "exec")
    assert "\n# # " in text


def test_markdown_has_its_pictures_beside_it_with_their_alt_text():
    text, resources = exported("markdown")
    outputs = [output for cell in nbformat.read(PATH, 4).cells for output in cell.get("outputs", ())]
    alts = [
        output.metadata["image/png"]["alt"] for output in outputs if "image/png" in output.get("data", {})
    ]
    assert len(resources["outputs"]) == len(alts) > 0
    assert all(f"![{escape_markdown(alt)}](" in text for alt in alts)


def test_slides_are_slides_and_not_a_page_of_ours():
    assert 'class="reveal"' in exported("slides")[0]


def test_running_a_notebook_leaves_what_the_kernel_tells_of_python_out(tmp_path):
    notebook = nbformat.read(PATH, 4)
    notebook.metadata.language_info = {"name": "python", "version": "3.99", "file_extension": ".py"}
    nbformat.write(notebook, tmp_path / "ran.ipynb")
    assert exported("notebook", tmp_path / "ran.ipynb")[0].encode() == PATH.read_bytes()


@pytest.mark.parametrize("to", ["latex", "pdf", "rst", "asciidoc", "webpdf"])
def test_what_a_format_lacks_is_said_in_one_line_with_the_way_to_get_it(to, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(exports.sys, "executable", "/bin/false")
    with pytest.raises(SystemExit, match=r"needs .* install ") as told:
        exported(to)
    assert "\n" not in str(told.value)
