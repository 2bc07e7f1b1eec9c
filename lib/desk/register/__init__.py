"""The register of appeals, counted where it lies: monthly counts leave it, a person's row never does."""
