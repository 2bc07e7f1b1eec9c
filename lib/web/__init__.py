"""What the portal answers over HTTP besides Streamlit: server-rendered pages, files, feeds, the API; no widgets here."""
