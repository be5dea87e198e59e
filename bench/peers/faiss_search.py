"""Time the exhaustive inner-product search of faiss on two .npy files; one JSON line per answer.

    python faiss_search.py QUERIES.npy BASE.npy THREADS

Each line on stdin asks for one search for the best of BASE for each row of QUERIES.
"""

import json
import sys
import time

import faiss
import numpy as np

queries, base = np.load(sys.argv[1]), np.load(sys.argv[2])
faiss.omp_set_num_threads(int(sys.argv[3]))
index = faiss.IndexFlatIP(base.shape[1])
index.add(base)
for _ in sys.stdin:
    started = time.perf_counter()
    _, indices = index.search(queries, 1)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "indices": indices[:, 0].tolist(), "version": faiss.__version__}), flush=True)
