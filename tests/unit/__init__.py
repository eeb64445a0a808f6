"""Tests of one room each, through its public functions: what covers `disclosure/<room>/` stands in `unit/<room>/`."""
