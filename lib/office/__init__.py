"""The press desk's screens, in the browser; what is written, `lib.desk` writes, and checks each time who asks."""
