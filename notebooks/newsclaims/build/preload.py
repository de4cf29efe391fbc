"""What the process from which kernels are forked loads once: importing this module does it.

Here is what every notebook uses. What only one uses would make the first one wait for nothing.
"""

import warnings
from importlib import import_module

NAMES = ("ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger", "newsclaims.figures")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for name in NAMES:
        try:
            import_module(name)
        except Exception:  # the notebook that needs it will say what is wrong with it
            pass
