"""The starter course: what an organisation gets on day one, as files anybody can read."""
