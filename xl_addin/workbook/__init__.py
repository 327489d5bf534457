"""MediaMapper.xlsm, written from text: VBA modules, ribbon and pages in this folder, put together by `builder`."""
