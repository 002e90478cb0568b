"""nbconvert exporters over executed notebooks."""
