"""The terminal app: a conversation beside the policy that it quotes. ``app.run`` starts it."""
