// Cairo's drawing API and its SVG and PDF surfaces, as one module for Swift.
#if !__has_include(<cairo.h>)
#error "Cairo is missing. Type `make setup`, which installs it; or install libcairo2-dev, pkg-config and zlib1g-dev (Debian, Ubuntu), or cairo and pkg-config (Homebrew), and try again."
#else
#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#endif
