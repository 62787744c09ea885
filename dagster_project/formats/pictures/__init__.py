"""Pictures of pages: everything that needs pixels. Loads numpy and OpenCV, so it is imported only where a page is one."""
