#pragma once

#include <CWorkbook.h>
#include <xlsxwriter.h>

/// Loads libxlsxwriter on the first call and looks up every function used here.
///
/// It is not linked, so that commands that write no workbook start without it. Call this before any
/// other function of libxlsxwriter, and go on only when everything was found.
LibrarySearch loadXLSXWriter(void);

/// Looks for the functions in the library `file`, for tests.
LibrarySearch searchXLSXWriter(const char *file);

/// Makes a file in memory. Returns its descriptor, or -1 if memory is short.
int openMemoryFile(void);
