"""The same first page as a stock Streamlit script, with default settings: what the portal is measured against."""

import os

import pandas as pd
import streamlit as st

issues = pd.read_parquet(os.environ["STOCK_ISSUES"])
st.title("What became of people's issues")
region = st.selectbox("Region", ["all", *sorted(issues["region_id"].dropna().unique())])
shown = issues if region == "all" else issues[issues["region_id"] == region]
for column, (name, value) in zip(
    st.columns(3),
    (
        ("Reported", shown["reported_resolved"].mean()),
        ("Fixed", (shown["outcome"] == "fixed").mean()),
        ("Issues", len(shown)),
    ),
    strict=True,
):
    column.metric(name, f"{value:.1%}" if value <= 1 else f"{value:,}")
st.bar_chart(shown["outcome"].value_counts())
st.dataframe(shown.head(200))
st.download_button("Download", shown.head(1000).to_csv(index=False), "issues.csv")
