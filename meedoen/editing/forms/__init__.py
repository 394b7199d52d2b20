"""What somebody fills in: a service and its parts, an organization, a suggestion, a decision."""
