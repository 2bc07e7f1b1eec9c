"""What visitors see: the frame, the menu and the widgets; with press_desk the only place that knows Streamlit."""
