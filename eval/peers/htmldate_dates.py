"""Publication days of the evaluation pages by htmldate (PyPI), for comparison.

    python eval/peers/htmldate_dates.py ../shared/data/extraction/dates WORK/htmldate.json
"""

import gzip
import json
import sys
from pathlib import Path

from htmldate import find_date

pages, out = Path(sys.argv[1]), Path(sys.argv[2])
found = {}
for line in (pages / "truth.ndjson").read_text(encoding="utf-8").splitlines():
    row = json.loads(line)
    html = gzip.decompress((pages / row["file"]).read_bytes())
    found[row["file"]] = find_date(html, url=row["url"], original_date=True, extensive_search=True)
out.write_text(json.dumps(found, indent=1), encoding="utf-8")
