"""What a mini program goes through: launch, pages, routing, and what its user does. The guest half
is polyfills/65_framework.js; here it is decided what happens, and in which order.
"""
