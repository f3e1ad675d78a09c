"""What is written about petitions."""
