"""Glue's frames, as far as data quality hands them over: thin covers of Spark's DataFrame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from awsglue.context import GlueContext


class DynamicFrame:
    """A named frame. Its rows are those of the DataFrame it was made from."""

    def __init__(self, dataframe: DataFrame, glue_ctx: GlueContext, name: str = "") -> None:
        self._dataframe = dataframe
        self.glue_ctx = glue_ctx
        self.name = name

    @classmethod
    def fromDF(cls, dataframe: DataFrame, glue_ctx: GlueContext, name: str) -> DynamicFrame:  # noqa: N802
        """A frame of a DataFrame."""
        return cls(dataframe, glue_ctx, name)

    def toDF(self) -> DataFrame:  # noqa: N802
        """The frame as a DataFrame."""
        return self._dataframe


class DynamicFrameCollection:
    """Frames by key."""

    def __init__(self, dynamic_frames: Mapping[str, DynamicFrame], glue_ctx: GlueContext) -> None:
        self._frames = dict(dynamic_frames)
        self.glue_ctx = glue_ctx

    def keys(self) -> list[str]:
        """The keys there are."""
        return list(self._frames)

    def select(self, key: str) -> DynamicFrame:
        """The frame of a key. Throws `KeyError` naming the keys there are."""
        if key not in self._frames:
            raise KeyError(f"no frame {key}: the collection has {', '.join(self._frames)}")
        return self._frames[key]
