"""Persons and their enrolment in services. Personal data behind one door."""
