"""Tables to charts, and the one look that pages, charts and files share. No Streamlit."""
