"""Pages of the portal as a whole: home, national summary, data and method, about, glossary."""
