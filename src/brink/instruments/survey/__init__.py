"""A survey: questions on pages, asked of many, counted with what people did not know, and weighted where it can be."""
