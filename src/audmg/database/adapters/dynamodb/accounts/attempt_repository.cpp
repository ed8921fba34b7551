// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/attempt_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

using std::chrono::seconds;

/// A window may be looked at by processes whose clocks differ; DynamoDB takes its time, too.
constexpr std::chrono::hours kTtlAfterWindow{1};

Item counter_key(const AttemptLimit& limit, std::string_view subject) {
  std::string text(limit.name);
  text.append(1, '\0').append(subject);
  return attempts_key(openssl::sha256_hex(text));
}

/// Counts in windows that begin with their first attempt: one item for each subject.
class DynamoAttemptRepository final : public AttemptRepository {
 public:
  explicit DynamoAttemptRepository(Table& table) : table_(table) {}

  Result<std::optional<seconds>> take(const AttemptLimit& limit, std::string_view subject,
                                      TimePoint now) override {
    const Item counter = counter_key(limit, subject);
    return retry_conflicts<std::optional<seconds>>(
        [&]() -> Result<std::optional<std::optional<seconds>>> {
          AUDMG_TRY(const WriteOutcome counted, count(counter, limit, now));
          if (counted.done) return std::optional<seconds>();
          const TimePoint ends_at = counted.found.time("ends_at");
          if (ends_at > now) {
            return std::optional(std::max(seconds{1}, std::chrono::ceil<seconds>(ends_at - now)));
          }
          AUDMG_TRY(const bool begun, begin_window(counter, limit, now));
          if (begun) return std::optional<seconds>();
          return std::nullopt;  // Another call has begun the window: look again.
        });
  }

  Result<void> give_back(const AttemptLimit& limit, std::string_view subject,
                         TimePoint now) override {
    Item values;
    values.set(":less", -1).set(":now", now).set(":zero", 0);
    AUDMG_CHECK(table_.write({.item = counter_key(limit, subject),
                              .update = "ADD n :less",
                              .condition = "ends_at > :now AND n > :zero",
                              .values = values}));
    return {};
  }

 private:
  Result<WriteOutcome> count(const Item& counter, const AttemptLimit& limit, TimePoint now) {
    Item values;
    values.set(":one", 1).set(":now", now).set(":most", limit.count);
    return table_.write({.item = counter,
                         .update = "ADD n :one",
                         .condition = "ends_at > :now AND n < :most",
                         .values = values});
  }

  Result<bool> begin_window(const Item& counter, const AttemptLimit& limit, TimePoint now) {
    const TimePoint ends_at = now + limit.window;
    Item window = counter;
    window.set("n", 1).set("ends_at", ends_at);
    set_ttl(window, ends_at + kTtlAfterWindow);
    Item values;
    values.set(":now", now);
    AUDMG_TRY(const auto outcome,
              table_.write({.item = std::move(window),
                            .condition = "attribute_not_exists(pk) OR ends_at <= :now",
                            .values = values}));
    return outcome.done;
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<AttemptRepository> make_attempt_repository(Table& table) {
  return std::make_unique<DynamoAttemptRepository>(table);
}

}  // namespace audmg::database::dynamodb
