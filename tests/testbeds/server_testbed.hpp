// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/service_set.hpp"
#include "audmg/server/server.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "audmg/telemetry/logger.hpp"
#include "doubles/memory_event_repository.hpp"
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
  /// The records of that event so far.
  [[nodiscard]] std::vector<std::string> records(std::string_view event) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> records_;
};

/// What the test functions did.
struct Collected {
  std::atomic<int> finished = 0;
  std::atomic<int> dropped = 0;
  std::atomic<std::uint64_t> bytes = 0;
};

/// A real server with real stores in a folder of its own. Beside the product's functions it has
/// some made for tests:
///   POST /echo (pool) answers the body;  GET /address (loop) the client's address;
///   GET /block (pool), /block-passwords (password pool) answer after release();
///   GET /throw, /throw-inline fail by exception;
///   POST /collect (stream) answers the body's length, or refuses after X-Refuse-After bytes.
class Testbed {
 public:
  explicit Testbed(ServerOptions options = {});
  ~Testbed();

  [[nodiscard]] Client connect(Client::Speak speak = Client::Speak::plain) const {
    return Client(server->port(), speak);
  }
  /// From another address of this machine (127.0.0.0/8).
  [[nodiscard]] Client connect_from(const std::string& address) const {
    return Client(server->port(), Client::Speak::plain, address);
  }
  /// Puts an object; a signed target for it.
  [[nodiscard]] std::string put_object(const std::string& key, std::string_view bytes);
  [[nodiscard]] std::string signed_get(const std::string& key,
                                       std::chrono::seconds lifetime = std::chrono::hours{1});
  /// "Authorization: Bearer <token>\r\n" of a new user.
  [[nodiscard]] std::string sign_up(const std::string& username);
  /// Lets GET /block answer, now and later.
  void release();
  /// Waits until so many calls are in GET /block.
  void wait_for_blocked(int count);
  Collected& collected();

  TemporaryFolder folder;
  SystemClock clock;
  RecordingLogger logger;
  std::unique_ptr<database::SqliteDatabase> database;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> store;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> urls;
  database::MemoryEventRepository events;
  identity::PasswordHasher passwords;
  notification::Subscribers subscribers;
  functions::Policies policies;
  std::unique_ptr<functions::ServiceSet> set;
  std::unique_ptr<telemetry::Metrics> metrics;
  const functions::Services* services = nullptr;
  std::vector<functions::Route> routes;
  std::unique_ptr<Server> server;
};

/// Bytes that differ from place to place.
[[nodiscard]] std::string pattern(std::size_t size);

/// A PEM certificate and key for that name in `folder`; gives their paths.
struct CertificateFiles {
  std::string certificate;
  std::string key;
};
[[nodiscard]] CertificateFiles make_certificate(const std::filesystem::path& folder,
                                                const std::string& name);

}  // namespace audmg::server
