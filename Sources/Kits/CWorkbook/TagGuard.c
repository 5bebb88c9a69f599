#include "TagGuard.h"

#include <string.h>

static const size_t longestTag = 1 << 20;
static const int mostAttributes = 256;

static bool endsWith(const TagGuard *guard, const char *end) {
    size_t length = strlen(end);
    return memcmp(guard->tail + 3 - length, end, length) == 0;
}

// Whether the instruction, comment or CDATA section ends with this byte.
static bool ends(TagGuard *guard, char byte) {
    guard->tail[0] = guard->tail[1];
    guard->tail[1] = guard->tail[2];
    guard->tail[2] = byte;
    switch (guard->place) {
        case InInstruction: return endsWith(guard, "?>");
        case InComment: return endsWith(guard, "-->");
        default: return endsWith(guard, "]]>");
    }
}

static void enter(TagGuard *guard, int place) {
    guard->place = place;
    memset(guard->tail, 0, sizeof guard->tail);
}

XMLOutcome followTags(TagGuard *guard, const char *bytes, size_t count) {
    const char *at = bytes, *end = bytes + count;
    while (at < end) {
        switch (guard->place) {
            case InText:
                at = memchr(at, '<', (size_t)(end - at));
                if (!at) return XMLFine;
                at++;
                guard->place = AfterOpening;
                guard->tagLength = 0;
                guard->attributes = 0;
                break;
            case AfterOpening:
                if (*at == '!') guard->place = AfterMark;
                else if (*at == '?') enter(guard, InInstruction);
                else guard->place = InTag;
                // A tag may end with its first byte, which is then malformed.
                if (guard->place != InTag) at++;
                break;
            case AfterMark:
                // Both openings, `<!--` and `<![CDATA[`, are told by their first byte. libxml2
                // checks the others.
                if (*at == '-') guard->place = AfterDash;
                else if (*at == '[') enter(guard, InCDATA);
                else return XMLHasDoctype;
                at++;
                break;
            case AfterDash:
                // The second dash does not count towards the end: `<!--->` goes on.
                enter(guard, InComment);
                at++;
                break;
            case InTag:
                while (at < end && *at != '>' && *at != '"' && *at != '\'') {
                    at++;
                    if (++guard->tagLength > longestTag) return XMLTagTooLarge;
                }
                if (at == end) return XMLFine;
                guard->quote = *at;
                guard->place = *at == '>' ? InText : InValue;
                at++;
                break;
            case InValue: {
                const char *close = memchr(at, guard->quote, (size_t)(end - at));
                guard->tagLength += (size_t)((close ? close : end) - at) + 1;
                if (guard->tagLength > longestTag) return XMLTagTooLarge;
                if (!close) return XMLFine;
                if (++guard->attributes > mostAttributes) return XMLTagTooLarge;
                guard->place = InTag;
                at = close + 1;
                break;
            }
            default:
                if (ends(guard, *at++)) guard->place = InText;
        }
    }
    return XMLFine;
}
