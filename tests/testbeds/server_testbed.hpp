// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/service_set.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/notification/subscribers.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "audmg/server/server.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "audmg/telemetry/logger.hpp"
#include "doubles/failing_event_repository.hpp"
#include "doubles/memory_event_repository.hpp"
#include "doubles/recording_mailer.hpp"
#include "doubles/temporary_folder.hpp"
#include "testbeds/http_client.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace audmg::server {

/// Keeps every record as one line "event name=value name=value".
class RecordingLogger final : public telemetry::Logger {
 public:
  void log(telemetry::Level level, std::string_view event,
           std::initializer_list<telemetry::Attribute> attributes) noexcept override;
  void flush() noexcept override {}
  /// Returns the records of that event so far.
  [[nodiscard]] std::vector<std::string> records(std::string_view event) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> records_;
};

/// Effects of the test functions.
struct Collected {
  std::atomic<int> finished = 0;
  std::atomic<int> dropped = 0;
  std::atomic<std::uint64_t> bytes = 0;
};

/// A real server with real stores in its own folder. In addition to the product's functions it has
/// some for tests:
///   POST /echo (pool) responds with the body;  GET /address (loop) with the client's address;
///   GET /block (pool), /block-passwords (password pool) respond after release();
///   GET /throw, /throw-inline fail with an exception;
///   POST /collect (stream) responds with the body's length, or refuses after X-Refuse-After bytes.
class Testbed {
 public:
  explicit Testbed(ServerOptions options = {});
  ~Testbed();

  [[nodiscard]] Client connect(Client::Speak speak = Client::Speak::plain) const {
    return Client(server->port(), speak);
  }
  /// Connects from another address of this machine (127.0.0.0/8).
  [[nodiscard]] Client connect_from(const std::string& address) const {
    return Client(server->port(), Client::Speak::plain, address);
  }
  /// Puts an object; returns a signed target for it.
  [[nodiscard]] std::string put_object(const std::string& key, std::string_view bytes);
  [[nodiscard]] std::string signed_get(const std::string& key,
                                       std::chrono::seconds lifetime = std::chrono::hours{1});
  /// Returns "Authorization: Bearer <token>\r\n" of a new user.
  [[nodiscard]] std::string sign_up(const std::string& username);
  /// Lets GET /block respond, now and later.
  void release();
  /// Waits until that many calls are in GET /block.
  void wait_for_blocked(int count);
  Collected& collected();

  TemporaryFolder folder;
  SystemClock clock;
  RecordingLogger logger;
  std::unique_ptr<database::SqliteDatabase> database;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> store;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> urls;
  database::MemoryEventRepository events;
  FailurePlan event_failures;
  database::FailingEventRepository failing_events{events, event_failures};
  identity::PasswordHasher passwords;
  notification::Subscribers subscribers;
  notification::RecordingMailer mailer;
  std::unique_ptr<queue::SqliteMessageQueue> mail_queue;
  functions::Policies policies;
  std::unique_ptr<functions::ServiceSet> set;
  std::unique_ptr<telemetry::Metrics> metrics;
  const functions::Services* services = nullptr;
  std::vector<functions::Route> routes;
  std::unique_ptr<Server> server;
};

/// Returns bytes that differ from position to position.
[[nodiscard]] std::string pattern(std::size_t size);

/// A PEM certificate and key for that name, written to `folder`.
struct CertificateFiles {
  std::string certificate;
  std::string key;
};
[[nodiscard]] CertificateFiles make_certificate(const std::filesystem::path& folder,
                                                const std::string& name);

}  // namespace audmg::server
