"""Questionnaires and answers, interviews, observations and document reviews; empty until residents are asked."""
