"""What a program that is not Foreword gets out of a PDF, and how that compares with the résumé that went in.

Nothing here shares code with `app.documents.reading`: another library (pdfminer.six) decodes the file and another
rule puts the letters together, so that a mistake of our own reader cannot hide itself.
"""
