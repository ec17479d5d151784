"""Answers questions about a privacy policy by quoting the clause, and says so when the policy is silent."""

import os

# The arrays here are small: numpy's linear algebra on several threads costs more processor time than it saves. The
# setting is read once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Nothing leaves the machine: onnxruntime would note each start in the user's cache, and send it to its makers.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
