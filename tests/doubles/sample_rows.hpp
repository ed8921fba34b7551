// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace audmg::database {

/// Noon of a day in 2026, and minutes after it.
inline constexpr TimePoint kNoon{std::chrono::milliseconds(1'767'355'200'000)};
[[nodiscard]] inline TimePoint minutes_after_noon(int count) {
  return kNoon + std::chrono::minutes(count);
}

using FileIds = std::vector<FileId>;

/// Make rows that differ where they must and are otherwise alike.
[[nodiscard]] inline User make_user(const std::string& username) {
  return {UserId::make(kNoon),
          username,
          username + "@example.org",
          "$argon2id$v=19$test",
          1,
          false,
          kNoon};
}

[[nodiscard]] inline Session make_session(const UserId& owner) {
  return {SessionId::make(kNoon), owner, std::string(64, 'a'), kNoon, minutes_after_noon(60)};
}

/// Derives the sha256 from the id, so that no two files are alike.
[[nodiscard]] inline File make_file(const UserId& owner, FileKind kind = FileKind::image) {
  File file;
  file.id = FileId::make(kNoon);
  file.owner = owner;
  file.name = "Holiday.jpg";
  file.kind = kind;
  file.content_type = kind == FileKind::image ? "image/jpeg" : "audio/mpeg";
  file.size = 123'456;
  std::string digits = file.id.text();
  std::erase(digits, '-');
  file.sha256 = digits + digits;
  file.status = FileStatus::ready;
  file.object_key = "orig/" + owner.text() + "/" + file.id.text();
  file.uploaded_at = kNoon;
  return file;
}

[[nodiscard]] inline Collection make_collection(const UserId& owner,
                                                const std::string& title = "Summer") {
  return {.id = CollectionId::make(kNoon), .owner = owner, .title = title, .created_at = kNoon};
}

[[nodiscard]] inline Upload make_upload(const UserId& owner) {
  Upload upload;
  upload.id = UploadId::make(kNoon);
  upload.owner = owner;
  upload.file_name = "Concert.flac";
  upload.content_type = "audio/flac";
  upload.size = 20'000'000'000;
  upload.sha256 = std::string(64, 'b');
  upload.object_key = "orig/" + owner.text() + "/" + upload.id.text();
  upload.multipart_upload_id = "multipart-" + upload.id.text();
  upload.part_size = 16'777'216;
  upload.created_at = kNoon;
  upload.expires_at = minutes_after_noon(60);
  return upload;
}

}  // namespace audmg::database
