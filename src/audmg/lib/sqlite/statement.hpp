// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace audmg::sqlite {

/// One prepared statement. Parameters count from 1, columns from 0, as in SQLite. Belongs to its
/// connection and is used by one thread at a time.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* handle) noexcept : handle_(handle) {}

  /// Binds a copy of the value. The next step() reports a bind that failed.
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, std::span<const std::byte> bytes);
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    bind(parameter, static_cast<std::int64_t>(value));
  }

  /// Binds all parameters in order.
  template <class... Values>
  void bind_all(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
  }

  /// Advances the statement: returns true when there is a row to read, false when it is done.
  [[nodiscard]] Result<bool> step();
  /// Runs a statement that returns no rows.
  [[nodiscard]] Result<void> run();

  [[nodiscard]] std::int64_t integer(int column) const noexcept;
  /// Returns all bytes of the text, including embedded NUL.
  [[nodiscard]] std::string text(int column) const;
  /// Valid until the next step() or reset().
  [[nodiscard]] std::span<const std::byte> bytes(int column) const noexcept;

  /// Ends the read, which ends its view of the database, and clears the bound values.
  void reset() noexcept;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept;
  };
  void keep_first_error(int result_code) noexcept;

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  int bind_error_ = 0;
};

struct ResetStatement {
  void operator()(Statement* statement) const noexcept { statement->reset(); }
};

/// A cached statement in use; it is reset and goes back to its connection at the end of the scope.
using Query = std::unique_ptr<Statement, ResetStatement>;

}  // namespace audmg::sqlite
