// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/upload_repository.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/due_items.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/readable_items.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Sets no TTL: items that DynamoDB removed by itself would stay in what is counted of the owner.
Item upload_item(const Upload& upload) {
  Item item = upload_key(upload.owner, upload.id);
  item.set("file_name", upload.file_name)
      .set("media_type", upload.content_type)
      .set("byte_size", upload.size)
      .set("sha256", upload.sha256)
      .set("object_key", upload.object_key)
      .set("multipart_upload_id", upload.multipart_upload_id)
      .set("part_size", upload.part_size)
      .set("created_at", upload.created_at)
      .set("expires_at", upload.expires_at)
      .set("reserved_bytes", upload.reserved);
  if (!upload.companion_of.empty()) item.set("companion_of", upload.companion_of.text());
  if (upload.modified_at) item.set("modified_at", *upload.modified_at);
  set_due(item, Due::upload, upload.expires_at, upload.id.text());
  return item;
}

Result<Upload> read_upload(const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  const auto owner = UserId::parse(item.text(kPk).substr(kPrefixBytes));
  const auto id = UploadId::parse(item.text(kSk).substr(kPrefixBytes));
  if (!owner || !id) return fail(ErrorCode::corrupt, "dynamodb: an upload session without ids");
  const std::string_view companion_of = item.text("companion_of");
  const auto picture = FileId::parse(companion_of);
  if (!companion_of.empty() && !picture) {
    return fail(ErrorCode::corrupt, "dynamodb: an upload session of a companion of no file");
  }
  std::optional<TimePoint> modified_at;
  if (item.has("modified_at")) modified_at = item.time("modified_at");
  return Upload{.id = *id,
                .owner = *owner,
                .file_name = std::string(item.text("file_name")),
                .content_type = std::string(item.text("media_type")),
                .size = item.size("byte_size"),
                .sha256 = std::string(item.text("sha256")),
                .object_key = std::string(item.text("object_key")),
                .multipart_upload_id = std::string(item.text("multipart_upload_id")),
                .part_size = item.size("part_size"),
                .created_at = item.time("created_at"),
                .expires_at = item.time("expires_at"),
                .companion_of = picture.value_or(FileId{}),
                .modified_at = modified_at,
                .reserved = reserved_bytes(item)};
}

class DynamoUploadRepository final : public UploadRepository {
 public:
  explicit DynamoUploadRepository(Table& table) : table_(table) {}

  Result<CreateUploadOutcome> create_upload(const Upload& upload, const UploadLimits& limits,
                                            const IdempotentCompletion* completion) override {
    if (limits.max_open == 0) return CreateUploadOutcome::too_many;
    Transaction steps;
    const std::size_t user = steps.check(user_key(upload.owner), "attribute_exists(pk)");
    steps.put(upload_item(upload), "attribute_not_exists(pk)");
    const std::size_t counted =
        change_usage(steps, upload.owner,
                     {.sessions = 1,
                      .reserved = static_cast<std::int64_t>(upload.reserved),
                      .max_sessions = limits.max_open,
                      .quota = limits.quota});
    AUDMG_TRY(
        const Commit commit,
        commit_with_completion(table_, steps, completion,
                               completion == nullptr ? 0 : completion->status, upload.id.text()));
    if (commit.done()) return CreateUploadOutcome::created;
    if (commit.failed(user)) return fail(ErrorCode::not_found, "no such user");
    if (commit.failed(counted)) {
      const bool too_many = open_sessions(commit.found(counted)) >= limits.max_open;
      return too_many ? CreateUploadOutcome::too_many : CreateUploadOutcome::over_quota;
    }
    return fail(ErrorCode::internal, "dynamodb: an upload session of this id is there");
  }

  Result<std::optional<Upload>> find_upload(const UserId& owner, const UploadId& id) override {
    if (owner.empty() || id.empty()) return std::nullopt;
    AUDMG_TRY(const auto item, table_.get(upload_key(owner, id)));
    if (!item) return std::nullopt;
    return read_upload(*item);
  }

  Result<bool> delete_upload(const UserId& owner, const UploadId& id) override {
    if (owner.empty() || id.empty()) return false;
    AUDMG_TRY(const auto reserved, find_reservation(table_, owner, id));
    if (!reserved) return false;
    Transaction steps;
    UsageChange usage;
    end_upload(steps, owner, id, *reserved, usage);
    change_usage(steps, owner, usage);
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    return commit.done();
  }

  Result<std::vector<Upload>> list_expired_uploads(TimePoint now, std::size_t limit) override {
    AUDMG_TRY(const auto due, find_due(table_, Due::upload, now, limit));
    std::vector<Item> keys;
    for (const Item& item : due) {
      if (keys.size() == limit) break;
      keys.push_back(key_of(item));
    }
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::vector<Upload> uploads = read_readable(table_, items, read_upload);
    std::ranges::sort(uploads, {}, &Upload::expires_at);
    return uploads;
  }

 private:
  Table& table_;
};

}  // namespace

std::unique_ptr<UploadRepository> make_upload_repository(Table& table) {
  return std::make_unique<DynamoUploadRepository>(table);
}

}  // namespace audmg::database::dynamodb
