"""Figures in the text: explorers and links to their states, terms, numbers, pictures, tables."""
