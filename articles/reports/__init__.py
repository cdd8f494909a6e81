"""What the newsroom is told about its articles; nothing here changes anything."""
