"""How long an example of Hypothesis may take: on a busy machine any takes longer than its own limit."""

from hypothesis import HealthCheck, settings

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
