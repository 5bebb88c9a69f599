#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// curl.h defines macros of these names with parameters, so the pointers have names of their own.
struct functions {
    CURLcode (*start)(long flags);
    CURL *(*create)(void);
    CURLcode (*set)(CURL *handle, CURLoption option, ...);
    CURLcode (*perform)(CURL *handle);
    CURLcode (*get)(CURL *handle, CURLINFO what, ...);
    void (*destroy)(CURL *handle);
    struct curl_slist *(*append)(struct curl_slist *list, const char *text);
    void (*release)(struct curl_slist *list);
    const char *(*describe)(CURLcode code);
    curl_mime *(*createMime)(CURL *handle);
    curl_mimepart *(*addPart)(curl_mime *mime);
    CURLcode (*setData)(curl_mimepart *part, const char *bytes, size_t count);
    CURLcode (*setType)(curl_mimepart *part, const char *type);
    CURLcode (*setEncoder)(curl_mimepart *part, const char *encoding);
    CURLcode (*setName)(curl_mimepart *part, const char *name);
    void (*destroyMime)(curl_mime *mime);
};

#define RESOLVE(field, name)                                                 \
    *(void **)&functions->field = dlsym(library, name);                      \
    if (!functions->field) return (CurlSearch){.isInstalled = true, .missing = name};

static CurlSearch resolve(const char *file, struct functions *functions) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return (CurlSearch){.isInstalled = false, .missing = NULL};
    RESOLVE(start, "curl_global_init")
    RESOLVE(create, "curl_easy_init")
    RESOLVE(set, "curl_easy_setopt")
    RESOLVE(perform, "curl_easy_perform")
    RESOLVE(get, "curl_easy_getinfo")
    RESOLVE(destroy, "curl_easy_cleanup")
    RESOLVE(append, "curl_slist_append")
    RESOLVE(release, "curl_slist_free_all")
    RESOLVE(describe, "curl_easy_strerror")
    RESOLVE(createMime, "curl_mime_init")
    RESOLVE(addPart, "curl_mime_addpart")
    RESOLVE(setData, "curl_mime_data")
    RESOLVE(setType, "curl_mime_type")
    RESOLVE(setEncoder, "curl_mime_encoder")
    RESOLVE(setName, "curl_mime_filename")
    RESOLVE(destroyMime, "curl_mime_free")
    return (CurlSearch){.isInstalled = true, .missing = NULL};
}

static struct functions curl;
static CurlSearch found;

static void load(void) {
    found = resolve("libcurl.so.4", &curl);
    if (found.isInstalled && !found.missing) curl.start(CURL_GLOBAL_DEFAULT);
}

CurlSearch loadCurl(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

CurlSearch searchCurl(const char *file) {
    struct functions functions;
    return resolve(file, &functions);
}

struct state {
    const CurlRequest *request;
    CurlOutcome *outcome;
};

static size_t keep(char *bytes, size_t size, size_t number, void *context) {
    struct state *state = context;
    CurlOutcome *outcome = state->outcome;
    size_t count = size * number;
    if (count > state->request->most - outcome->count) {
        outcome->isTooLarge = true;
        return 0;
    }
    if (count == 0) return 0;
    void *larger = realloc(outcome->answer, outcome->count + count);
    if (!larger) return 0;
    memcpy((char *)larger + outcome->count, bytes, count);
    outcome->answer = larger;
    outcome->count += count;
    return count;
}

static struct curl_slist *list(const char *const *texts) {
    struct curl_slist *list = NULL;
    for (; texts && *texts; texts++) list = curl.append(list, *texts);
    return list;
}

static curl_mime *mime(CURL *handle, const CurlRequest *request) {
    curl_mime *mime = curl.createMime(handle);
    for (size_t place = 0; mime && place < request->partCount; place++) {
        const CurlPart *part = &request->parts[place];
        curl_mimepart *added = curl.addPart(mime);
        curl.setData(added, part->bytes, part->count);
        curl.setType(added, part->type);
        curl.setEncoder(added, part->name ? "base64" : "quoted-printable");
        if (part->name) curl.setName(added, part->name);
    }
    return mime;
}

CurlOutcome curlTransfer(const CurlRequest *request) {
    CurlOutcome outcome = {.code = CURLE_FAILED_INIT};
    CURL *handle = curl.create();
    if (!handle) return outcome;
    struct state state = {.request = request, .outcome = &outcome};
    char *reason = outcome.reason;
    bool isMail = request->sender != NULL;
    struct curl_slist *fields = list(request->fields);
    struct curl_slist *recipients = list(request->recipients);
    curl_mime *parts = NULL;
    curl.set(handle, CURLOPT_ERRORBUFFER, reason);
    curl.set(handle, CURLOPT_URL, request->address);
    curl.set(handle, CURLOPT_PROTOCOLS_STR, isMail ? "smtp,smtps" : "http,https");
    curl.set(handle, CURLOPT_NOSIGNAL, 1L);
    curl.set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl.set(handle, CURLOPT_CONNECTTIMEOUT_MS, request->connectionTime);
    curl.set(handle, CURLOPT_TIMEOUT_MS, request->time);
    curl.set(handle, CURLOPT_WRITEFUNCTION, keep);
    curl.set(handle, CURLOPT_WRITEDATA, &state);
    if (request->isDirect) curl.set(handle, CURLOPT_NOPROXY, "*");
    if (request->authorities) curl.set(handle, CURLOPT_CAINFO, request->authorities);
    curl.set(handle, CURLOPT_HTTPHEADER, fields);
    if (isMail) {
        parts = mime(handle, request);
        curl.set(handle, CURLOPT_MIMEPOST, parts);
        curl.set(handle, CURLOPT_MAIL_FROM, request->sender);
        curl.set(handle, CURLOPT_MAIL_RCPT, recipients);
        curl.set(handle, CURLOPT_USE_SSL,
                 (long)(request->isPlainAllowed ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        if (request->user) curl.set(handle, CURLOPT_USERNAME, request->user);
        if (request->password) curl.set(handle, CURLOPT_PASSWORD, request->password);
    } else {
        if (request->body) {
            curl.set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->count);
            curl.set(handle, CURLOPT_POSTFIELDS, request->body);
        }
        curl.set(handle, CURLOPT_CUSTOMREQUEST, request->method);
    }
    CURLcode code = curl.perform(handle);
    outcome.code = code;
    if (code != CURLE_OK && reason[0] == 0) {
        strncpy(reason, curl.describe(code), sizeof outcome.reason - 1);
    }
    curl.get(handle, CURLINFO_RESPONSE_CODE, &outcome.status);
    curl_off_t wait = 0;
    curl.get(handle, CURLINFO_RETRY_AFTER, &wait);
    outcome.retryAfter = (long)wait;
    const char *redirect = NULL;
    curl.get(handle, CURLINFO_REDIRECT_URL, &redirect);
    if (redirect) outcome.redirect = strdup(redirect);
    curl.destroy(handle);
    if (parts) curl.destroyMime(parts);
    curl.release(fields);
    curl.release(recipients);
    return outcome;
}
