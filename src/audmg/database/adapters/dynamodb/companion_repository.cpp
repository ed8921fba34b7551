// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/companion_repository.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/file_change.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/tombstone_item.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::string_view kHadNone = "attribute_exists(pk) AND attribute_not_exists(companions)";
constexpr std::string_view kHadTheSame = "companions = :former";

/// Adds the step that changes the file's item.
void change_item(const Item& item, const File& file, Transaction& steps) {
  Item values;
  values.set(":companions", write_companions(file.companions));
  const bool had_some = item.has("companions");
  if (had_some) values.set(":former", item.text("companions"));
  const std::string_view unchanged = had_some ? kHadTheSame : kHadNone;
  steps.update(file_key(file.owner, file.id), "SET companions = :companions", unchanged,
               std::move(values));
}

class DynamoCompanionRepository final : public CompanionRepository {
 public:
  DynamoCompanionRepository(Table& table, OutboxRelay& relay) : table_(table), relay_(relay) {}

  Result<PutCompanionResult> put_companion(const PutCompanionRequest& request) override {
    return retry_conflicts<PutCompanionResult>([&] { return try_put(request); });
  }

 private:
  /// Returns nothing when others changed the file meanwhile.
  Result<std::optional<PutCompanionResult>> try_put(const PutCompanionRequest& request) {
    AUDMG_TRY(const auto item, find_file_item(table_, request.owner, request.file));
    if (!item) return fail(ErrorCode::not_found, "no such file");
    AUDMG_TRY(File file, read_file(*item));
    const OutboxSteps with(file.owner, file.id, request.outbox);
    auto former = database::put_companion(file.companions, request.companion);
    if (!request.in_place_of.empty() && (!former || former->object_key != request.in_place_of)) {
      return fail(ErrorCode::conflict, "the file has another companion meanwhile");
    }
    std::uint64_t reserved = 0;
    if (request.upload) {
      AUDMG_TRY(const auto reservation, find_reservation(table_, file.owner, *request.upload));
      if (!reservation) return no_such_upload();
      reserved = *reservation;
    }
    Transaction steps;
    const std::size_t user = steps.check(user_key(file.owner), "attribute_exists(pk)");
    change_item(*item, file, steps);
    const std::string& object_key = request.companion.object_key;
    const bool is_same_object = former && former->object_key == object_key;
    std::optional<std::size_t> object;
    if (!is_same_object) {
      object = steps.put(object_lock(object_key, file), "attribute_not_exists(pk)");
    }
    if (former && !is_same_object) {
      steps.remove(object_key_key(former->object_key));
      steps.put(tombstone_item({former->object_key, file.owner, FileId{}}));
    }
    const std::uint64_t freed = former ? former->size : 0;
    const std::uint64_t size = request.companion.size;
    UsageChange usage{.bytes = static_cast<std::int64_t>(size) - static_cast<std::int64_t>(freed),
                      .quota = quota_beyond(freed + reserved, size, request.quota)};
    std::optional<std::size_t> upload;
    if (request.upload) upload = end_upload(steps, file.owner, *request.upload, reserved, usage);
    const std::size_t counted = change_usage(steps, file.owner, usage);
    with.add_to(steps);
    AUDMG_TRY(const Commit commit,
              commit_with_completion(
                  table_, steps, request.completion ? &*request.completion : nullptr,
                  request.completion ? request.completion->status : 0, file.id.text()));
    if (commit.done()) {
      with.send(relay_);
      return PutCompanionResult{.file = std::move(file), .former = std::move(former)};
    }
    if (commit.failed(user)) return fail(ErrorCode::not_found, "no such user");
    if (upload && commit.failed(*upload)) return no_such_upload();
    if (object && commit.failed(*object)) {
      return fail(ErrorCode::already_exists, "another file or companion names this object");
    }
    if (commit.failed(counted)) {
      return fail(ErrorCode::too_large, "the companion does not fit into the quota");
    }
    return std::nullopt;
  }

  Table& table_;
  OutboxRelay& relay_;
};

}  // namespace

std::unique_ptr<CompanionRepository> make_companion_repository(Table& table, OutboxRelay& relay) {
  return std::make_unique<DynamoCompanionRepository>(table, relay);
}

}  // namespace audmg::database::dynamodb
