"""Prints what the peers have to work with, as JSON; ends with an error when a module is missing.

Usage: python3 bench/peers/probe.py numpy [torch]
"""

import importlib
import json
import platform
import sys

from protocol import blas

versions = {name: importlib.import_module(name).__version__ for name in sys.argv[1:]}
print(json.dumps({"python": platform.python_version(), "modules": versions, "blas": blas()}))
