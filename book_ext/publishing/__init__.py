"""What tells others where the book is, what it is called, and where its code runs."""
