"""What comes in from workbooks and exports: read, checked as a whole, put into the data files with a way back."""
