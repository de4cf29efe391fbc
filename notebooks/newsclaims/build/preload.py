"""What the process from which kernels are forked loads once: importing this module does it.

Here is what every notebook uses. What only one uses would make the first one wait for nothing. What cannot be
imported is passed over: the notebook that needs it will say what is wrong with it.
"""

import warnings
from contextlib import suppress

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    with suppress(Exception):
        import ipykernel.debugger
        import ipykernel.kernelapp
        import ipykernel.zmqshell  # noqa: F401
    with suppress(Exception):
        from .. import figures  # noqa: F401
