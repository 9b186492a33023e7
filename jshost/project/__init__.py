"""A mini program's folder: its files, its settings, its modules."""
