"""What a page becomes before a reader gets it: light, whole, allowed to do what it does."""
