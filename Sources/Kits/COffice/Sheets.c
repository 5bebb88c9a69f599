#include "COffice.h"

#include <pthread.h>

// The functions used from libxlsxwriter: result, name, parameters, arguments.
#define FUNCTIONS(USE)                                                                         \
    USE(lxw_workbook *, workbook_new_opt,                                                      \
        (const char *file, lxw_workbook_options *options), (file, options))                    \
    USE(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook *workbook, const char *name),   \
        (workbook, name))                                                                      \
    USE(lxw_format *, workbook_add_format, (lxw_workbook *workbook), (workbook))               \
    USE(lxw_error, workbook_set_properties,                                                    \
        (lxw_workbook *workbook, lxw_doc_properties *properties), (workbook, properties))      \
    USE(lxw_error, workbook_close, (lxw_workbook *workbook), (workbook))                       \
    USE(void, format_set_bold, (lxw_format *format), (format))                                 \
    USE(void, format_set_text_wrap, (lxw_format *format), (format))                            \
    USE(void, format_set_align, (lxw_format *format, uint8_t alignment), (format, alignment))  \
    USE(void, format_set_num_format, (lxw_format *format, const char *code), (format, code))   \
    USE(void, format_set_bottom, (lxw_format *format, uint8_t style), (format, style))         \
    USE(lxw_error, worksheet_write_string,                                                     \
        (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,              \
         lxw_format *format),                                                                  \
        (sheet, row, column, text, format))                                                    \
    USE(lxw_error, worksheet_write_number,                                                     \
        (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number,                 \
         lxw_format *format),                                                                  \
        (sheet, row, column, number, format))                                                  \
    USE(lxw_error, worksheet_write_boolean,                                                    \
        (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int value,                     \
         lxw_format *format),                                                                  \
        (sheet, row, column, value, format))                                                   \
    USE(lxw_error, worksheet_write_comment_opt,                                                \
        (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,              \
         lxw_comment_options *options),                                                        \
        (sheet, row, column, text, options))                                                   \
    USE(lxw_error, worksheet_set_column,                                                       \
        (lxw_worksheet *sheet, lxw_col_t first, lxw_col_t last, double width,                  \
         lxw_format *format),                                                                  \
        (sheet, first, last, width, format))                                                   \
    USE(void, worksheet_freeze_panes, (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column), \
        (sheet, row, column))                                                                  \
    USE(lxw_error, worksheet_autofilter,                                                       \
        (lxw_worksheet *sheet, lxw_row_t firstRow, lxw_col_t firstColumn, lxw_row_t lastRow,   \
         lxw_col_t lastColumn),                                                                \
        (sheet, firstRow, firstColumn, lastRow, lastColumn))

#include <Library.h>

static struct functions loaded;
static LibrarySearch found;

static void load(void) { found = resolve("libxlsxwriter.so.4", &loaded); }

LibrarySearch loadXLSXWriter(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

LibrarySearch searchXLSXWriter(const char *file) {
    struct functions functions;
    return resolve(file, &functions);
}

// Define each function to forward its call to the loaded library.
#define FORWARD(type, name, parameters, arguments) \
    type name parameters { return loaded.name arguments; }

FUNCTIONS(FORWARD)
