#include "Shaping.h"

static bool isBetween(uint32_t character, uint32_t first, uint32_t last) {
    return first <= character && character <= last;
}

/// Whether a character stays in the order of the text and belongs to the Latin script or to all
/// scripts: Latin letters, digits, punctuation, arrows and signs of mathematics.
static bool isPlain(uint32_t character) {
    return isBetween(character, 0x20, 0x24F) || isBetween(character, 0x2010, 0x2027)
        || isBetween(character, 0x2030, 0x205E) || isBetween(character, 0x2190, 0x22FF);
}

static bool isLatin(uint32_t character) {
    return isBetween(character | 0x20, 'a', 'z') || character == 0xAA || character == 0xBA
        || (isBetween(character, 0xC0, 0x24F) && character != 0xD7 && character != 0xF7);
}

bool isPlainLine(const uint32_t *characters, size_t count, size_t runCount) {
    if (runCount != 1) return false;
    for (size_t place = 0; place < count; place++) {
        if (!isPlain(characters[place])) return false;
    }
    return true;
}

/// The font for HarfBuzz, made when it is first needed; NULL when memory is short.
static hb_font_t *fontOf(Typeface *typeface) {
    if (!typeface->font) {
        hb_font_t *font = libraries.hb_ft_font_create_referenced(typeface->face);
        if (!font || font == libraries.hb_font_get_empty()) return NULL;
        libraries.hb_ft_font_set_load_flags(font, FT_LOAD_NO_HINTING);
        typeface->font = font;
    }
    return typeface->font;
}

static hb_buffer_t *makeBuffer(const uint32_t *characters, size_t count) {
    hb_script_t script = HB_SCRIPT_COMMON;
    for (size_t place = 0; place < count; place++) {
        if (isLatin(characters[place])) script = HB_SCRIPT_LATIN;
    }
    hb_buffer_t *buffer = libraries.hb_buffer_create();
    libraries.hb_buffer_add_utf32(buffer, characters, (int)count, 0, (int)count);
    libraries.hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    libraries.hb_buffer_set_script(buffer, script);
    libraries.hb_buffer_set_language(buffer, libraries.hb_language_get_default());
    return buffer;
}

bool shapePlainLine(
    const uint32_t *characters, size_t count, const TypefaceRun *run, bool tabular,
    ShapedLine *line) {
    Typeface *typeface = run->typeface;
    if (libraries.FT_Activate_Size(typeface->shaped)) return false;
    hb_font_t *font = fontOf(typeface);
    if (!font) return false;
    const hb_feature_t digits = {
        HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_buffer_t *buffer = makeBuffer(characters, count);
    libraries.hb_shape(font, buffer, &digits, tabular ? 1 : 0);
    unsigned glyphCount = 0, placeCount = 0;
    const hb_glyph_info_t *glyphs = libraries.hb_buffer_get_glyph_infos(buffer, &glyphCount);
    const hb_glyph_position_t *places =
        libraries.hb_buffer_get_glyph_positions(buffer, &placeCount);
    bool isWhole = libraries.hb_buffer_allocation_successful(buffer) && glyphs && places
        && startLine(line, glyphCount);
    for (unsigned place = 0; isWhole && place < glyphCount; place++) {
        addGlyph(
            line, run, glyphs[place].codepoint, glyphs[place].cluster, places[place].x_advance,
            places[place].x_offset, places[place].y_offset);
    }
    libraries.hb_buffer_destroy(buffer);
    return isWhole;
}
