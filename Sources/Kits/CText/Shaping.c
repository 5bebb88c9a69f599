#include "Typeface.h"

#include <stdlib.h>

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
    raqm_t *raqm = libraries.raqm_create();
    if (!raqm) return false;
    size_t glyphCount = 0;
    const raqm_glyph_t *glyphs =
        layOut(raqm, characters, count, runs, runCount, tabular, &glyphCount);
    ShapedGlyph *shaped = glyphs ? calloc(glyphCount + 1, sizeof *shaped) : NULL;
    if (!shaped) {
        libraries.raqm_destroy(raqm);
        return false;
    }
    double x = 0;
    size_t kept = 0;
    for (size_t place = 0; place < glyphCount; place++) {
        const raqm_glyph_t *glyph = &glyphs[place];
        const TypefaceRun *run = runOf(glyph->ftface, runs, runCount);
        if (!run) continue;
        double em = 64.0 * glyph->ftface->units_per_EM;
        shaped[kept++] = (ShapedGlyph){
            .font = run->font,
            .glyph = glyph->index,
            .character = glyph->cluster,
            .x = x + glyph->x_offset / em,
            .y = glyph->y_offset / em,
        };
        x += glyph->x_advance / em;
    }
    libraries.raqm_destroy(raqm);
    *line = (ShapedLine){shaped, kept, x};
    return true;
}

void freeShapedLine(ShapedLine *line) {
    free(line->glyphs);
    line->glyphs = NULL;
}
