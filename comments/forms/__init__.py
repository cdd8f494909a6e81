"""The shape of what people send to the comments app; one module per kind of person."""
