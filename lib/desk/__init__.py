"""The press desk: intake, checks, privacy, publishing and comparing; the only room that writes to a shelf."""
