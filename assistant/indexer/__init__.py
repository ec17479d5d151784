"""From a policy file to passages: read, outline, cut."""
