"""The legal submission (*zienswijze*): within a term of the law, with name and address, answered point by point."""
