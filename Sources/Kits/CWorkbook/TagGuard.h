#pragma once

#include "CWorkbook.h"

// Follows the tags of an XML text before libxml2 sees them.
//
// libxml2 compares each attribute of a tag with all others, so a tag of 10 MB would take hours. Here
// a tag is refused before it is parsed. The text must be UTF-8 or another encoding that keeps ASCII.

typedef struct {
    enum {
        InText,
        AfterOpening,
        AfterMark,
        AfterDash,
        InTag,
        InValue,
        InInstruction,
        InComment,
        InCDATA
    } place;
    /// The quotation mark that ends a value.
    char quote;
    /// The last three bytes of an instruction, a comment or a CDATA section.
    char tail[3];
    size_t tagLength;
    int attributes;
} TagGuard;

/// Follows a piece of the text: `XMLFine`, `XMLHasDoctype` or `XMLTagTooLarge`.
XMLOutcome followTags(TagGuard *guard, const char *bytes, size_t count);
