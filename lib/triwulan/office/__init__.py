"""What an office knows: periods, rules, data, performance, budget. Knows no form."""
