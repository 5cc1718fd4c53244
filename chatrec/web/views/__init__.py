"""How what the program knows looks on the page: from values to HTML, one module a part of the page."""
