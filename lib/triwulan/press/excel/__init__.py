"""Workbooks being written: what every one of ours has in common. Which cells they hold is said by whoever fills them."""
