"""What a reader takes away: the incidents in view as files for other programs, as a map, a picture and a page."""
