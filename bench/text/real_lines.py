"""Lines that people really wrote, from the folder that JULUO_REAL_DATA names: what the scripts here measure on."""

import csv
import gzip
import io
import os
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq


def _folder() -> Path:
    if "JULUO_REAL_DATA" not in os.environ:
        sys.exit("Set JULUO_REAL_DATA to the folder that holds labels/ and communities/.")
    return Path(os.environ["JULUO_REAL_DATA"])


def labels(name: str) -> Path:
    return _folder() / "labels" / name


def titles() -> list[str]:
    """Chinese titles of talk about work, technology and life."""
    with gzip.open(labels("zh_titles/v2ex_hot_2021_2023.tsv.gz"), "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t")[2] for line in file][1:]


def deliveries() -> list[str]:
    """Chinese reviews of delivered food."""
    with gzip.open(labels("zh_sentiment/waimai_10k.csv.gz"), "rt", encoding="utf-8") as file:
        return [row[1] for row in csv.reader(file)][1:]


def hotels() -> list[str]:
    """Chinese reviews of hotels, longer ones."""
    with gzip.open(labels("zh_sentiment/ChnSentiCorp_htl_all.csv.gz"), "rt", encoding="utf-8") as file:
        return [row[1] for row in csv.reader(file)][1:]


def purchases() -> list[str]:
    """Chinese reviews of things bought online."""
    with (
        zipfile.ZipFile(labels("zh_sentiment/online_shopping_10_cats.zip")) as packed,
        packed.open(next(name for name in packed.namelist() if name.endswith(".csv"))) as file,
    ):
        return [row[2] for row in csv.reader(io.TextIOWrapper(file, "utf-8"))][1:]


def chats(name: str, at_most: int) -> list[str]:
    """Messages of a community, evenly from its whole life."""
    table = pq.read_table(_folder() / "communities" / f"{name}.parquet", columns=["text"])
    said = [text for text in table.column(0).to_pylist() if text and text.strip()]
    return said[:: max(1, len(said) // at_most)][:at_most]
