#include "CWorkbook.h"
#include "TagGuard.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The functions used from libxml2: result, name, parameters.
#define FUNCTIONS(USE)                                                                      \
    USE(void, xmlInitParser, (void))                                                        \
    USE(xmlParserCtxtPtr, xmlCreatePushParserCtxt,                                          \
        (xmlSAXHandlerPtr handler, void *context, const char *bytes, int count,             \
         const char *name))                                                                 \
    USE(int, xmlCtxtUseOptions, (xmlParserCtxtPtr parser, int options))                     \
    USE(int, xmlParseChunk,                                                                 \
        (xmlParserCtxtPtr parser, const char *bytes, int count, int isLast))                \
    USE(int, xmlDictSize, (xmlDictPtr names))                                               \
    USE(void, xmlStopParser, (xmlParserCtxtPtr parser))                                     \
    USE(void, xmlFreeDoc, (xmlDocPtr document))                                             \
    USE(void, xmlFreeParserCtxt, (xmlParserCtxtPtr parser))

#include "Library.h"

static struct functions loaded;
static LibrarySearch found;

static void load(void) {
    found = resolve("libxml2.so.2", &loaded);
    // The first call sets up the library and must not run on two threads.
    if (found.isInstalled && !found.missing) loaded.xmlInitParser();
}

LibrarySearch loadXML(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

LibrarySearch searchXML(const char *file) {
    struct functions functions;
    return resolve(file, &functions);
}

enum { deepestElement = 64 };
// libxml2 looks through all of them for each name.
static const int mostNamespaces = 256;
static const int mostNames = 10000;

struct XMLParser {
    XMLEvents events;
    void *context;
    xmlParserCtxtPtr parser;
    TagGuard guard;
    XMLOutcome outcome;
    int depth;
    /// How many namespaces are declared at each depth and above.
    int namespaces[deepestElement + 1];
    bool hasBegun;
};

static void stop(XMLParser *self, XMLOutcome outcome) {
    if (self->outcome == XMLFine) self->outcome = outcome;
    loaded.xmlStopParser(self->parser);
}

static void startElement(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace,
    int namespaces, const xmlChar **definitions, int count, int defaults,
    const xmlChar **attributes) {
    XMLParser *self = context;
    if (self->outcome != XMLFine) return;
    if (++self->depth > deepestElement) return stop(self, XMLTooDeep);
    self->namespaces[self->depth] = self->namespaces[self->depth - 1] + namespaces;
    if (self->namespaces[self->depth] > mostNamespaces) return stop(self, XMLTooManyNames);
    XMLDeclarations declarations = {
        (const char *)prefix, (const char *const *)definitions, namespaces};
    bool goesOn = self->events.start(
        self->context, (const char *)name, declarations, (const XMLAttribute *)attributes, count);
    if (!goesOn) stop(self, XMLStopped);
}

static void endElement(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace) {
    XMLParser *self = context;
    if (self->outcome != XMLFine) return;
    self->depth--;
    if (!self->events.end(self->context, (const char *)name)) stop(self, XMLStopped);
}

static void text(void *context, const xmlChar *bytes, int count) {
    XMLParser *self = context;
    if (self->outcome != XMLFine) return;
    if (!self->events.text(self->context, (const char *)bytes, count)) stop(self, XMLStopped);
}

static void doctype(
    void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    stop(context, XMLHasDoctype);
}

// Without this, libxml2 prints errors, with lines of the file, to standard error.
static void ignoreError(void *context, xmlErrorPtr error) {}

XMLParser *makeXMLParser(XMLEvents events, void *context) {
    XMLParser *self = calloc(1, sizeof *self);
    if (!self) return NULL;
    self->events = events;
    self->context = context;
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = startElement,
        .endElementNs = endElement,
        .characters = text,
        // The same function, so that libxml2 does not sort blanks from text.
        .ignorableWhitespace = text,
        .cdataBlock = text,
        .internalSubset = doctype,
        .serror = ignoreError,
    };
    self->parser = loaded.xmlCreatePushParserCtxt(&handler, self, NULL, 0, NULL);
    if (!self->parser) {
        free(self);
        return NULL;
    }
    // A declared encoding is ignored: `followTags` must read the text as libxml2 does. NOENT turns
    // `&amp;` in attributes into `&`; without a document type there are no entities to expand.
    loaded.xmlCtxtUseOptions(
        self->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
    return self;
}

// Whether the text may be UTF-8. libxml2 would recognise UTF-16, UTF-32 and EBCDIC by themselves.
static bool mayBeUTF8(const char *bytes, size_t count) {
    size_t mark = count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    return count >= mark + 2 && bytes[mark] == '<' && bytes[mark + 1] != 0;
}

XMLOutcome parseXML(XMLParser *self, const char *bytes, size_t count, bool isLast) {
    if (self->outcome != XMLFine) return self->outcome;
    if (count > 0 && !self->hasBegun) {
        self->hasBegun = true;
        if (!mayBeUTF8(bytes, count)) return self->outcome = XMLMalformed;
    }
    XMLOutcome tags = followTags(&self->guard, bytes, count);
    if (tags != XMLFine) return self->outcome = tags;
    int error = loaded.xmlParseChunk(self->parser, bytes, (int)count, isLast);
    if (self->outcome != XMLFine) return self->outcome;
    if (error == XML_ERR_NO_MEMORY) return self->outcome = XMLOutOfMemory;
    // libxml2 goes on after an undeclared prefix, but takes long to report each.
    if (!self->parser->wellFormed || !self->parser->nsWellFormed || self->parser->disableSAX) {
        return self->outcome = XMLMalformed;
    }
    // libxml2 keeps all names of a text in a table that gets slow.
    if (loaded.xmlDictSize(self->parser->dict) > mostNames) self->outcome = XMLTooManyNames;
    return self->outcome;
}

void freeXMLParser(XMLParser *self) {
    if (!self) return;
    if (self->parser->myDoc) loaded.xmlFreeDoc(self->parser->myDoc);
    loaded.xmlFreeParserCtxt(self->parser);
    free(self);
}
