"""Plain `jupyter nbconvert` in this environment: pages as `make` has them, and runs that change nothing else.

`make` puts this file into the environment beside the collection; where that is gone, nbconvert is as ever.
"""

import os
import sys

package = os.path.normpath(os.path.join(os.path.dirname(__file__), "../../../notebooks"))
if os.path.isfile(os.path.join(package, "newsclaims/build/exports.py")):
    sys.path.append(package)
    from newsclaims.build import exports

    for exporter, settings in exports.CONFIG.items():
        c[exporter].update(settings)
