// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/audience.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/live_credentials.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/identity/rate_limiter.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/telemetry/logger.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace audmg::functions {

/// Limits and lifetimes that a deployment may set.
struct Policies {
  /// Largest body of POST /upload, in bytes.
  std::uint64_t max_form_upload = 0;
  /// Largest file by an upload session, in bytes.
  std::uint64_t max_file_size = 0;
  /// Upload sessions one user may have open.
  std::size_t max_open_uploads = 0;
  std::chrono::seconds url_lifetime{};
  std::chrono::seconds upload_lifetime{};
  std::chrono::seconds access_token_lifetime{};
  std::chrono::seconds session_lifetime{};
  /// How long a refresh token is good after it was used.
  std::chrono::seconds refresh_leeway{};
  /// Whether strangers may sign up.
  bool signup_enabled = true;
  /// Whether accepted files are processed by somebody: this process or another one.
  bool process_media = false;
};

/// Everything a function may touch. The composition root makes one; it outlives every call.
/// All members are thread-safe.
struct Services {
  const Clock& clock;
  database::UserRepository& users;
  database::SessionRepository& sessions;
  database::FileRepository& files;
  database::ProcessingRepository& processing;
  database::UploadRepository& uploads;
  database::IdempotencyRepository& idempotency;
  database::IntegrityRepository& integrity;
  database::TombstoneRepository& tombstones;
  database::DriveRepository& drive;
  storage::ObjectStore& objects;
  storage::Quarantine& quarantine;
  storage::MultipartUploads& multipart;
  storage::PresignedUrls& urls;
  const identity::PasswordHasher& passwords;
  const identity::AccessTokens& access_tokens;
  identity::LiveCredentials& live_credentials;
  identity::RateLimiter& rate_limiter;
  const identity::Signer& signer;
  telemetry::Logger& logger;
  Policies policies;
  /// Set by a server that is about to stop: /readyz then says so.
  std::atomic<bool> draining = false;
  /// Null: no events are kept, and GET /events says so.
  database::EventRepository* events = nullptr;
  /// Null: nobody is told.
  const Audience* audience = nullptr;
  /// What the function `media` works with; null: this process does not run it. With it, `events` is
  /// not null, and `policies.process_media` should be set.
  const MediaServices* media = nullptr;
  /// Returns whether the database takes writes, which after a failed commit it does not before a
  /// restart. Empty: it always does.
  std::function<bool()> database_takes_writes{};
  /// How often streams of events look for news that other processes may have committed; 0: never,
  /// because this process alone commits any.
  std::chrono::milliseconds news_interval{0};
  /// To be told after each commit that added events.
  notification::EventHub event_hub{};
};

}  // namespace audmg::functions
