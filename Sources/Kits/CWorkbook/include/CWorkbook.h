#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <zip.h>

/// The result of looking for a library and its functions.
typedef struct {
    /// Whether the library could be loaded.
    bool isInstalled;
    /// The first function that the library lacks; NULL when it has every function used here.
    const char *missing;
} LibrarySearch;

// Neither library is linked, because libxml2 loads ICU. Linking it would slow the start of every
// command that handles no workbook and no slides.

/// Loads libzip on the first call and looks up every function used here.
///
/// Call this before any other function of libzip, and go on only when everything was found.
LibrarySearch loadZip(void);

/// Looks for the functions in the library `file`, for tests.
LibrarySearch searchZip(const char *file);

/// Loads libxml2 on the first call and looks up every function used here.
///
/// Call this before `makeXMLParser`, and go on only when everything was found.
LibrarySearch loadXML(void);

/// Looks for the functions in the library `file`, for tests.
LibrarySearch searchXML(const char *file);

/// An attribute of an element. The layout is that of libxml2.
typedef struct {
    /// The name without its prefix.
    const char *_Nonnull name;
    const char *_Nullable prefix;
    const char *_Nullable namespace;
    /// The first byte of the value, in UTF-8 and without entities.
    const char *_Nonnull value;
    /// The byte after the value.
    const char *_Nonnull end;
} XMLAttribute;

/// The prefix of an element and what it declares.
typedef struct {
    /// NULL for an element without one.
    const char *_Nullable prefix;
    /// Pairs of a prefix and a namespace. The prefix of a default namespace is NULL.
    const char *_Nullable const *_Nullable namespaces;
    /// How many pairs there are.
    int count;
} XMLDeclarations;

/// The functions that a parser calls. Each says whether to go on. Names come without prefixes.
typedef struct {
    bool (*start)(
        void *context, const char *name, XMLDeclarations declarations,
        const XMLAttribute *attributes, int count);
    bool (*end)(void *context, const char *name);
    bool (*text)(void *context, const char *bytes, int count);
} XMLEvents;

/// How the parsing of a piece ended.
typedef enum {
    /// The piece was parsed.
    XMLFine,
    /// A function of `XMLEvents` said to stop.
    XMLStopped,
    /// The text is not well-formed XML in UTF-8, ends early or has an undeclared prefix.
    XMLMalformed,
    /// The text has a document type definition, which could define entities.
    XMLHasDoctype,
    /// Elements are nested too deeply.
    XMLTooDeep,
    /// A tag is too long or has too many attributes.
    XMLTagTooLarge,
    /// Too many namespaces are declared around an element, or there are too many names.
    XMLTooManyNames,
    /// Memory is short.
    XMLOutOfMemory
} XMLOutcome;

/// A parser of one XML text, which is handed over in pieces.
typedef struct XMLParser XMLParser;

/// Makes a parser that resolves no entities but the five of XML and opens nothing.
///
/// Returns NULL if memory is short.
XMLParser *makeXMLParser(XMLEvents events, void *context);

/// Parses the next piece. After any outcome but `XMLFine` the parser is of no more use.
XMLOutcome parseXML(XMLParser *parser, const char *bytes, size_t count, bool isLast);

/// Frees a parser.
void freeXMLParser(XMLParser *parser);
