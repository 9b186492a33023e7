"""Tests of mini programs: those in JavaScript, and what they have their host do."""
