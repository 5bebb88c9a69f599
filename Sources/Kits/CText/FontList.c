#include "Libraries.h"

#include <stdlib.h>

struct FontList {
    FcConfig *config;
    FcFontSet *fonts;
};

/// Upright outlines of one colour. A variable font is listed again as each of its instances.
static FcPattern *makePattern(void) {
    FcPattern *pattern = libraries.FcPatternCreate();
    if (!pattern) return NULL;
    if (libraries.FcPatternAddBool(pattern, FC_OUTLINE, FcTrue)
        && libraries.FcPatternAddBool(pattern, FC_SCALABLE, FcTrue)
        && libraries.FcPatternAddBool(pattern, FC_COLOR, FcFalse)
        && libraries.FcPatternAddBool(pattern, FC_VARIABLE, FcFalse)
        && libraries.FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN)) {
        return pattern;
    }
    libraries.FcPatternDestroy(pattern);
    return NULL;
}

static FcFontSet *find(FcConfig *config, const char *configuration) {
    if (!libraries.FcConfigParseAndLoadFromMemory(
            config, (const FcChar8 *)configuration, FcTrue)
        || !libraries.FcConfigBuildFonts(config)) {
        return NULL;
    }
    FcPattern *pattern = makePattern();
    FcObjectSet *objects = libraries.FcObjectSetBuild(
        FC_FILE, FC_INDEX, FC_FAMILY, FC_WEIGHT, FC_WIDTH, FC_CHARSET, (char *)NULL);
    FcFontSet *fonts =
        pattern && objects ? libraries.FcFontList(config, pattern, objects) : NULL;
    if (objects) libraries.FcObjectSetDestroy(objects);
    if (pattern) libraries.FcPatternDestroy(pattern);
    return fonts;
}

FontList *listFonts(const char *configuration) {
    FontList *list = malloc(sizeof *list);
    FcConfig *config = libraries.FcConfigCreate();
    FcFontSet *fonts = list && config ? find(config, configuration) : NULL;
    if (!fonts) {
        if (config) libraries.FcConfigDestroy(config);
        free(list);
        return NULL;
    }
    *list = (FontList){config, fonts};
    return list;
}

void freeFontList(FontList *list) {
    libraries.FcFontSetDestroy(list->fonts);
    libraries.FcConfigDestroy(list->config);
    free(list);
}

size_t fontCount(const FontList *list) { return (size_t)list->fonts->nfont; }

FontEntry fontEntry(const FontList *list, size_t place) {
    FcPattern *font = list->fonts->fonts[place];
    FcChar8 *path = NULL, *family = NULL;
    int index = 0, weight = FC_WEIGHT_REGULAR, width = FC_WIDTH_NORMAL;
    libraries.FcPatternGetString(font, FC_FILE, 0, &path);
    libraries.FcPatternGetString(font, FC_FAMILY, 0, &family);
    libraries.FcPatternGetInteger(font, FC_INDEX, 0, &index);
    libraries.FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
    libraries.FcPatternGetInteger(font, FC_WIDTH, 0, &width);
    return (FontEntry){
        .path = path ? (const char *)path : "",
        .family = family ? (const char *)family : "",
        .index = index,
        .weight = weight,
        .width = width,
    };
}

bool fontHas(const FontList *list, size_t place, uint32_t character) {
    FcCharSet *characters = NULL;
    return libraries.FcPatternGetCharSet(list->fonts->fonts[place], FC_CHARSET, 0, &characters)
            == FcResultMatch
        && libraries.FcCharSetHasChar(characters, character);
}
