"""From ranked passages to a Reply: what is quoted, how much of it, and whether anything is."""
