"""What the feature declares."""

from hub.feature import Feature

FEATURE = Feature("contribute", desk={"contribute": "hub.features.contribute.views:bp"})
