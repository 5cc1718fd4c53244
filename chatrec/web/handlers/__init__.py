"""What answers the calls of the page: each method is one, and tells the page what to change."""
