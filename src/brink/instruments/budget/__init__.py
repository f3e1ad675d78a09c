"""The budget ballot: residents choose which plans an amount is spent on, by a rule that is fixed beforehand."""
