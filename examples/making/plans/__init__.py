"""One file a plan; its function `plan` tells what stands where and what it means."""
