// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/companion.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

enum class FileKind { image, audio };
enum class FileStatus { processing, ready, failed };

[[nodiscard]] std::string_view to_string(FileKind kind) noexcept;
[[nodiscard]] std::string_view to_string(FileStatus status) noexcept;
[[nodiscard]] std::optional<FileKind> parse_file_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<FileStatus> parse_file_status(std::string_view text) noexcept;

/// One file of one user, with its companions.
struct File {
  FileId id;
  UserId owner;
  /// Name given by the client, UTF-8; text only, never a path.
  std::string name;
  FileKind kind = FileKind::image;
  /// Derived from the bytes, never from the client.
  std::string content_type;
  std::uint64_t size = 0;
  /// Lower-case hexadecimal; unique among the files of one owner, but for those with a
  /// `duplicate_of`. "" until it is known, of large files in stores that do not compute it:
  /// IntegrityRepository::note_digests().
  std::string sha256;
  FileStatus status = FileStatus::processing;
  std::string object_key;
  /// The time in `id`.
  TimePoint uploaded_at;
  /// Facts found in the bytes: media/record/record_json.hpp; "" until then. Plain text to this
  /// port.
  std::string media_record{};
  /// The reason for the status `failed`, for the owner; "" otherwise.
  std::string failure_reason{};
  /// CRC-32 of the bytes; unset for files from before it was kept.
  std::optional<std::uint32_t> crc32{};
  /// When the stored bytes were last verified, at the upload or later; the epoch: never.
  TimePoint verified_at{};
  /// Describes damage of the stored bytes in one sentence for the owner; "" while none is known.
  /// IntegrityRepository changes it.
  std::string damage{};
  /// Version of the sidecar that was written for the object (functions/sidecar.hpp); 0: none yet.
  std::uint32_t sidecar_version = 0;
  /// When the file was last put into the status `processing` or an attempt last began, whichever
  /// was later. Equals `uploaded_at` in rows from before this was kept, and in files added without
  /// it.
  TimePoint processing_since{};
  /// When the file was last put into the status `processing`; the epoch: at the upload, or before
  /// this was kept. Messages that were sent earlier are not about its present processing.
  TimePoint queued_at{};
  /// CompanionRepository changes them.
  std::vector<Companion> companions{};
  /// When the client says that its copy was last changed; unset when it did not say.
  std::optional<TimePoint> modified_at{};
  /// Names of the renditions that the owner has asked for, in the order of asking; they are made
  /// besides those of the plan, and again by every rebuild. ProcessingRepository changes them.
  std::vector<std::string> asked_renditions{};
  /// When a message for `asked_renditions` was last sent; the epoch: never.
  TimePoint renditions_asked_at{};
  /// Changes whenever the owner changes the file: its name, edits, collections, or whether it is in
  /// the trash. FileChangeRepository and CollectionRepository change it and the next three.
  std::uint64_t revision = 1;
  /// The owner's edits (library/edits.hpp); "" while there are none. Plain text to this port.
  std::string edits{};
  /// When the owner put the file into the trash; unset while it is not there.
  std::optional<TimePoint> trashed_at{};
  /// The collections that it is in, in no particular order. They stay while it is in the trash.
  std::vector<CollectionId> collections{};
  /// The SHA-256 that the client announced, while `sha256` is not known or is another one; else "".
  std::string announced_sha256{};
  /// The reading of the bytes for `sha256` so far (identity/resumable_digest.hpp); "" before it and
  /// after it. Plain text to this port.
  std::string digest_progress{};
  /// The owner's file that had the same bytes when `sha256` became known, and may be gone by now;
  /// empty: there was none.
  FileId duplicate_of{};
};

/// Returns the names as the databases keep them: with blanks in between. No name contains a blank.
[[nodiscard]] std::string join_rendition_names(const std::vector<std::string>& names);
/// Returns the names in a text of join_rendition_names().
[[nodiscard]] std::vector<std::string> split_rendition_names(std::string_view text);

}  // namespace audmg::database
