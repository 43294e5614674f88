"""Signature Version 4 as its services check it: who signed a request, when, and that it came as it was signed.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
"""
