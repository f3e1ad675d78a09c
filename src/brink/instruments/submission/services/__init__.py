"""What is written about submissions."""
