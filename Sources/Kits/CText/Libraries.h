#ifndef LIBRARIES_H
#define LIBRARIES_H

#include "CText.h"

#include <fontconfig/fontconfig.h>
#include <hb-ft.h>
#include <raqm.h>

#include FT_OUTLINE_H
#include FT_SIZES_H

// The functions used from each library: result, name, parameters.

#define FREETYPE(USE)                                                                         \
    USE(FT_Error, FT_Init_FreeType, (FT_Library *))                                           \
    USE(FT_Error, FT_Done_FreeType, (FT_Library))                                             \
    USE(FT_Error, FT_New_Face, (FT_Library, const char *, FT_Long, FT_Face *))                \
    USE(FT_Error, FT_Done_Face, (FT_Face))                                                    \
    USE(FT_Error, FT_New_Size, (FT_Face, FT_Size *))                                          \
    USE(FT_Error, FT_Activate_Size, (FT_Size))                                                \
    USE(FT_Error, FT_Set_Pixel_Sizes, (FT_Face, FT_UInt, FT_UInt))                            \
    USE(FT_Error, FT_Set_Char_Size, (FT_Face, FT_F26Dot6, FT_F26Dot6, FT_UInt, FT_UInt))      \
    USE(FT_UInt, FT_Get_Char_Index, (FT_Face, FT_ULong))                                      \
    USE(FT_Error, FT_Load_Glyph, (FT_Face, FT_UInt, FT_Int32))                                \
    USE(void, FT_Outline_Translate, (const FT_Outline *, FT_Pos, FT_Pos))                     \
    USE(FT_Error, FT_Render_Glyph, (FT_GlyphSlot, FT_Render_Mode))

#define RAQM(USE)                                                                             \
    USE(raqm_t *, raqm_create, (void))                                                        \
    USE(void, raqm_destroy, (raqm_t *))                                                       \
    USE(bool, raqm_set_text, (raqm_t *, const uint32_t *, size_t))                            \
    USE(bool, raqm_set_par_direction, (raqm_t *, raqm_direction_t))                           \
    USE(bool, raqm_set_freetype_face_range, (raqm_t *, FT_Face, size_t, size_t))              \
    USE(bool, raqm_set_freetype_load_flags, (raqm_t *, int))                                  \
    USE(bool, raqm_add_font_feature, (raqm_t *, const char *, int))                           \
    USE(bool, raqm_layout, (raqm_t *))                                                        \
    USE(raqm_glyph_t *, raqm_get_glyphs, (raqm_t *, size_t *))

#define HARFBUZZ(USE)                                                                         \
    USE(hb_font_t *, hb_ft_font_create_referenced, (FT_Face))                                 \
    USE(void, hb_ft_font_set_load_flags, (hb_font_t *, int))                                  \
    USE(hb_font_t *, hb_font_get_empty, (void))                                               \
    USE(void, hb_font_destroy, (hb_font_t *))                                                 \
    USE(hb_buffer_t *, hb_buffer_create, (void))                                              \
    USE(void, hb_buffer_destroy, (hb_buffer_t *))                                             \
    USE(void, hb_buffer_add_utf32,                                                            \
        (hb_buffer_t *, const uint32_t *, int, unsigned int, int))                            \
    USE(void, hb_buffer_set_direction, (hb_buffer_t *, hb_direction_t))                       \
    USE(void, hb_buffer_set_script, (hb_buffer_t *, hb_script_t))                             \
    USE(void, hb_buffer_set_language, (hb_buffer_t *, hb_language_t))                         \
    USE(hb_language_t, hb_language_get_default, (void))                                       \
    USE(void, hb_shape, (hb_font_t *, hb_buffer_t *, const hb_feature_t *, unsigned int))     \
    USE(hb_bool_t, hb_buffer_allocation_successful, (hb_buffer_t *))                          \
    USE(hb_glyph_info_t *, hb_buffer_get_glyph_infos, (hb_buffer_t *, unsigned int *))        \
    USE(hb_glyph_position_t *, hb_buffer_get_glyph_positions, (hb_buffer_t *, unsigned int *))

#define FONTCONFIG(USE)                                                                       \
    USE(FcConfig *, FcConfigCreate, (void))                                                   \
    USE(void, FcConfigDestroy, (FcConfig *))                                                  \
    USE(FcBool, FcConfigParseAndLoadFromMemory, (FcConfig *, const FcChar8 *, FcBool))        \
    USE(FcBool, FcConfigBuildFonts, (FcConfig *))                                             \
    USE(FcPattern *, FcPatternCreate, (void))                                                 \
    USE(void, FcPatternDestroy, (FcPattern *))                                                \
    USE(FcBool, FcPatternAddBool, (FcPattern *, const char *, FcBool))                        \
    USE(FcBool, FcPatternAddInteger, (FcPattern *, const char *, int))                        \
    USE(FcResult, FcPatternGetString, (const FcPattern *, const char *, int, FcChar8 **))     \
    USE(FcResult, FcPatternGetInteger, (const FcPattern *, const char *, int, int *))         \
    USE(FcResult, FcPatternGetCharSet, (const FcPattern *, const char *, int, FcCharSet **))  \
    USE(FcObjectSet *, FcObjectSetBuild, (const char *, ...))                                 \
    USE(void, FcObjectSetDestroy, (FcObjectSet *))                                            \
    USE(FcFontSet *, FcFontList, (FcConfig *, FcPattern *, FcObjectSet *))                    \
    USE(void, FcFontSetDestroy, (FcFontSet *))                                                \
    USE(FcBool, FcCharSetHasChar, (const FcCharSet *, FcChar32))

#define POINTER(type, name, parameters) type(*name) parameters;

/// The functions of the loaded libraries.
struct libraries {
    FREETYPE(POINTER)
    RAQM(POINTER)
    HARFBUZZ(POINTER)
    FONTCONFIG(POINTER)
};

extern struct libraries libraries;

#endif
