"""Who answers: a person at the terminal, a script, a policy. Every question of a run goes through
one port.
"""
