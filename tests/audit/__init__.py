"""How a public gallery does by Lighthouse: ``make audit`` prints it, for people to read."""
