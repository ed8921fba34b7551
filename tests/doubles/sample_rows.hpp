// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/audit_chain.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"

#include <chrono>
#include <cstddef>
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
  return {.id = UserId::make(kNoon),
          .username = username,
          .email = username + "@example.org",
          .created_at = kNoon};
}

/// A user with a password hash.
[[nodiscard]] inline NewUser make_new_user(const User& user) {
  return {.user = user, .password_hash = "$argon2id$v=19$test"};
}

[[nodiscard]] inline Session make_session(const UserId& owner) {
  return {.id = SessionId::make(kNoon),
          .owner = owner,
          .created_at = kNoon,
          .expires_at = minutes_after_noon(60),
          .device = "Firefox on Linux",
          .network = "192.0.2.0/24",
          .last_used_at = kNoon,
          .authenticated_at = kNoon};
}

[[nodiscard]] inline AppPassword make_app_password(const UserId& owner,
                                                   const std::string& name = "phone") {
  return {.id = AppPasswordId::make(kNoon),
          .owner = owner,
          .name = name,
          .secret_hash = std::string(64, 'c'),
          .scopes = "edit read",
          .created_at = kNoon};
}

[[nodiscard]] inline Invitation make_invitation() {
  return {.id = InvitationId::make(kNoon),
          .secret_hash = std::string(64, 'd'),
          .created_at = kNoon,
          .expires_at = minutes_after_noon(60)};
}

/// Its id is of the time `at`, also after ids of later times were made.
[[nodiscard]] inline AuditEntry make_audit_entry(const UserId& user,
                                                 const std::string& action = "login",
                                                 TimePoint at = kNoon) {
  constexpr std::size_t kTimeLength = 14;
  return {.id = *AuditEntryId::parse(AuditEntryId::first_at(at).text().substr(0, kTimeLength) +
                                     AuditEntryId::make(at).text().substr(kTimeLength)),
          .user = user,
          .at = at,
          .action = action,
          .network = "192.0.2.0/24",
          .device = "Firefox on Linux",
          .detail = R"({"method":"password"})"};
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
