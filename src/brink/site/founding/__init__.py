"""`brink init`: the first body of a site with its organs, administrators and kader, from answers or from a file."""
