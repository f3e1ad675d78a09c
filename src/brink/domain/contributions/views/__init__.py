"""Pages of contributions: following for givers, and the desk for staff."""
