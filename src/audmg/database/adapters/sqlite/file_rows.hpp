// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/lib/sqlite/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// The columns that read_file() reads, in its order; a literal, so that constant statements can
/// contain it.
#define AUDMG_FILE_COLUMNS                                                              \
  "id, owner, name, kind, content_type, size, sha256, status, object_key, uploaded_at," \
  " media_record, failure_reason, crc32, verified_at, damage, sidecar_version,"         \
  " processing_since, companions, modified_at, asked_renditions, renditions_asked_at,"  \
  " revision, edits, trashed_at, collections, queued_at"

namespace audmg::database {

/// Number of AUDMG_FILE_COLUMNS: the first column after them.
inline constexpr int kFileColumns = 26;

/// Errors: corrupt.
[[nodiscard]] Result<File> read_file(const sqlite::Statement& row);

/// Reads the owner's file with that id on the caller's connection.
[[nodiscard]] Result<std::optional<File>> find_file_row(sqlite::Connection& connection,
                                                        const UserId& owner, const FileId& id);

/// Reads those of the owner's files that have one of these ids, in the order of the ids.
[[nodiscard]] Result<std::vector<File>> find_file_rows(sqlite::Connection& connection,
                                                       const UserId& owner,
                                                       std::span<const FileId> ids);

/// Returns the value of column `crc32`: -1 stands for "unknown".
[[nodiscard]] std::int64_t crc32_value(const std::optional<std::uint32_t>& crc32) noexcept;

/// Return the value of a column `modified_at` or `trashed_at`, and read it: -1 stands for "none".
[[nodiscard]] std::int64_t optional_time_value(const std::optional<TimePoint>& time) noexcept;
[[nodiscard]] std::optional<TimePoint> read_optional_time(const sqlite::Statement& row, int column);

/// Returns the value of column `kind`. That of a file in the trash differs, so that the index
/// `files_by_kind` keeps it apart from those that are listed.
[[nodiscard]] std::string kind_value(const File& file);

/// Returns the value of column `collections`: the 16 bytes of each id.
[[nodiscard]] std::vector<std::byte> collections_value(
    const std::vector<CollectionId>& collections);

/// Removes an upload session in the writer's current transaction. Errors: not_found.
[[nodiscard]] Result<void> end_upload(sqlite::Connection& connection, const UserId& owner,
                                      const UploadId& upload);

}  // namespace audmg::database
