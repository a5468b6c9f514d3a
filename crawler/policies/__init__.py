"""What a policy document is called, which kind of item a title is, and which interpretation belongs to which document.

Knows titles and texts alone: no markup, no network, no store. The readers, the stage that pairs the documents of a
round and the command ``pair`` all ask here, so that they cannot disagree.
"""
