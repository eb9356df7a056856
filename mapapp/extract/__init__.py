"""A document and its places → the incidents it tells of."""
