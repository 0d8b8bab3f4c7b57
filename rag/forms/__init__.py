"""Forms: the shapes that an answer from running text takes: a figure, a list, a date, a name, steps."""
