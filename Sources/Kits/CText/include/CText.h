#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Text in any script: libraqm puts letters in order and joins them (with HarfBuzz and FriBidi),
// FreeType draws them, fontconfig knows which installed font has which characters.
//
// No library is linked, because only charts need them. Linking would slow the start of every other
// command.

/// The result of looking for the libraries and their functions.
typedef struct {
    /// The first library that is missing or incomplete; NULL when all of them have all functions.
    const char *_Nullable file;
    /// The Debian package of that library.
    const char *_Nullable package;
    /// The first function that it lacks; NULL when the library could not be loaded.
    const char *_Nullable function;
} TextSearch;

/// Loads the libraries on the first call and looks up every function used here.
///
/// Call this before any other function, and go on only when everything was found.
TextSearch loadText(void);

/// Looks for FreeType's functions in the library `file`, for tests.
TextSearch searchText(const char *_Nonnull file);

/// What opens fonts. One thread at a time may use it and the typefaces that it opened.
typedef struct Typesetter Typesetter;

/// Returns NULL when memory is short.
Typesetter *_Nullable makeTypesetter(void);

/// Frees a typesetter. Close its typefaces first.
void freeTypesetter(Typesetter *_Nonnull typesetter);

/// An open font.
typedef struct Typeface Typeface;

/// Opens a scalable font of a file; `index` tells which font of a collection.
///
/// Returns NULL when the file is missing or is no such font, or when memory is short.
Typeface *_Nullable openTypeface(
    Typesetter *_Nonnull typesetter, const char *_Nonnull path, long index);

/// Frees a typeface.
void closeTypeface(Typeface *_Nonnull typeface);

/// Whether a font has a character.
bool typefaceHas(Typeface *_Nonnull typeface, uint32_t character);

/// Characters that one font draws.
typedef struct {
    Typeface *_Nonnull typeface;
    /// The caller's number of the font.
    int font;
    size_t start;
    size_t count;
} TypefaceRun;

/// A glyph and where it stands, in ems from the start of the line.
typedef struct {
    /// The caller's number of the font.
    int font;
    /// The number of the glyph in its font.
    uint32_t glyph;
    /// The first of the characters that the glyph stands for.
    uint32_t character;
    double x;
    /// Above the baseline.
    double y;
} ShapedGlyph;

/// A line of glyphs, from left to right. Free it with `freeShapedLine`.
typedef struct {
    ShapedGlyph *_Nullable glyphs;
    size_t count;
    /// In ems.
    double width;
} ShapedLine;

/// Shapes a line of text. The first letter with a direction gives the direction of the line.
///
/// - characters: `count` characters, at least one. Runs cover them all, in order.
/// - tabular: whether all digits have the same width, where the font has such digits.
///
/// Returns false when memory is short.
bool shapeLine(
    const uint32_t *_Nonnull characters, size_t count, const TypefaceRun *_Nonnull runs,
    size_t runCount, bool tabular, ShapedLine *_Nonnull line);

/// Frees the glyphs of a line.
void freeShapedLine(ShapedLine *_Nonnull line);

/// The coverage of a drawn glyph, 0 to 255, row by row from the top.
typedef struct {
    /// From the pen to the first column, in columns.
    int left;
    /// From the baseline up to the first row, in pixels.
    int top;
    int width;
    int height;
    /// Bytes from one row to the next.
    int pitch;
    /// Valid until the next glyph of this typeface is drawn; NULL for a glyph without ink.
    const uint8_t *_Nullable coverage;
} GlyphImage;

/// How the drawing of a glyph ended.
typedef enum {
    /// The glyph was drawn.
    GlyphDrawn,
    /// The font is damaged there.
    GlyphDamaged,
    /// Memory is short.
    GlyphOutOfMemory
} GlyphOutcome;

/// Draws a glyph.
///
/// - size: the font size (em) in pixels.
/// - columns: how many columns a pixel has.
/// - rise: how far the glyph is moved up, in 64ths of a pixel.
GlyphOutcome drawGlyph(
    Typeface *_Nonnull typeface, uint32_t glyph, double size, int columns, int rise,
    GlyphImage *_Nonnull image);

/// The installed fonts that can draw text: upright outlines of one colour.
typedef struct FontList FontList;

/// What fontconfig knows about a font.
typedef struct {
    const char *_Nonnull path;
    const char *_Nonnull family;
    long index;
    /// fontconfig's weight: 80 is regular, 180 semibold, 200 bold.
    int weight;
    /// fontconfig's width: 100 is normal, less is condensed.
    int width;
} FontEntry;

/// Lists the fonts that a configuration names, in XML as fontconfig reads it.
///
/// Returns NULL when fontconfig refuses the configuration or memory is short.
FontList *_Nullable listFonts(const char *_Nonnull configuration);

/// Frees a list.
void freeFontList(FontList *_Nonnull list);

/// The number of fonts.
size_t fontCount(const FontList *_Nonnull list);

/// A font of the list. Its texts live as long as the list.
FontEntry fontEntry(const FontList *_Nonnull list, size_t place);

/// Whether a font of the list has a character.
bool fontHas(const FontList *_Nonnull list, size_t place, uint32_t character);
