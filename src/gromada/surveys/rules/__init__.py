"""What makes a questionnaire, a rightful answer and a fair count. Plain Python."""
