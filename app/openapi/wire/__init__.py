"""What the published protocols and the probes say on the wire, as types: only for the document.

The protocols write these bodies by hand, in the words of their own documents. That both agree is held by tests that
read real answers with these types.
"""
