"""What a strategy and its card are on paper: blocks of text, PDF, DOCX. Deeds keep these files, so they stand among the reads."""

from gromada.strategies.queries.printing.blocks import fate_words
from gromada.strategies.queries.printing.card import card_facts, card_pdf, freshness_words
from gromada.strategies.queries.printing.document import DOCX, data_of, docx, pdf

__all__ = ["DOCX", "card_facts", "card_pdf", "data_of", "docx", "fate_words", "freshness_words", "pdf"]
