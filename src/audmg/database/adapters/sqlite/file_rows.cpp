// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/file_rows.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::int64_t kUnknownCrc32 = -1;
constexpr std::int64_t kNoTime = -1;
constexpr std::string_view kTrashedPrefix = "trashed ";
constexpr std::string_view kFindFile =
    "SELECT " AUDMG_FILE_COLUMNS " FROM files WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kEndUpload = "DELETE FROM uploads WHERE owner = ?1 AND id = ?2";

std::optional<FileKind> read_kind(std::string_view text) {
  if (text.starts_with(kTrashedPrefix)) text.remove_prefix(kTrashedPrefix.size());
  return parse_file_kind(text);
}

Result<std::vector<CollectionId>> read_collections(std::span<const std::byte> bytes) {
  std::vector<CollectionId> collections;
  for (; !bytes.empty(); bytes = bytes.subspan(kUuidBytes)) {
    auto id = CollectionId::from_bytes(bytes.first(std::min(bytes.size(), kUuidBytes)));
    if (!id) return fail(ErrorCode::corrupt, "a file with unreadable collections");
    collections.push_back(*std::move(id));
  }
  return collections;
}

}  // namespace

Result<File> read_file(const sqlite::Statement& row) {
  Result<File> result(std::in_place);
  File& file = *result;
  AUDMG_TRY(file.id, read_id<FileId>(row, 0));
  AUDMG_TRY(file.owner, read_id<UserId>(row, 1));
  const auto kind = read_kind(row.text(3));
  const auto status = parse_file_status(row.text(7));
  if (!kind || !status) return fail(ErrorCode::corrupt, "a file of unknown kind or status");
  file.name = row.text(2);
  file.kind = *kind;
  file.content_type = row.text(4);
  file.size = static_cast<std::uint64_t>(row.integer(5));
  file.sha256 = to_hex(row.bytes(6));
  file.status = *status;
  file.object_key = row.text(8);
  file.uploaded_at = read_time(row, 9);
  file.media_record = row.text(10);
  file.failure_reason = row.text(11);
  const std::int64_t crc32 = row.integer(12);
  if (crc32 != kUnknownCrc32) file.crc32 = static_cast<std::uint32_t>(crc32);
  file.verified_at = read_time(row, 13);
  file.damage = row.text(14);
  file.sidecar_version = static_cast<std::uint32_t>(row.integer(15));
  const TimePoint since = read_time(row, 16);
  file.processing_since = since == TimePoint{} ? file.uploaded_at : since;
  auto companions = read_companions(row.text(17));
  if (!companions) return fail(ErrorCode::corrupt, "a file with unreadable companions");
  file.companions = *std::move(companions);
  file.modified_at = read_optional_time(row, 18);
  file.asked_renditions = split_rendition_names(row.text(19));
  file.renditions_asked_at = read_time(row, 20);
  file.revision = static_cast<std::uint64_t>(row.integer(21));
  file.edits = row.text(22);
  file.trashed_at = read_optional_time(row, 23);
  AUDMG_TRY(file.collections, read_collections(row.bytes(24)));
  file.queued_at = read_time(row, 25);
  return result;
}

Result<std::optional<File>> find_file_row(sqlite::Connection& connection, const UserId& owner,
                                          const FileId& id) {
  return find_row(connection, kFindFile, read_file, IdBytes(owner), IdBytes(id));
}

Result<std::vector<File>> find_file_rows(sqlite::Connection& connection, const UserId& owner,
                                         std::span<const FileId> ids) {
  std::vector<File> files;
  files.reserve(ids.size());
  AUDMG_TRY(const sqlite::Query query, connection.query(kFindFile));
  const IdBytes owner_bytes(owner);
  for (const FileId& id : ids) {
    query->bind_all(owner_bytes, IdBytes(id));
    AUDMG_TRY(const bool found, query->step());
    if (found) {
      auto file = read_file(*query);
      if (!file) return std::unexpected(std::move(file).error());
      files.push_back(*std::move(file));
    }
    query->reset();
  }
  return files;
}

std::int64_t crc32_value(const std::optional<std::uint32_t>& crc32) noexcept {
  return crc32 ? std::int64_t{*crc32} : kUnknownCrc32;
}

std::int64_t optional_time_value(const std::optional<TimePoint>& time) noexcept {
  return time ? milliseconds(*time) : kNoTime;
}

std::optional<TimePoint> read_optional_time(const sqlite::Statement& row, int column) {
  if (row.integer(column) == kNoTime) return std::nullopt;
  return read_time(row, column);
}

std::string kind_value(const File& file) {
  return std::string(file.trashed_at ? kTrashedPrefix : std::string_view()) +
         std::string(to_string(file.kind));
}

std::vector<std::byte> collections_value(const std::vector<CollectionId>& collections) {
  std::vector<std::byte> bytes;
  bytes.reserve(collections.size() * kUuidBytes);
  for (const CollectionId& id : collections) {
    const std::span<const std::byte> id_bytes = IdBytes(id);
    bytes.insert(bytes.end(), id_bytes.begin(), id_bytes.end());
  }
  return bytes;
}

Result<void> end_upload(sqlite::Connection& connection, const UserId& owner,
                        const UploadId& upload) {
  AUDMG_TRY(const auto removed,
            change_rows(connection, kEndUpload, IdBytes(owner), IdBytes(upload)));
  if (removed == 0) return fail(ErrorCode::not_found, "no such upload session");
  return {};
}

}  // namespace audmg::database
