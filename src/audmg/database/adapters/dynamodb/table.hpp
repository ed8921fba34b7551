// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/unreadable_rows.hpp"
#include "audmg/lib/aws/service_client.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::database::dynamodb {

/// Selects items and their order.
struct Query {
  /// "": the table itself, read consistently; "gsi1", "gsi2": an index, which may lag.
  std::string_view index{};
  /// "pk = :p AND begins_with(sk, :s)"
  std::string_view condition;
  Item values;
  bool newest_first = false;
  /// End of the page before; empty: from the start. The item need not exist any more.
  Item after{};
  std::size_t limit = 0;
};

/// An UpdateItem or PutItem with a condition.
struct ConditionalWrite {
  /// The item for PutItem, or the key for UpdateItem.
  Item item;
  /// "SET a = :a"; "": PutItem. "#ttl" stands for the attribute kTtl, whose name is a word of
  /// DynamoDB's expressions.
  std::string_view update{};
  std::string_view condition{};
  Item values{};
};

/// The outcome of a conditional write. A condition that a write itself makes false may have failed
/// because of an earlier attempt whose reply was lost: the item that was found tells.
struct WriteOutcome {
  bool done = false;
  /// When the condition failed: the item that is there; empty when there is none.
  Item found{};
};

/// A part of a table.
struct Page {
  std::vector<Item> items;
  /// Start of the next page; empty when there is none.
  Item last{};
};

/// One table of DynamoDB and the API calls that the drive uses. Reads are consistent. Thread-safe.
/// Errors of all methods: unavailable (retryable), corrupt, internal; of those that write:
/// unknown_outcome (retryable), when the reply to any of the attempts was lost.
class Table {
 public:
  /// `report_unreadable` is told by read_readable() (readable_items.hpp).
  Table(
      std::string name, aws::ServiceClient& client,
      ReportUnreadableRow report_unreadable = [](const Error&) {})
      : name_(std::move(name)), client_(client), report_unreadable_(std::move(report_unreadable)) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const ReportUnreadableRow& report_unreadable() const noexcept {
    return report_unreadable_;
  }

  [[nodiscard]] Result<std::optional<Item>> get(const Item& key);
  /// Reads all items at one instant. At most 100.
  [[nodiscard]] Result<std::vector<std::optional<Item>>> get_together(
      const std::vector<Item>& keys);
  /// Returns the items that exist, in no particular order. Any number; keys must differ.
  [[nodiscard]] Result<std::vector<Item>> get_many(const std::vector<Item>& keys);
  /// Returns at most `limit` items, reading as many pages as that takes.
  [[nodiscard]] Result<std::vector<Item>> query(const Query& query);
  [[nodiscard]] Result<WriteOutcome> write(const ConditionalWrite& write);
  /// Returns whether the condition held; "" always does.
  [[nodiscard]] Result<bool> remove(const Item& key, std::string_view condition = {},
                                    const Item& values = {});
  /// Removes any number of items, not all at one instant.
  [[nodiscard]] Result<void> remove_many(const std::vector<Item>& keys);
  /// Puts any number of items, not all at one instant; their keys must differ. Replaces existing
  /// items.
  [[nodiscard]] Result<void> put_many(const std::vector<Item>& items);
  /// Returns a page of the whole table, read consistently: the items of one partition follow each
  /// other, ordered by sk. `after` is Page::last of the page before.
  [[nodiscard]] Result<Page> scan(const Item& after);

  /// Makes a call for Transaction. `action` is "TransactWriteItems".
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
  const ReportUnreadableRow report_unreadable_;
};

/// Maps the failure of a call that writes: unknown_outcome when the call may have taken effect all
/// the same.
[[nodiscard]] Error to_write_error(const aws::Failure& failed);

/// Returns the result of steps that follow a committed change: their errors become unknown_outcome,
/// because something has happened.
[[nodiscard]] Result<void> after_change(Result<void> result);

/// Reads {"pk":...} of DynamoDB's "Item" and the like; returns nothing when it is absent.
[[nodiscard]] Result<std::optional<Item>> read_item(const json::Value& holder,
                                                    std::string_view name);

/// Calls `attempt` until it returns a value, with growing random pauses in between; for changes
/// that depend on an earlier read. Errors: those of `attempt`; unavailable after many attempts.
template <class T>
[[nodiscard]] Result<T> retry_conflicts(const std::function<Result<std::optional<T>>()>& attempt);

/// Sleeps before attempt `number`, which counts from 1.
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
