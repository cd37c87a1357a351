from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "whatthetech.pairing"
    verbose_name = "Pairing"
