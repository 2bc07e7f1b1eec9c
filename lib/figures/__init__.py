"""Pure figures, one file per subject: tables in, tables out; no file, clock, language or screen."""
