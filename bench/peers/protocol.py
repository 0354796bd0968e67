"""Line protocol of the peers: one JSON request per line on stdin, one JSON answer per line on stdout."""

import json
import os
import sys


def serve(answer):
    """Answers requests until stdin ends; `answer` maps a request to a JSON value."""
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(json.loads(line))), flush=True)


def blas():
    """Names of the BLAS libraries in this process, as far as the system tells (Linux)."""
    try:
        with open("/proc/self/maps") as maps:
            paths = {line.split()[-1] for line in maps if "/" in line}
    except OSError:
        return []
    names = {os.path.basename(os.path.realpath(path)) for path in paths}
    return sorted(name for name in names if any(mark in name for mark in ("blas", "blis", "mkl")))
