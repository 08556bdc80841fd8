"""The page that ours is measured beside: nothing on it can be done wrong."""

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="description" content="A page with nothing on it.">
  <title>A bare page</title>
  <link rel="icon" href="data:,">
</head>
<body><main><h1>A bare page</h1><p>With nothing on it.</p></main></body>
</html>
"""
