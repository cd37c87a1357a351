"""Registers with Wagtail what viewsets.py and views/ define."""
