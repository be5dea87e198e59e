"""Time the mini-batch DP-means of pdc-dp-means on a .npy file of unit vectors; one JSON line per answer.

    python dp_means.py VECTORS.npy LAMBDA

Each line on stdin asks for one clustering. A cosine of LAMBDA is a squared distance of 2 - 2 LAMBDA.
"""

import json
import sys
import time

import numpy as np
from pdc_dp_means import MiniBatchDPMeans

vectors, threshold = np.load(sys.argv[1]), float(sys.argv[2])
for _ in sys.stdin:
    model = MiniBatchDPMeans(n_clusters=1, n_init=1, delta=2 - 2 * threshold, batch_size=1024, random_state=0)
    started = time.perf_counter()
    model.fit(vectors)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "labels": model.labels_.tolist()}), flush=True)
