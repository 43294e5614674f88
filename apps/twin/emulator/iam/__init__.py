"""IAM: whether a principal may do an action on a resource, as AWS documents it. Pure: nothing here knows moto.

`policy.parse` reads a document, `request.Request` says who asks for what, `evaluate.evaluate` decides and tells why.
What is not known (an element, a condition operator or key, a version) raises `errors.PolicyError`, and never passes.
"""
