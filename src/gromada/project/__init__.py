"""The roof: settings, routes, command line and demo. Only it may see everything."""
