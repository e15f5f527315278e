// zlib, which inflates gzip files and counts their check sums, as a module for Swift.
#if !__has_include(<zlib.h>)
#error "zlib is missing. Type `make setup`, which installs it; or install zlib1g-dev (Debian, Ubuntu) and try again."
#else
#include <zlib.h>
#endif
