"""The map that the reader sees. Only here is folium used, and it gets numbers and constants of ours."""
