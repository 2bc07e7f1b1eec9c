"""The static copy: pages, files, feeds and pictures as a tree of files that any web server or CDN serves."""
