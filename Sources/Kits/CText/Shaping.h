#ifndef SHAPING_H
#define SHAPING_H

#include "Typeface.h"

// A plain line is shaped with a font that HarfBuzz keeps. libraqm makes a new one for each line,
// which costs many times as much as shaping it. The glyphs are the same, but for a closing bracket
// whose opening comes before all letters: libraqm takes it out of the line of Latin letters.

/// Whether a line is in one font, in the Latin script, and from left to right.
bool isPlainLine(const uint32_t *characters, size_t count, size_t runCount);

/// Shapes a plain line. Returns false when memory is short.
bool shapePlainLine(
    const uint32_t *characters, size_t count, const TypefaceRun *run, bool tabular,
    ShapedLine *line);

/// Makes room for glyphs. Returns false when memory is short.
bool startLine(ShapedLine *line, size_t count);

/// Adds a glyph behind the others. Distances are in 64ths of a font unit.
void addGlyph(
    ShapedLine *line, const TypefaceRun *run, uint32_t glyph, uint32_t character, int advance,
    int right, int up);

#endif
