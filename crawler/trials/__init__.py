"""Using a site as its visitors do, when its crawl has ended: what came of it are facts like any other."""
