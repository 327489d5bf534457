"""What both engines do alike; each says in classes of its own what its program does differently."""
