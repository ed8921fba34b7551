// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/functions/service_set.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/notification/subscribers.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "doubles/failing_app_password_repository.hpp"
#include "doubles/failing_attempt_repository.hpp"
#include "doubles/failing_audit_repository.hpp"
#include "doubles/failing_collection_repository.hpp"
#include "doubles/failing_companion_repository.hpp"
#include "doubles/failing_credential_repository.hpp"
#include "doubles/failing_drive_repository.hpp"
#include "doubles/failing_event_repository.hpp"
#include "doubles/failing_file_change_repository.hpp"
#include "doubles/failing_file_repository.hpp"
#include "doubles/failing_idempotency_repository.hpp"
#include "doubles/failing_integrity_repository.hpp"
#include "doubles/failing_invitation_repository.hpp"
#include "doubles/failing_message_queue.hpp"
#include "doubles/failing_object_store.hpp"
#include "doubles/failing_presigned_urls.hpp"
#include "doubles/failing_processing_repository.hpp"
#include "doubles/failing_quarantine.hpp"
#include "doubles/failing_session_repository.hpp"
#include "doubles/failing_tombstone_repository.hpp"
#include "doubles/failing_trash_repository.hpp"
#include "doubles/failing_upload_repository.hpp"
#include "doubles/failing_usage_repository.hpp"
#include "doubles/failing_user_repository.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/recording_logger.hpp"
#include "doubles/recording_mailer.hpp"
#include "doubles/sample_media.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {

inline constexpr std::string_view kGoodPassword = "a long and calm sentence";

/// One response with its body parsed.
struct Answer {
  int status = 0;
  http::Headers headers;
  json::Value body;

  /// Returns the text of a member; "" when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::uint64_t number(std::string_view name) const;
  /// Returns the members of an array.
  [[nodiscard]] const json::Array& list(std::string_view name) const;
  /// Returns "<status> <problem code>", and for validation_failed also " <field> <field's
  /// code>...".
  [[nodiscard]] std::string verdict() const;
};

/// Returns the text of a member of a value; "" when there is none.
[[nodiscard]] std::string text_of(const json::Value& value, std::string_view name);

/// A request that is built up field by field.
struct Call {
  std::string_view function;
  std::string body{};
  http::Headers headers{};
  http::Parameters path{};
  http::Parameters query{};
  std::string address = "192.0.2.1";
  /// For functions that stream: number of bytes in each piece of the body.
  std::size_t piece = 64 * 1024;

  Call with(std::string_view name, std::string value) &&;
  Call id(std::string_view value) &&;
  Call where(std::string_view name, std::string value) &&;
};

[[nodiscard]] Call json_call(std::string_view function, std::string body);

/// A complete drive in a temporary folder: real SQLite, real files, a clock that stands still, and
/// before every port a failing double that forwards every call until `failures` says otherwise.
class Drive {
 public:
  /// The store seals its objects if there is a keyring.
  explicit Drive(std::shared_ptr<const sealing::Keyring> keyring = nullptr);

  /// Calls the function as a runtime does: sets the principal and looks up the handler in the route
  /// table. An error of a port becomes its status.
  Answer call(const Call& call, const http::Principal* principal = nullptr);

  /// Adds a user with a session, without calling a function (and so without Argon2id).
  http::Principal add_user(std::string_view name);

  /// Returns a form with one part "file".
  [[nodiscard]] static Call form(std::string_view bytes, std::string_view name = "a.gif",
                                 std::string_view more_parts = "");
  Answer upload(const http::Principal& who, std::string_view bytes,
                std::string_view name = "a.gif");

  /// Opens an upload session whose parts are still missing.
  Answer open_upload(const http::Principal& who, std::size_t size, std::string_view more = "");
  /// Writes one part as the object endpoint does.
  void put_part(const http::Principal& who, std::string_view upload_id, int number,
                std::string_view bytes);

  /// Returns the services that the function `media` uses here.
  [[nodiscard]] RenderingServices rendering(const MediaServices& media) const {
    return RenderingServices{services, services, services, services, Rendering{media}};
  }

  /// Returns the owner's rows, at most 100.
  [[nodiscard]] std::vector<database::File> rows(const UserId& owner);
  /// Returns the owner's row of this name; fails the test where there is none.
  [[nodiscard]] database::File row(const UserId& owner, std::string_view name);
  /// For adapters that keep their rows in the same file, such as queues.
  [[nodiscard]] sqlite::Connections connections() { return database_->connections(); }
  /// Returns the queue "mail", without its failing double.
  [[nodiscard]] queue::SqliteMessageQueue& mail_queue() { return *mail_messages_; }
  /// Returns the keys of all objects.
  [[nodiscard]] std::vector<std::string> object_keys();
  /// Returns the keys of the originals only.
  [[nodiscard]] std::vector<std::string> original_keys();
  [[nodiscard]] std::string read_object(const std::string& key);
  /// Returns the path of the object on the disk.
  [[nodiscard]] std::filesystem::path object_path(std::string_view key) const;
  /// Returns the object's bytes for a valid URL; "" for any other.
  [[nodiscard]] std::string follow(const std::string& url);

 private:
  TemporaryFolder folder_;

 public:
  FailurePlan failures;
  ManualClock clock;
  telemetry::RecordingLogger logger;

 private:
  std::unique_ptr<database::SqliteDatabase> database_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> store_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> urls_;
  database::FailingUserRepository users_;
  database::FailingCredentialRepository credentials_;
  database::FailingSessionRepository sessions_;
  database::FailingAppPasswordRepository app_passwords_;
  database::FailingInvitationRepository invitations_;
  database::FailingAuditRepository audit_;
  database::FailingAttemptRepository attempts_;
  database::FailingFileRepository files_;
  database::FailingCompanionRepository companions_;
  database::FailingFileChangeRepository changes_;
  database::FailingTrashRepository trash_;
  database::FailingCollectionRepository collections_;
  database::FailingProcessingRepository processing_;
  database::FailingUploadRepository uploads_;
  database::FailingUsageRepository usage_;
  database::FailingIdempotencyRepository idempotency_;
  database::FailingIntegrityRepository integrity_;
  database::FailingTombstoneRepository tombstones_;
  database::FailingDriveRepository drive_;
  storage::FailingObjectStore objects_;
  storage::FailingQuarantine quarantine_;
  storage::FailingMultipartUploads multipart_;
  storage::FailingPresignedUrls presigned_;
  database::FailingEventRepository events_;
  std::unique_ptr<queue::SqliteMessageQueue> mail_messages_;
  queue::FailingMessageQueue mail_queue_;

 public:
  notification::Subscribers subscribers;
  /// Gets the mails to users that send_account_mail() sends.
  notification::RecordingMailer mailer;
  Policies policies;

 private:
  ServiceSet set_;

 public:
  const Services& services;
};

class DriveTest : public testing::Test {
 protected:
  explicit DriveTest(std::shared_ptr<const sealing::Keyring> keyring = nullptr)
      : drive(std::move(keyring)) {}
  Answer call(const Call& what) { return drive.call(what); }
  Answer call(const Call& what, const http::Principal& who) { return drive.call(what, &who); }

  Drive drive;
};

}  // namespace audmg::functions
