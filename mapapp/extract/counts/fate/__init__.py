"""What befell the persons of each figure, learned from sentences: the second opinion on what the rules say.

Figures with the rules' word → what can be seen of each → chances of each fate → where it is sure, it decides.
"""
