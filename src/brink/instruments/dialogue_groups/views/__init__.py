"""Pages of dialogue groups: for everybody, for members, and for the desk."""
