"""An assembly of residents drawn by lot: commissioned, drawn in public, advising, and answered point by point."""
