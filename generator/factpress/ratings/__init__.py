"""What each rating needs of a claim's evidence: origins, dates, copies."""
