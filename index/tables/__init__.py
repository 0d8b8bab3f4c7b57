"""Tables: from the cells of a file to rows that can be addressed and read alone."""
