// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/error.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace audmg::sqlite {
namespace {

struct Case {
  int result_code;
  ErrorCode meaning;
};

class TranslateCode : public testing::TestWithParam<Case> {};

TEST_P(TranslateCode, GivesTheMeaning) {
  EXPECT_EQ(translate_code(GetParam().result_code), GetParam().meaning)
      << ::sqlite3_errstr(GetParam().result_code);
}

INSTANTIATE_TEST_SUITE_P(
    All, TranslateCode,
    testing::Values(
        Case{SQLITE_FULL, ErrorCode::out_of_space}, Case{SQLITE_BUSY, ErrorCode::unavailable},
        Case{SQLITE_BUSY_SNAPSHOT, ErrorCode::unavailable},
        Case{SQLITE_LOCKED, ErrorCode::unavailable}, Case{SQLITE_NOMEM, ErrorCode::unavailable},
        Case{SQLITE_CANTOPEN, ErrorCode::unavailable},
        Case{SQLITE_READONLY, ErrorCode::unavailable},
        Case{SQLITE_CONSTRAINT, ErrorCode::already_exists},
        Case{SQLITE_CONSTRAINT_UNIQUE, ErrorCode::already_exists},
        Case{SQLITE_CONSTRAINT_PRIMARYKEY, ErrorCode::already_exists},
        Case{SQLITE_CONSTRAINT_FOREIGNKEY, ErrorCode::not_found},
        Case{SQLITE_CONSTRAINT_CHECK, ErrorCode::invalid_argument},
        Case{SQLITE_CONSTRAINT_NOTNULL, ErrorCode::invalid_argument},
        Case{SQLITE_CONSTRAINT_DATATYPE, ErrorCode::invalid_argument},
        Case{SQLITE_CORRUPT, ErrorCode::corrupt}, Case{SQLITE_CORRUPT_INDEX, ErrorCode::corrupt},
        Case{SQLITE_NOTADB, ErrorCode::corrupt}, Case{SQLITE_IOERR, ErrorCode::internal},
        Case{SQLITE_IOERR_FSYNC, ErrorCode::internal}, Case{SQLITE_TOOBIG, ErrorCode::too_large},
        Case{SQLITE_INTERRUPT, ErrorCode::deadline_exceeded},
        Case{SQLITE_MISUSE, ErrorCode::internal}, Case{SQLITE_ERROR, ErrorCode::internal}));

TEST(SeverityOf, AFullDiskAndALockPassAnyOtherTroubleOfTheFileLasts) {
  for (const int code : {SQLITE_OK, SQLITE_ERROR, SQLITE_CONSTRAINT_UNIQUE, SQLITE_TOOBIG}) {
    EXPECT_EQ(severity_of(code), Severity::statement) << code;
  }
  for (const int code : {SQLITE_FULL, SQLITE_BUSY, SQLITE_BUSY_RECOVERY}) {
    EXPECT_EQ(severity_of(code), Severity::passing) << code;
  }
  for (const int code : {SQLITE_NOMEM, SQLITE_IOERR_NOMEM}) {
    EXPECT_EQ(severity_of(code), Severity::shortage) << code;
  }
  for (const int code : {SQLITE_IOERR, SQLITE_IOERR_FSYNC, SQLITE_CORRUPT, SQLITE_NOTADB,
                         SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PROTOCOL}) {
    EXPECT_EQ(severity_of(code), Severity::lasting) << code;
  }
}

TEST(MakeError, NamesActionMeaningAndCode) {
  const Error error = make_error(SQLITE_IOERR_FSYNC, "commit");
  EXPECT_EQ(error.message, "commit: disk I/O error [1034]");
  EXPECT_FALSE(error.retryable);
}

TEST(MakeError, OnlyALockOrLackOfMemoryIsWorthAnotherTry) {
  EXPECT_TRUE(make_error(SQLITE_BUSY, "write").retryable);
  EXPECT_TRUE(make_error(SQLITE_NOMEM, "write").retryable);
  EXPECT_FALSE(make_error(SQLITE_FULL, "write").retryable);
  EXPECT_FALSE(make_error(SQLITE_CORRUPT, "write").retryable);
}

}  // namespace
}  // namespace audmg::sqlite
