"""Plain `jupyter nbconvert --to html` in this environment makes pages like those of `make`.

`make` puts this file into the environment beside the collection; where that is gone, nbconvert is as ever.
"""

import os
import sys

package = os.path.normpath(os.path.join(os.path.dirname(__file__), "../../../notebooks"))
if os.path.isfile(os.path.join(package, "newsclaims/pages/html.py")):
    sys.path.append(package)
    from newsclaims.pages import html as pages

    c.HTMLExporter.template_name = "postmoney"
    c.HTMLExporter.extra_template_basedirs = [str(pages.TEMPLATES)]
    c.HTMLExporter.filters = pages.FILTERS
    c.SlidesExporter.template_name = "reveal"
