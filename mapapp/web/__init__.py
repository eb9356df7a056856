"""The pages, the routes and the links: everything a browser talks to."""
