// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// manifest.jsonl, the table of contents of a snapshot: docs/formats/backup.md.
namespace audmg::backup {

inline constexpr std::string_view kManifestFile = "manifest.jsonl";

/// A file of the snapshot other than an object: the records or a secret.
struct ManifestFile {
  /// Path relative to the snapshot's folder: "secrets/jwt_secret".
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;
};

/// The first line.
struct ManifestHeader {
  TimePoint created_at;
  /// Version of the program that made the snapshot.
  std::string program;
  /// The drive's identity at the time of the snapshot; nullopt for a drive without one.
  std::optional<database::DriveIdentity> drive{};
  ManifestFile records{};
  std::vector<ManifestFile> secrets{};
  /// Settings whose secrets are kept elsewhere and are not in the backup.
  std::vector<std::string> secrets_elsewhere{};
};

/// The line of an object.
struct ManifestObject {
  std::string key;
  std::uint64_t size = 0;
  /// Set for originals and companions; "" for objects that can be made again from them.
  std::string sha256{};
  std::optional<std::uint32_t> crc32{};
  /// True if the records name the object but the drive did not have it, so the snapshot lacks it
  /// too.
  bool missing = false;
};

/// The last line.
struct ManifestEnd {
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
  /// Objects that are hard links to the drive's objects.
  std::uint64_t linked = 0;
  /// Originals and companions that are missing.
  std::uint64_t missing = 0;
};

/// Writes a manifest line by line. Not thread-safe.
class ManifestWriter {
 public:
  /// Errors: as fail_errno().
  [[nodiscard]] static Result<ManifestWriter> create(const std::filesystem::path& file,
                                                     const ManifestHeader& header);
  [[nodiscard]] Result<void> add(const ManifestObject& object);
  /// Writes the last line and syncs the file.
  [[nodiscard]] Result<void> finish(const ManifestEnd& end);

 private:
  explicit ManifestWriter(Descriptor file) : file_(std::move(file)) {}
  [[nodiscard]] Result<void> append(std::string_view line);
  [[nodiscard]] Result<void> flush();

  Descriptor file_;
  std::string buffer_;
  openssl::Sha256 hash_;
};

/// Reads a manifest line by line, in constant memory. Not thread-safe.
class ManifestReader {
 public:
  /// Errors: not_found, corrupt, conflict (written by a newer version).
  [[nodiscard]] static Result<ManifestReader> open(const std::filesystem::path& file);

  [[nodiscard]] const ManifestHeader& header() const noexcept { return header_; }
  /// Returns nullopt after the last object; the checksum was then correct and end() is set. Errors:
  /// corrupt, internal.
  [[nodiscard]] Result<std::optional<ManifestObject>> next();
  [[nodiscard]] const ManifestEnd& end() const noexcept { return end_; }

 private:
  explicit ManifestReader(Descriptor file) : file_(std::move(file)) {}
  [[nodiscard]] Result<std::string> read_line();

  Descriptor file_;
  std::string buffer_;
  std::size_t position_ = 0;
  openssl::Sha256 hash_;
  ManifestHeader header_;
  ManifestEnd end_;
  bool ended_ = false;
};

/// Header and last line, read without the lines between them; the checksum is not verified.
struct ManifestSummary {
  ManifestHeader header;
  ManifestEnd end;
};
/// Errors: as ManifestReader::open().
[[nodiscard]] Result<ManifestSummary> read_manifest_summary(const std::filesystem::path& file);

}  // namespace audmg::backup
