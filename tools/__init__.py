"""Programs beside the book: each is what a target of the Makefile runs."""
