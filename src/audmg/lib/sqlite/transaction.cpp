// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/transaction.hpp"

#include <utility>

namespace audmg::sqlite {
namespace {

Result<void> run(Connection& connection, std::string_view sql) {
  AUDMG_TRY(const Query statement, connection.query(sql));
  return statement->run();
}

}  // namespace

Result<Transaction> Transaction::begin(Connection& connection) {
  AUDMG_CHECK(run(connection, "BEGIN IMMEDIATE"));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_ != nullptr) static_cast<void>(roll_back());
}

Result<void> Transaction::commit() {
  AUDMG_CHECK(run(*connection_, "COMMIT"));
  connection_ = nullptr;
  return {};
}

Result<void> Transaction::roll_back() {
  Connection& connection = *std::exchange(connection_, nullptr);
  // Some errors (full disk, I/O) have ended the transaction already.
  if (!connection.in_transaction()) return {};
  return run(connection, "ROLLBACK");
}

}  // namespace audmg::sqlite
