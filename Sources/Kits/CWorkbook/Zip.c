#include "CWorkbook.h"

#include <pthread.h>

// The functions used from libzip: result, name, parameters, arguments.
#define FUNCTIONS(USE)                                                                         \
    USE(zip_source_t *, zip_source_function_create,                                            \
        (zip_source_callback callback, void *context, zip_error_t *error),                     \
        (callback, context, error))                                                            \
    USE(void, zip_source_free, (zip_source_t *source), (source))                               \
    USE(zip_t *, zip_open_from_source, (zip_source_t *source, int flags, zip_error_t *error),  \
        (source, flags, error))                                                                \
    USE(void, zip_discard, (zip_t *archive), (archive))                                        \
    USE(zip_int64_t, zip_get_num_entries, (zip_t *archive, zip_flags_t flags),                 \
        (archive, flags))                                                                      \
    USE(const char *, zip_get_name, (zip_t *archive, zip_uint64_t index, zip_flags_t flags),   \
        (archive, index, flags))                                                               \
    USE(int, zip_stat_index,                                                                   \
        (zip_t *archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *status),           \
        (archive, index, flags, status))                                                       \
    USE(zip_file_t *, zip_fopen_index,                                                         \
        (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags))      \
    USE(zip_int64_t, zip_fread, (zip_file_t *file, void *bytes, zip_uint64_t count),           \
        (file, bytes, count))                                                                  \
    USE(int, zip_fclose, (zip_file_t *file), (file))                                           \
    USE(zip_source_t *, zip_source_buffer_create,                                              \
        (const void *bytes, zip_uint64_t count, int isFreed, zip_error_t *error),              \
        (bytes, count, isFreed, error))                                                        \
    USE(void, zip_source_keep, (zip_source_t *source), (source))                               \
    USE(zip_source_t *, zip_source_buffer,                                                     \
        (zip_t *archive, const void *bytes, zip_uint64_t count, int isFreed),                  \
        (archive, bytes, count, isFreed))                                                      \
    USE(zip_int64_t, zip_file_add,                                                             \
        (zip_t *archive, const char *name, zip_source_t *source, zip_flags_t flags),           \
        (archive, name, source, flags))                                                        \
    USE(int, zip_file_set_dostime,                                                             \
        (zip_t *archive, zip_uint64_t index, zip_uint16_t time, zip_uint16_t date,             \
         zip_flags_t flags),                                                                   \
        (archive, index, time, date, flags))                                                   \
    USE(int, zip_set_file_compression,                                                         \
        (zip_t *archive, zip_uint64_t index, zip_int32_t method, zip_uint32_t level),          \
        (archive, index, method, level))                                                       \
    USE(int, zip_close, (zip_t *archive), (archive))                                           \
    USE(int, zip_source_open, (zip_source_t *source), (source))                                \
    USE(int, zip_source_stat, (zip_source_t *source, zip_stat_t *status), (source, status))    \
    USE(zip_int64_t, zip_source_read, (zip_source_t *source, void *bytes, zip_uint64_t count), \
        (source, bytes, count))                                                                \
    USE(int, zip_source_close, (zip_source_t *source), (source))

#include "Library.h"

static struct functions loaded;
static LibrarySearch found;

static void load(void) { found = resolve("libzip.so.4", &loaded); }

LibrarySearch loadZip(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

LibrarySearch searchZip(const char *file) {
    struct functions functions;
    return resolve(file, &functions);
}

// Define each function to forward its call to the loaded library.
#define FORWARD(type, name, parameters, arguments) \
    type name parameters { return loaded.name arguments; }

FUNCTIONS(FORWARD)
