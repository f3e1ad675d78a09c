"""Following a place, a subject or a question by mail or feed, without having spoken."""
