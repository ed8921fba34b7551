// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/statement.hpp"

#include "audmg/lib/sqlite/error.hpp"

#include <sqlite3.h>

namespace audmg::sqlite {

void Statement::Finalize::operator()(sqlite3_stmt* handle) const noexcept {
  ::sqlite3_finalize(handle);
}

void Statement::keep_first_error(int result_code) noexcept {
  if (bind_error_ == SQLITE_OK) bind_error_ = result_code;
}

void Statement::bind(int parameter, std::int64_t value) {
  keep_first_error(::sqlite3_bind_int64(handle_.get(), parameter, value));
}

void Statement::bind(int parameter, std::string_view text) {
  // A null pointer would bind NULL, and an empty view may have one.
  const char* start = text.empty() ? "" : text.data();
  keep_first_error(::sqlite3_bind_text64(handle_.get(), parameter, start, text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int parameter, std::span<const std::byte> bytes) {
  const void* start = bytes.empty() ? static_cast<const void*>("") : bytes.data();
  keep_first_error(
      ::sqlite3_bind_blob64(handle_.get(), parameter, start, bytes.size(), SQLITE_TRANSIENT));
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK) {
    return std::unexpected(make_error(bind_error_, "bind to a statement"));
  }
  const int result_code = ::sqlite3_step(handle_.get());
  if (result_code == SQLITE_ROW) return true;
  if (result_code == SQLITE_DONE) return false;
  return std::unexpected(
      make_error(result_code, ::sqlite3_sql(handle_.get()), ::sqlite3_db_handle(handle_.get())));
}

Result<void> Statement::run() {
  AUDMG_TRY(const bool row, step());
  AUDMG_ASSERT(!row);
  return {};
}

std::int64_t Statement::integer(int column) const noexcept {
  return ::sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::text(int column) const {
  const unsigned char* start = ::sqlite3_column_text(handle_.get(), column);
  const int length = ::sqlite3_column_bytes(handle_.get(), column);
  if (start == nullptr) return {};
  return {reinterpret_cast<const char*>(start), static_cast<std::size_t>(length)};
}

std::span<const std::byte> Statement::bytes(int column) const noexcept {
  const void* start = ::sqlite3_column_blob(handle_.get(), column);
  const int length = ::sqlite3_column_bytes(handle_.get(), column);
  if (start == nullptr) return {};
  return {static_cast<const std::byte*>(start), static_cast<std::size_t>(length)};
}

void Statement::reset() noexcept {
  ::sqlite3_reset(handle_.get());
  ::sqlite3_clear_bindings(handle_.get());
  bind_error_ = SQLITE_OK;
}

}  // namespace audmg::sqlite
