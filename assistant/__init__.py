"""Answers questions about a privacy policy by quoting the clause, and says so when the policy is silent."""

__version__ = "0.1.0"
