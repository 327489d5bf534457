"""Raw data into files: xlsx, csv, parquet."""
