"""index: documents → outline → chunks → vectors, words, facts in a store."""
