// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

/// The outcome of a transaction: committed, or refused by the conditions of some steps.
class Commit {
 public:
  [[nodiscard]] bool done() const noexcept { return failed_.empty(); }
  /// Returns whether the condition of the step did not hold.
  [[nodiscard]] bool failed(std::size_t step) const noexcept {
    return step < failed_.size() && failed_[step].has_value();
  }
  /// Returns the item that a failed step found; empty when there is none.
  [[nodiscard]] const Item& found(std::size_t step) const { return *failed_[step]; }

 private:
  friend class Transaction;
  std::vector<std::optional<Item>> failed_;
};

/// Several changes of one table that happen together or not at all (TransactWriteItems). Steps are
/// numbered from 0. No two steps may concern the same item.
class Transaction {
 public:
  static constexpr std::size_t kMaxSteps = 100;

  /// Each adds a step and returns its number.
  std::size_t check(const Item& key, std::string_view condition, Item values = {});
  std::size_t put(Item item, std::string_view condition = {}, Item values = {});
  std::size_t update(const Item& key, std::string_view update, std::string_view condition,
                     Item values);
  std::size_t remove(const Item& key, std::string_view condition = {}, Item values = {});

  /// Adds the other transaction's steps behind these.
  void append(const Transaction& other);

  [[nodiscard]] std::size_t size() const noexcept { return steps_.size(); }

  /// Commits the steps; retries while other transactions hold the same items. May be called again.
  /// Errors: those of Table's writes; too_large (more than kMaxSteps).
  [[nodiscard]] Result<Commit> commit(Table& table) const;

 private:
  struct Step {
    std::string_view kind;
    /// An item for "Put", otherwise a key.
    Item item;
    std::string update;
    std::string condition;
    Item values;
  };

  std::size_t add(Step step);
  [[nodiscard]] std::string body(const std::string& table) const;

  std::vector<Step> steps_;
};

}  // namespace audmg::database::dynamodb
