"""What Python tests of several folders share. CMake tells Python where it is (opora_script_test). By hand:

    PYTHONPATH=tests:deploy python3 -B tests/deploy/compose/files_test.py
"""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]  # of the checkout
