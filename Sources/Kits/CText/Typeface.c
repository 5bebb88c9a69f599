#include "Typeface.h"

#include <stdlib.h>

Typesetter *makeTypesetter(void) {
    Typesetter *typesetter = malloc(sizeof *typesetter);
    if (!typesetter) return NULL;
    if (libraries.FT_Init_FreeType(&typesetter->library)) {
        free(typesetter);
        return NULL;
    }
    return typesetter;
}

void freeTypesetter(Typesetter *typesetter) {
    libraries.FT_Done_FreeType(typesetter->library);
    free(typesetter);
}

Typeface *openTypeface(Typesetter *typesetter, const char *path, long index) {
    FT_Face face;
    if (libraries.FT_New_Face(typesetter->library, path, index, &face)) return NULL;
    Typeface *typeface = calloc(1, sizeof *typeface);
    if (!typeface || !FT_IS_SCALABLE(face) || !face->charmap
        || libraries.FT_New_Size(face, &typeface->drawn)
        || libraries.FT_Set_Pixel_Sizes(face, 0, face->units_per_EM)) {
        libraries.FT_Done_Face(face);
        free(typeface);
        return NULL;
    }
    typeface->face = face;
    typeface->shaped = face->size;
    return typeface;
}

void closeTypeface(Typeface *typeface) {
    if (typeface->font) libraries.hb_font_destroy(typeface->font);
    libraries.FT_Done_Face(typeface->face);
    free(typeface);
}

bool typefaceHas(Typeface *typeface, uint32_t character) {
    return libraries.FT_Get_Char_Index(typeface->face, character) != 0;
}

static FT_Error render(Typeface *typeface, uint32_t glyph, double size, int columns, int rise) {
    FT_Face face = typeface->face;
    FT_Error error = libraries.FT_Activate_Size(typeface->drawn);
    if (!error && (typeface->size != size || typeface->columns != columns)) {
        // FreeType takes the size in points, 72 an inch. An inch has 96 pixels here.
        FT_F26Dot6 points = (FT_F26Dot6)(size * 0.75 * 64);
        error = libraries.FT_Set_Char_Size(face, 0, points, 96 * (FT_UInt)columns, 96);
        typeface->size = error ? 0 : size;
        typeface->columns = columns;
    }
    if (!error) error = libraries.FT_Load_Glyph(face, glyph, FT_LOAD_NO_BITMAP);
    if (error) return error;
    if (face->glyph->format == FT_GLYPH_FORMAT_OUTLINE && rise) {
        libraries.FT_Outline_Translate(&face->glyph->outline, 0, rise);
    }
    return libraries.FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL);
}

GlyphOutcome drawGlyph(
    Typeface *typeface, uint32_t glyph, double size, int columns, int rise, GlyphImage *image) {
    FT_Error error = render(typeface, glyph, size, columns, rise);
    if (error) {
        return error == FT_Err_Out_Of_Memory ? GlyphOutOfMemory : GlyphDamaged;
    }
    const FT_GlyphSlot slot = typeface->face->glyph;
    const FT_Bitmap *bitmap = &slot->bitmap;
    bool hasInk = bitmap->pixel_mode == FT_PIXEL_MODE_GRAY && bitmap->buffer;
    *image = (GlyphImage){
        .left = slot->bitmap_left,
        .top = slot->bitmap_top,
        .width = hasInk ? (int)bitmap->width : 0,
        .height = hasInk ? (int)bitmap->rows : 0,
        .pitch = bitmap->pitch,
        .coverage = hasInk ? bitmap->buffer : NULL,
    };
    return GlyphDrawn;
}
