#!/usr/bin/env python
import os
import secrets
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "whatthetech.settings")
    if sys.argv[1:2] == ["solve_pairing"]:  # numbers in, numbers out: it keeps no secret
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
