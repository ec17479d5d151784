"""Words: one analyzer for index and question, and the lexicon that ties people's words to policies'."""
