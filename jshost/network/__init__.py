"""The real network: one thread with an event loop, and who may be reached over it. Nothing of it is
imported before a program uses the network.
"""
