"""Claims: names, codes, dates and members of lists that a question states, held against the text."""
