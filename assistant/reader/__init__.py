"""A small trained encoder that judges how well a passage answers a question."""
