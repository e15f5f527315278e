// zlib, which inflates gzip files and counts their check sums, as a module for Swift.
#include <zlib.h>
