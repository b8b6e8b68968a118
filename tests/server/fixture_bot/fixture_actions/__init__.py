"""Actions of the fixture bot."""
