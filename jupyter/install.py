"""Put what Jupyter takes from the collection into an environment: settings, and an extension of JupyterLab.

`python jupyter/install.py` takes the environment of that Python; a folder named behind it is taken instead.
"""

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = {"jupyter_*_config.py": "etc", "labconfig/*.json": "etc", "labextensions/*/**/*.js*": "share"}


def install(prefix):
    """Copy what PARTS names into ``prefix`` (Path), over what an earlier call put there."""
    for pattern, below in PARTS.items():
        for source in HERE.glob(pattern):
            place = prefix / below / "jupyter" / source.relative_to(HERE)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)


if __name__ == "__main__":
    prefix = Path(sys.argv[1] if len(sys.argv) > 1 else sys.prefix)
    try:
        install(prefix)
    except OSError as error:
        sys.exit(
            f"cannot write Jupyter's settings into {prefix}: {error.strerror}. Use an environment of yours."
        )
    print(f"Jupyter's settings of the collection are in {prefix}")
