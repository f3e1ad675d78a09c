"""The instrument kit: what every instrument's pages, forms, devices, signals and counts have in common."""
