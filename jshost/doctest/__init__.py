"""Runs the examples of documentation: finds the code blocks of its pages, and plays each."""
