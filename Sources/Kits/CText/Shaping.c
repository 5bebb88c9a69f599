#include "Shaping.h"

#include <stdlib.h>

bool startLine(ShapedLine *line, size_t count) {
    line->glyphs = calloc(count + 1, sizeof *line->glyphs);
    return line->glyphs != NULL;
}

void addGlyph(
    ShapedLine *line, const TypefaceRun *run, uint32_t glyph, uint32_t character, int advance,
    int right, int up) {
    double em = 64.0 * run->typeface->face->units_per_EM;
    line->glyphs[line->count++] = (ShapedGlyph){
        .font = run->font,
        .glyph = glyph,
        .character = character,
        .x = line->width + right / em,
        .y = up / em,
    };
    line->width += advance / em;
}

void freeShapedLine(ShapedLine *line) {
    free(line->glyphs);
    line->glyphs = NULL;
}

static const raqm_glyph_t *layOut(
    raqm_t *raqm, const uint32_t *characters, size_t count, const TypefaceRun *runs,
    size_t runCount, bool tabular, size_t *glyphCount) {
    if (!libraries.raqm_set_text(raqm, characters, count)
        || !libraries.raqm_set_par_direction(raqm, RAQM_DIRECTION_DEFAULT)
        || !libraries.raqm_set_freetype_load_flags(raqm, FT_LOAD_NO_HINTING)
        || (tabular && !libraries.raqm_add_font_feature(raqm, "tnum", -1))) {
        return NULL;
    }
    for (size_t run = 0; run < runCount; run++) {
        Typeface *typeface = runs[run].typeface;
        if (libraries.FT_Activate_Size(typeface->shaped)
            || !libraries.raqm_set_freetype_face_range(
                raqm, typeface->face, runs[run].start, runs[run].count)) {
            return NULL;
        }
    }
    return libraries.raqm_layout(raqm) ? libraries.raqm_get_glyphs(raqm, glyphCount) : NULL;
}

static const TypefaceRun *runOf(FT_Face face, const TypefaceRun *runs, size_t runCount) {
    for (size_t run = 0; run < runCount; run++) {
        if (runs[run].typeface->face == face) return &runs[run];
    }
    return NULL;
}

bool shapeLine(
    const uint32_t *characters, size_t count, const TypefaceRun *runs, size_t runCount,
    bool tabular, ShapedLine *line) {
    *line = (ShapedLine){NULL, 0, 0};
    if (isPlainLine(characters, count, runCount)) {
        return shapePlainLine(characters, count, runs, tabular, line);
    }
    raqm_t *raqm = libraries.raqm_create();
    if (!raqm) return false;
    size_t glyphCount = 0;
    const raqm_glyph_t *glyphs =
        layOut(raqm, characters, count, runs, runCount, tabular, &glyphCount);
    bool isWhole = glyphs && startLine(line, glyphCount);
    for (size_t place = 0; isWhole && place < glyphCount; place++) {
        const raqm_glyph_t *glyph = &glyphs[place];
        const TypefaceRun *run = runOf(glyph->ftface, runs, runCount);
        if (!run) continue;
        addGlyph(
            line, run, glyph->index, glyph->cluster, glyph->x_advance, glyph->x_offset,
            glyph->y_offset);
    }
    libraries.raqm_destroy(raqm);
    return isWhole;
}
