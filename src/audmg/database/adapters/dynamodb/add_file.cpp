// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/add_file.hpp"

#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/locks.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <cstdint>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::string_view kAbsent = "attribute_not_exists(pk)";
constexpr std::string_view kPresent = "attribute_exists(pk)";
constexpr std::string_view kOutsideOfTrash =
    "attribute_exists(pk) AND attribute_not_exists(trashed_at)";

const IdempotentCompletion* completion_of(const AddFileRequest& request) {
  return request.completion ? &*request.completion : nullptr;
}

/// Handles the same bytes again: only the session ends, and not even that for a file in the trash.
/// Returns nothing when the file changes at this moment. `earlier` is the content's item.
Result<std::optional<AddFileResult>> end_duplicate(Table& table, const AddFileRequest& request,
                                                   const Item& earlier, std::uint64_t reserved) {
  const auto id = FileId::parse(earlier.text("file_id"));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: bytes of no file");
  AUDMG_TRY(const auto item, table.get(file_key(request.file.owner, *id)));
  if (!item) return std::nullopt;  // Deleted at this moment.
  AUDMG_TRY(File file, read_file(*item));
  if (file.trashed_at) return AddFileResult{AddFileOutcome::in_trash, std::move(file)};
  const UserId& owner = request.file.owner;
  Transaction steps;
  const std::size_t usable = steps.check(file_key(owner, *id), kOutsideOfTrash);
  std::optional<std::size_t> upload;
  if (request.upload) {
    UsageChange usage;
    upload = end_upload(steps, owner, *request.upload, reserved, usage);
    change_usage(steps, owner, usage);
  }
  AUDMG_TRY(const Commit commit,
            commit_with_completion(table, steps, completion_of(request),
                                   request.completion ? request.completion->duplicate_status : 0,
                                   id->text()));
  if (upload && commit.failed(*upload)) return no_such_upload();
  if (commit.failed(usable)) return std::nullopt;
  return AddFileResult{AddFileOutcome::duplicate, std::move(file)};
}

}  // namespace

Result<std::optional<AddFileResult>> try_add_file(Table& table, OutboxRelay& relay,
                                                  const AddFileRequest& request) {
  const File& file = request.file;
  AUDMG_ASSERT(file.companions.empty() && file.duplicate_of.empty());
  const OutboxSteps with(file.owner, file.id, request.outbox);
  std::uint64_t reserved = 0;
  if (request.upload) {
    AUDMG_TRY(const auto reservation, find_reservation(table, file.owner, *request.upload));
    if (!reservation) return no_such_upload();
    reserved = *reservation;
  }
  Transaction steps;
  const std::size_t user = steps.check(user_key(file.owner), kPresent);
  steps.put(file_item(file), kAbsent);
  std::optional<std::size_t> bytes;
  if (has_content_lock(file)) bytes = steps.put(content_lock(file), kAbsent);
  steps.put(object_lock(file), kAbsent);
  UsageChange usage{.bytes = static_cast<std::int64_t>(file.size),
                    .files = 1,
                    .quota = quota_beyond(reserved, file.size, request.quota)};
  std::optional<std::size_t> upload;
  if (request.upload) upload = end_upload(steps, file.owner, *request.upload, reserved, usage);
  const std::size_t counted = change_usage(steps, file.owner, usage);
  with.add_to(steps);
  AUDMG_TRY(
      const Commit commit,
      commit_with_completion(table, steps, completion_of(request),
                             request.completion ? request.completion->status : 0, file.id.text()));
  if (commit.done()) {
    with.send(relay);
    return AddFileResult{AddFileOutcome::added, file};
  }
  if (upload && commit.failed(*upload)) return no_such_upload();
  if (commit.failed(user)) return fail(ErrorCode::not_found, "no such user");
  if (bytes && commit.failed(*bytes)) {
    return end_duplicate(table, request, commit.found(*bytes), reserved);
  }
  if (commit.failed(counted)) return AddFileResult{AddFileOutcome::over_quota, file};
  return fail(ErrorCode::already_exists, "another file has this id or object key");
}

}  // namespace audmg::database::dynamodb
