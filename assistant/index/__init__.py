"""What is fitted from a policy and kept in ``indexes/``."""
