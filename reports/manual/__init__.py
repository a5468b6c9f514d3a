"""What only people can see: worksheets go out prefilled by the crawl, and come back as settled rows."""
