// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/file_item.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"

#include <utility>

namespace audmg::database::dynamodb {

Item file_item(const File& file) {
  Item item = file_key(file.owner, file.id);
  item.set("file_name", file.name)
      .set("file_kind", to_string(file.kind))
      .set("media_type", file.content_type)
      .set("byte_size", file.size)
      .set("sha256", file.sha256)
      .set("file_status", to_string(file.status))
      .set("object_key", file.object_key)
      .set("uploaded_at", file.uploaded_at)
      .set("media_record", file.media_record)
      .set("failure_reason", file.failure_reason)
      .set("attempt", 0)
      .set("verified_at", file.verified_at)
      .set("sidecar_version", file.sidecar_version)
      .set("revision", file.revision)
      .set(kG1Pk, files_of_kind_g1pk(file.owner, file.kind))
      .set(kG1Sk, file.id.text());
  if (!file.edits.empty()) item.set("edits", file.edits);
  if (file.crc32) item.set("crc32", *file.crc32);
  if (file.modified_at) item.set("modified_at", *file.modified_at);
  if (file.processing_since != TimePoint{}) item.set("processing_since", file.processing_since);
  if (file.queued_at != TimePoint{}) item.set("queued_at", file.queued_at);
  if (!file.announced_sha256.empty()) item.set("announced_sha256", file.announced_sha256);
  if (!file.asked_renditions.empty()) {
    item.set("asked_renditions", join_rendition_names(file.asked_renditions))
        .set("renditions_asked_at", file.renditions_asked_at);
  }
  return item;
}

Result<File> read_file(const Item& item) {
  constexpr std::size_t kPrefixBytes = 2;
  const auto owner = UserId::parse(item.text(kPk).substr(kPrefixBytes));
  const auto id = FileId::parse(item.text(kSk).substr(kPrefixBytes));
  const auto kind = parse_file_kind(item.text("file_kind"));
  const auto status = parse_file_status(item.text("file_status"));
  if (!owner || !id || !kind || !status) {
    return fail(ErrorCode::corrupt, "dynamodb: a file of unknown id, kind or status");
  }
  File file;
  file.id = *id;
  file.owner = *owner;
  file.name = item.text("file_name");
  file.kind = *kind;
  file.content_type = item.text("media_type");
  file.size = item.size("byte_size");
  file.sha256 = item.text("sha256");
  file.status = *status;
  file.object_key = item.text("object_key");
  file.uploaded_at = item.time("uploaded_at");
  file.media_record = item.text("media_record");
  file.failure_reason = item.text("failure_reason");
  if (item.has("crc32")) file.crc32 = static_cast<std::uint32_t>(item.size("crc32"));
  file.verified_at = item.time("verified_at");
  file.damage = item.text("damage");
  file.sidecar_version = static_cast<std::uint32_t>(item.size("sidecar_version"));
  file.processing_since =
      item.has("processing_since") ? item.time("processing_since") : file.uploaded_at;
  file.queued_at = item.time("queued_at");
  auto companions = read_companions(item.text("companions"));
  if (!companions) return fail(ErrorCode::corrupt, "dynamodb: a file with unreadable companions");
  file.companions = *std::move(companions);
  if (item.has("modified_at")) file.modified_at = item.time("modified_at");
  file.asked_renditions = split_rendition_names(item.text("asked_renditions"));
  file.renditions_asked_at = item.time("renditions_asked_at");
  if (item.has("revision")) file.revision = item.size("revision");
  file.edits = item.text("edits");
  if (item.has("trashed_at")) file.trashed_at = item.time("trashed_at");
  file.announced_sha256 = item.text("announced_sha256");
  file.digest_progress = item.text("digest_progress");
  if (auto other = FileId::parse(item.text("duplicate_of"))) file.duplicate_of = *std::move(other);
  AUDMG_TRY(const auto memberships, read_memberships(item));
  for (const Membership& membership : memberships)
    file.collections.push_back(membership.collection);
  return file;
}

}  // namespace audmg::database::dynamodb
