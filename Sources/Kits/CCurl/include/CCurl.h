#include <stdbool.h>
#include <stddef.h>

/// The result of looking for libcurl and its functions.
typedef struct {
    /// Whether the library could be loaded.
    bool isInstalled;
    /// The first function that the library lacks; NULL when it has every function used here.
    const char *missing;
} CurlSearch;

/// Loads libcurl on the first call and looks up every function used here.
///
/// Call this before `curlTransfer`, and go on only when everything was found. libcurl is not linked:
/// most commands send nothing.
CurlSearch loadCurl(void);

/// Looks for the functions in the library `file`, for tests.
CurlSearch searchCurl(const char *file);

/// A part of a mail.
typedef struct {
    const void *bytes;
    size_t count;
    /// What it is, such as `text/plain; charset=utf-8`.
    const char *type;
    /// The name of a file; NULL for what is shown.
    const char *name;
} CurlPart;

/// A request over HTTP, or a mail. Texts end with a zero byte. What is NULL is not used.
typedef struct {
    /// Where it goes: https, http, smtps or smtp.
    const char *address;
    /// The method of HTTP.
    const char *method;
    /// The header fields, `Name: value`, ending with NULL.
    const char *const *fields;
    /// The body of HTTP.
    const void *body;
    size_t count;
    /// The parts of a mail.
    const CurlPart *parts;
    size_t partCount;
    /// The sender's address; NULL makes it a request over HTTP.
    const char *sender;
    /// The recipients' addresses, ending with NULL.
    const char *const *recipients;
    /// The account at the mail server.
    const char *user;
    const char *password;
    /// A file of certificates to trust instead of the system's.
    const char *authorities;
    /// Whether a mail may go over a connection without TLS.
    bool isPlainAllowed;
    /// Whether proxies that the environment names are passed by.
    bool isDirect;
    /// The longest time in milliseconds for the connection, and for all.
    long connectionTime;
    long time;
    /// The most bytes of an answer.
    size_t most;
} CurlRequest;

/// What became of a request.
typedef struct {
    /// libcurl's code; 0 if an answer arrived whole, or the mail was accepted.
    int code;
    /// Why not, in libcurl's words; empty if it was.
    char reason[256];
    /// Whether the answer was larger than `most`.
    bool isTooLarge;
    /// The status of HTTP, or the last one of SMTP.
    long status;
    /// The seconds that the server asks to wait; 0 without any.
    long retryAfter;
    /// The whole address to which the answer leads on, to be freed with `free`; NULL without one.
    char *redirect;
    /// The body of the answer, to be freed with `free`; NULL if it is empty.
    void *answer;
    size_t count;
} CurlOutcome;

/// Carries out a request. Redirects are not followed, and certificates are checked.
CurlOutcome curlTransfer(const CurlRequest *request);
