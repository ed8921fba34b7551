// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/functions/access.hpp"

#include <atomic>
#include <functional>

namespace audmg {
class Clock;
}  // namespace audmg
namespace audmg::database {
class AppPasswordRepository;
class AttemptRepository;
class AuditRepository;
class CollectionRepository;
class CompanionRepository;
class CredentialRepository;
class DriveRepository;
class EventRepository;
class FileChangeRepository;
class FileRepository;
class IdempotencyRepository;
class IntegrityRepository;
class InvitationRepository;
class ProcessingRepository;
class SessionRepository;
class TombstoneRepository;
class TrashRepository;
class UploadRepository;
class UsageRepository;
class UserRepository;
}  // namespace audmg::database
namespace audmg::functions {
class AppAddress;
class DriveMonitor;
struct MediaServices;
struct Policies;
class ObjectSums;
class OpenArchives;
class TrashedObjects;
}  // namespace audmg::functions
namespace audmg::identity {
class AccessTokens;
class CredentialCache;
class PasswordHasher;
class RateLimiter;
class RefreshTokens;
class SecretBox;
class Signer;
}  // namespace audmg::identity
namespace audmg::library {
class Catalogues;
}  // namespace audmg::library
namespace audmg::notification {
class EventHub;
class Mailer;
class Subscribers;
}  // namespace audmg::notification
namespace audmg::queue {
class MessageQueue;
}  // namespace audmg::queue
namespace audmg::storage {
class MultipartUploads;
class ObjectStore;
class PresignedUrls;
class Quarantine;
}  // namespace audmg::storage
namespace audmg::telemetry {
class Logger;
}  // namespace audmg::telemetry

// The services that functions work with, in groups by right. A function names the groups it may
// touch in the type of its parameter `services`, and can reach nothing else. On AWS the role of a
// Lambda function allows what the groups of its functions need, and no more:
// tests/golden/functions.json lists the groups, tests/deploy/test_permissions.py compares them with
// the roles.
//
// The composition root owns everything that is referred to, and outlives every call. All members
// are thread-safe.

namespace audmg::functions {

/// The readiness of this process, for GET /readyz.
struct Readiness {
  /// Set by a server that is about to stop.
  std::atomic<bool> draining = false;
  /// Returns whether the database takes writes; after a failed commit it does not before a restart.
  std::function<bool()> database_takes_writes = [] { return true; };
};

/// The services that every function may use; they give no access to stored data.
struct Common {
  const Clock& clock;
  telemetry::Logger& logger;
  const Policies& policies;
  Readiness& readiness;
  AppAddress& app_address;
};

/// Users, their credentials, sessions and tokens, and the answers to repeated calls.
struct Accounts {
  database::UserRepository& users;
  database::UsageRepository& usage;
  database::CredentialRepository& credentials;
  database::SessionRepository& sessions;
  database::AppPasswordRepository& app_passwords;
  database::InvitationRepository& invitations;
  database::AuditRepository& audit;
  database::AttemptRepository& attempts;
  database::IdempotencyRepository& idempotency;
  /// Mails to users wait here until send_account_mail() sends them.
  queue::MessageQueue& mail_queue;
  const identity::PasswordHasher& passwords;
  const identity::AccessTokens& access_tokens;
  const identity::RefreshTokens& refresh_tokens;
  const identity::SecretBox& secret_box;
  identity::CredentialCache& credential_cache;
  identity::RateLimiter& rate_limiter;
  const identity::Signer& signer;
};

/// The records of files, their collections and events, and links to their bytes.
struct Library {
  database::FileRepository& files;
  database::FileChangeRepository& changes;
  database::TrashRepository& trash;
  database::CollectionRepository& collections;
  database::CompanionRepository& companions;
  database::ProcessingRepository& processing;
  database::IntegrityRepository& integrity;
  database::EventRepository& events;
  storage::PresignedUrls& urls;
  /// The catalogues made of the records, with their snapshots in the object store.
  library::Catalogues& catalogues;
};

/// The recipients of events.
struct Notification {
  /// The owner's open pages, after each commit that added events.
  notification::EventHub& event_hub;
  /// The subscribers outside the drive.
  const notification::Subscribers& subscribers;
  /// Sends mails to users; where Policies::has_mailer is false, it only fails.
  notification::Mailer& mailer;
};

/// The bytes of files, and the records that keep them and the rows together.
struct Objects {
  storage::ObjectStore& objects;
  database::TombstoneRepository& tombstones;
  database::DriveRepository& drive;
  /// The objects that links do not lead to while their files are in the trash.
  TrashedObjects& trashed_objects;
  /// The archives of downloads that are being read.
  OpenArchives& archives;
  /// The CRC-32s that a download needs and no row has.
  ObjectSums& sums;
};

/// Upload sessions.
struct Uploads {
  database::UploadRepository& uploads;
  storage::MultipartUploads& multipart;
};

/// The service that only walks over the whole drive need, beside all of the above.
struct Upkeep {
  storage::Quarantine& quarantine;
};

/// The state of the whole drive, for admins.
struct Monitoring {
  const DriveMonitor& monitor;
};

/// The renderer and its plan; only processes with decoders have them.
struct Rendering {
  const MediaServices& media;
};

using CommonServices = Access<Common>;
using AccountServices = Access<Common, Accounts>;
using StatusServices = Access<Common, Accounts, Monitoring>;
using NotificationServices = Access<Common, Notification>;
using MailServices = Access<Common, Accounts, Notification>;
using RecordServices = Access<Common, Library>;
using EventServices = Access<Common, Library, Notification>;
using LibraryServices = Access<Common, Accounts, Library>;
using OrganiseServices = Access<Common, Accounts, Library, Notification>;
using HealthServices = Access<Common, Accounts, Objects>;
using ObjectServices = Access<Common, Library, Notification, Objects>;
using FileServices = Access<Common, Accounts, Library, Notification, Objects>;
using DownloadServices = Access<Common, Accounts, Library, Objects>;
using UploadServices = Access<Common, Accounts, Library, Notification, Objects, Uploads>;
using RenderingServices = Access<Common, Library, Notification, Objects, Rendering>;
/// All groups that every deployment has.
using Services =
    Access<Common, Accounts, Library, Notification, Objects, Uploads, Upkeep, Monitoring>;

}  // namespace audmg::functions
