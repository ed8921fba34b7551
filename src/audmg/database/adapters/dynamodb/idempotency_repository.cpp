// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/idempotency_repository.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <mutex>
#include <set>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kMaxLeftBusy = 10'000;
constexpr std::size_t kClaimBytes = 16;
/// delete_expired_records() is exact; this is for deployments that never call it.
constexpr std::chrono::hours kTtlAfterEnd{24};

Item record_item(const BeginIdempotentRequest& request, const std::string& claim) {
  Item item = idempotency_key(request.key);
  item.set("fingerprint", request.fingerprint)
      .set("busy_until", request.busy_until)
      .set("expires_at", request.expires_at)
      .set("claim", claim);
  set_ttl(item, request.expires_at + kTtlAfterEnd);
  set_due(item, Due::idempotency, request.expires_at, request.key.scope + "#" + request.key.key);
  return item;
}

class DynamoIdempotencyRepository final : public IdempotencyRepository {
 public:
  explicit DynamoIdempotencyRepository(Table& table) : table_(table) {}

  Result<BeginResult> begin(const BeginIdempotentRequest& request) override {
    // Distinguishes this call's record from another's when the reply to the write was lost.
    const std::string claim = openssl::random_text(kClaimBytes);
    const Item record = record_item(request, claim);
    Item values;
    values.set(":now", request.now);
    AUDMG_TRY(const auto outcome,
              table_.write({.item = record,
                            .condition = "attribute_not_exists(pk) OR expires_at <= :now OR "
                                         "(attribute_not_exists(answered_status) AND "
                                         "busy_until <= :now)",
                            .values = values}));
    const Item& found = outcome.found;
    if (outcome.done || found.text("claim") == claim) return BeginResult{};
    const bool is_busy = !found.has("answered_status");
    if (is_busy && forget_left_busy(request.key)) {
      auto taken = take_over(record, found);
      if (!taken) remember_left_busy(request.key);
      if (!taken) return std::unexpected(std::move(taken).error());
      if (*taken) return BeginResult{};
    }
    if (found.text("fingerprint") != request.fingerprint) {
      return BeginResult{BeginOutcome::mismatch, 0, {}};
    }
    if (is_busy) return BeginResult{BeginOutcome::busy, 0, {}};
    return BeginResult{BeginOutcome::completed, static_cast<int>(found.number("answered_status")),
                       std::string(found.text("resource_id"))};
  }

  Result<void> complete(const IdempotencyKey& key, int status,
                        const std::string& resource_id) override {
    Transaction steps;
    add_completion(steps, key, status, resource_id);
    AUDMG_TRY([[maybe_unused]] const Commit commit, steps.commit(table_));
    return {};
  }

  Result<void> abandon(const IdempotencyKey& key) override {
    auto removed = table_.remove(idempotency_key(key), "attribute_not_exists(answered_status)");
    if (removed) return {};
    remember_left_busy(key);
    return std::unexpected(std::move(removed).error());
  }

  Result<void> delete_expired_records(TimePoint now) override {
    Item values;
    values.set(":now", now);
    return remove_due(table_, Due::idempotency, now, "expires_at < :now", values);
  }

 private:
  /// Replaces the record that was found, unless that has changed.
  Result<bool> take_over(const Item& record, const Item& found) {
    Item values;
    values.set(":claim", found.text("claim"));
    AUDMG_TRY(const auto outcome,
              table_.write({.item = record,
                            .condition = "claim = :claim AND attribute_not_exists(answered_status)",
                            .values = values}));
    return outcome.done || outcome.found.text("claim") == record.text("claim");
  }

  void remember_left_busy(const IdempotencyKey& key) {
    const std::lock_guard lock(mutex_);
    if (left_busy_.size() < kMaxLeftBusy) left_busy_.emplace(key.scope, key.key);
  }

  /// Returns whether the record was one of them.
  bool forget_left_busy(const IdempotencyKey& key) {
    const std::lock_guard lock(mutex_);
    return left_busy_.erase({key.scope, key.key}) > 0;
  }

  Table& table_;
  std::mutex mutex_;
  /// Records that say busy although no request is running, because abandon() failed.
  std::set<std::pair<std::string, std::string>> left_busy_;
};

}  // namespace

std::unique_ptr<IdempotencyRepository> make_idempotency_repository(Table& table) {
  return std::make_unique<DynamoIdempotencyRepository>(table);
}

}  // namespace audmg::database::dynamodb
