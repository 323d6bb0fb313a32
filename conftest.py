"""The doctests of kg/learn run where the extra [learn] is installed."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("torch") else ["kg/learn/*"]
