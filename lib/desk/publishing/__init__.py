"""Writing to the shelf: publish, correct, take back, and send to a store; nothing else of the portal writes there."""
