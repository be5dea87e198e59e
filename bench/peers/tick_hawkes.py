"""Time the Hawkes processes of tick (HawkesADM4: exponential kernels, one decay) on cascades; one JSON line per answer.

    python tick_hawkes.py CASCADES.json

The file holds processes, days, decay and, per cascade, a list of times for each process. Each line on stdin
asks for one fit by expectation maximisation: baselines and adjacency shared by all cascades. C is so large
that its penalties (Zhou, Zha & Song 2013) weigh nothing, which leaves maximum likelihood.

Needs tick, and numpydoc and six, which tick 0.8 uses without saying so.
"""

import json
import sys
import time

import numpy as np
import tick
from tick.hawkes import HawkesADM4

with open(sys.argv[1]) as file:
    given = json.load(file)
cascades = [[np.array(times, dtype=float) for times in cascade] for cascade in given["cascades"]]
ends = np.full(len(cascades), float(given["days"]))
for _ in sys.stdin:
    started = time.perf_counter()
    learner = HawkesADM4(given["decay"], C=1e12, rho=1e-9, max_iter=1000, tol=1e-7, em_max_iter=30, n_threads=1)
    learner.fit(cascades, end_times=ends)
    seconds = time.perf_counter() - started
    answer = {
        "seconds": seconds,
        # tick has a row per target.
        "weights": learner.adjacency.T.ravel().tolist(),
        "background": learner.baseline.tolist(),
        "version": tick.__version__,
    }
    print(json.dumps(answer), flush=True)
