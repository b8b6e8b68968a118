"""Starting, training and serving the assistant."""
