// Cairo's drawing API and its SVG and PDF surfaces, as one module for Swift.
#include <cairo.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
