"""The JavaScript engine, behind one port. The only room that imports quickjs."""
