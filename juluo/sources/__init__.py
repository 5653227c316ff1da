"""One file a platform: each turns an export into batches of entries. Nothing here knows the store."""
