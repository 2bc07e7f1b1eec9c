"""The workbook that is handed out: empty or filled, with lists to choose from, explanations and the dictionary."""
