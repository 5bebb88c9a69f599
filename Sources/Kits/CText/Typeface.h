#ifndef TYPEFACE_H
#define TYPEFACE_H

#include "Libraries.h"

struct Typesetter {
    FT_Library library;
};

struct Typeface {
    FT_Face face;
    /// One pixel a font unit: text is shaped at this size, so positions are exact at any other.
    FT_Size shaped;
    /// The size at which glyphs are drawn, and what it was last set to.
    FT_Size drawn;
    double size;
    int columns;
    /// For plain lines; NULL until one is shaped.
    hb_font_t *font;
};

#endif
