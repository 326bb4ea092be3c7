"""What a safeguarding reviewer works with: detectors that point at passages, and the questions to be answered."""
