"""How the reader, the bank and the ranker were made; nothing else in the program imports this."""
