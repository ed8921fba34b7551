// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/connection.hpp"

namespace audmg::sqlite {

/// A write transaction, rolled back at the end of the scope unless it was committed. The connection
/// must outlive it.
class Transaction {
 public:
  /// Takes the write lock at once, so that nothing later in the transaction waits for it.
  [[nodiscard]] static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// On success everything is durable (synchronous=FULL). After an error the transaction can only
  /// be rolled back.
  [[nodiscard]] Result<void> commit();
  /// After an error the connection must not be used for writing.
  [[nodiscard]] Result<void> roll_back();

 private:
  explicit Transaction(Connection& connection) noexcept : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace audmg::sqlite
