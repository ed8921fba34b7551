// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/error.hpp"

#include <sqlite3.h>

#include <string>

namespace audmg::sqlite {
namespace {

constexpr int kPrimaryCodeMask = 0xff;

ErrorCode translate_constraint(int result_code) noexcept {
  switch (result_code) {
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return ErrorCode::not_found;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
      return ErrorCode::invalid_argument;
    default:
      return ErrorCode::already_exists;
  }
}

}  // namespace

ErrorCode translate_code(int result_code) noexcept {
  switch (result_code & kPrimaryCodeMask) {
    case SQLITE_FULL:
      return ErrorCode::out_of_space;
    case SQLITE_CONSTRAINT:
      return translate_constraint(result_code);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return ErrorCode::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return ErrorCode::unavailable;
    case SQLITE_INTERRUPT:
      return ErrorCode::deadline_exceeded;
    case SQLITE_TOOBIG:
      return ErrorCode::too_large;
    default:
      return ErrorCode::internal;
  }
}

Severity severity_of(int result_code) noexcept {
  if (result_code == SQLITE_IOERR_NOMEM) return Severity::shortage;
  switch (result_code & kPrimaryCodeMask) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
      return Severity::statement;
    // SQLite reports a full disk from writing pages to the log, before the page that would commit
    // them; never from a sync.
    case SQLITE_FULL:
    case SQLITE_BUSY:
      return Severity::passing;
    case SQLITE_NOMEM:
      return Severity::shortage;
    default:
      return Severity::lasting;
  }
}

Error make_error(int result_code, std::string_view action, sqlite3* connection) {
  std::string message(action);
  message.append(": ").append(::sqlite3_errstr(result_code));
  if (connection != nullptr && ::sqlite3_extended_errcode(connection) == result_code) {
    message.append(" (").append(::sqlite3_errmsg(connection)).append(")");
  }
  message.append(" [").append(std::to_string(result_code)).append("]");
  const int primary = result_code & kPrimaryCodeMask;
  return {translate_code(result_code), std::move(message),
          primary == SQLITE_BUSY || primary == SQLITE_LOCKED || primary == SQLITE_NOMEM};
}

}  // namespace audmg::sqlite
