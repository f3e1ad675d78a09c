"""Pages of the contributions room: following for givers, and the desk for staff."""
