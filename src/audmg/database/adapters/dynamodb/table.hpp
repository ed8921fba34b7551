// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/lib/aws/service_client.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {

/// Which items, in which order.
struct Query {
  /// "": the table itself, read consistently; "gsi1", "gsi2": an index, which may lag.
  std::string_view index{};
  /// "pk = :p AND begins_with(sk, :s)"
  std::string_view condition;
  Item values;
  bool newest_first = false;
  /// Where the page before ended; empty: from the start. Need not exist any more.
  Item after{};
  std::size_t limit = 0;
};

/// An UpdateItem or PutItem with a condition.
struct ConditionalWrite {
  /// PutItem of this item, or UpdateItem of this key.
  Item item;
  /// "SET a = :a"; "": PutItem.
  std::string_view update{};
  std::string_view condition{};
  Item values{};
};

/// What a conditional write came to. A condition that a write itself makes false may have failed
/// because of an attempt whose answer was lost: the item that is there tells.
struct WriteOutcome {
  bool done = false;
  /// When the condition failed: the item that is there, empty when there is none.
  Item found{};
};

/// A part of a table.
struct Page {
  std::vector<Item> items;
  /// Where the next page begins; empty: there is none.
  Item last{};
};

/// One table of DynamoDB and the calls of the API that we use. Reads are consistent. Thread-safe.
/// Errors of all: unavailable (retryable), corrupt, internal; of those that write: unknown_outcome
/// (retryable), when the answer to any of the attempts was lost.
class Table {
 public:
  Table(std::string name, aws::ServiceClient& client) : name_(std::move(name)), client_(client) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  [[nodiscard]] Result<std::optional<Item>> get(const Item& key);
  /// All of one instant. At most 100.
  [[nodiscard]] Result<std::vector<std::optional<Item>>> get_together(
      const std::vector<Item>& keys);
  /// Those that exist, in no order. Any number; keys must differ.
  [[nodiscard]] Result<std::vector<Item>> get_many(const std::vector<Item>& keys);
  /// At most `limit` items, of as many pages as that takes.
  [[nodiscard]] Result<std::vector<Item>> query(const Query& query);
  [[nodiscard]] Result<WriteOutcome> write(const ConditionalWrite& write);
  /// Whether the condition held; "" always does.
  [[nodiscard]] Result<bool> remove(const Item& key, std::string_view condition = {},
                                    const Item& values = {});
  /// Any number, not all at one instant.
  [[nodiscard]] Result<void> remove_many(const std::vector<Item>& keys);
  /// Any number, not all at one instant; their keys differ. Replaces what is there.
  [[nodiscard]] Result<void> put_many(const std::vector<Item>& items);
  /// A page of the whole table, read consistently: the items of one partition follow each other, by
  /// their sk. `after` is Page::last of the page before.
  [[nodiscard]] Result<Page> scan(const Item& after);

  /// For Transaction. `action` is "TransactWriteItems".
  [[nodiscard]] aws::Outcome<json::Value> call(std::string_view action, const std::string& body);

 private:
  [[nodiscard]] Result<json::Value> expect(std::string_view action, const std::string& body);
  /// One of the two kinds of requests that BatchWriteItem takes, and its member.
  struct BatchRequest {
    std::string_view name;
    std::string_view member;
  };
  [[nodiscard]] Result<void> write_many(const std::vector<Item>& items, BatchRequest request);

  const std::string name_;
  aws::ServiceClient& client_;
};

/// Why a call that writes failed: unknown_outcome when it may have happened all the same.
[[nodiscard]] Error to_write_error(const aws::Failure& failed);

/// The result of steps that follow a committed change: their errors are unknown_outcome, because
/// something has happened.
[[nodiscard]] Result<void> after_change(Result<void> result);

/// {"pk":...} of DynamoDB's "Item" and the like: nothing when there is none.
[[nodiscard]] Result<std::optional<Item>> read_item(const json::Value& holder,
                                                    std::string_view name);

/// Calls `attempt` until it gives something, with growing random pauses between: for changes that
/// depend on what was read before. Errors: those of `attempt`; unavailable after many attempts.
template <class T>
[[nodiscard]] Result<T> retry_conflicts(const std::function<Result<std::optional<T>>()>& attempt);

/// The pause before attempt `number`, from 1.
void pause_before(int number);
inline constexpr int kMaxConflicts = 40;

// --- inline ---

template <class T>
Result<T> retry_conflicts(const std::function<Result<std::optional<T>>()>& attempt) {
  for (int number = 0; number < kMaxConflicts; ++number) {
    if (number > 0) pause_before(number);
    AUDMG_TRY(std::optional<T> outcome, attempt());
    if (outcome) return *std::move(outcome);
  }
  return fail(ErrorCode::unavailable, "dynamodb: others changed the same items all the time", true);
}

}  // namespace audmg::database::dynamodb
