"""The simulated phone and servers: what they say is data, from a scenario, with sensible
defaults.
"""
