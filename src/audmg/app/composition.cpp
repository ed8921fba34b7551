// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition.hpp"

#include "audmg/app/late_presigned_urls.hpp"
#include "audmg/app/subscribers.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "audmg/telemetry/adapters/json_lines/json_lines_logger.hpp"
#include "audmg/telemetry/adapters/prometheus/prometheus_metrics.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

constexpr std::size_t kMaxOpenUploads = 100;
/// The data plane is no function, but counted like one.
constexpr std::string_view kGetObject = "get_object";
constexpr std::string_view kPutPart = "put_part";

class SilentLogger final : public telemetry::Logger {
 public:
  void log(telemetry::Level, std::string_view,
           std::initializer_list<telemetry::Attribute>) noexcept override {}
  void flush() noexcept override {}
};

std::unique_ptr<telemetry::Logger> make_logger(std::string_view level, LogTarget target,
                                               const Clock& clock) {
  using telemetry::Level;
  if (target == LogTarget::nowhere || level == "off") return std::make_unique<SilentLogger>();
  Level least = Level::info;
  if (level == "debug") least = Level::debug;
  if (level == "warning") least = Level::warning;
  if (level == "error") least = Level::error;
  constexpr int kStandardOutput = 1;
  return telemetry::make_json_lines_logger({.descriptor = kStandardOutput, .level = least}, clock);
}

std::unique_ptr<telemetry::Metrics> make_metrics() {
  std::vector<std::string_view> functions{kGetObject, kPutPart};
  for (const functions::Route& route : functions::routes()) functions.push_back(route.function);
  for (const functions::JobRoute& route : functions::job_routes()) {
    functions.push_back(route.function);
  }
  return telemetry::make_prometheus_metrics(functions);
}

functions::Policies make_policies(const config::Settings& settings) {
  return {.max_form_upload = settings.max_upload_size,
          .max_file_size = settings.max_file_size,
          .max_open_uploads = kMaxOpenUploads,
          .url_lifetime = settings.url_lifetime,
          .upload_lifetime = settings.upload_lifetime,
          .access_token_lifetime = settings.access_token_lifetime,
          .session_lifetime = settings.session_lifetime,
          .signup_enabled = settings.signup};
}

/// A key of its own for each use, so that what one use signs is nothing to another.
std::string derive_key(const std::string& secret, std::string_view use) {
  const auto digest = openssl::HmacSha256(std::string_view(secret)).sign(use);
  std::string key;
  for (const std::byte byte : digest) key += static_cast<char>(byte);
  return key;
}

class HomeA final : public Composition {
 public:
  HomeA(const config::Settings& settings, const Secrets& secrets, LogTarget log_target,
        std::unique_ptr<database::SqliteDatabase> database,
        std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects,
        std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier)
      : url_secret_(secrets.url),
        logger_(make_logger(settings.log_level, log_target, clock_)),
        subscribers_(settings, clock_),
        metrics_(make_metrics()),
        database_(std::move(database)),
        objects_(std::move(objects)),
        verifier_(std::move(verifier)),
        access_tokens_(secrets.jwt, clock_),
        live_credentials_(clock_),
        rate_limiter_(clock_, settings.rate_limits),
        signer_(derive_key(secrets.url, "audmg signer")),
        services_{.clock = clock_,
                  .users = database_->users(),
                  .sessions = database_->sessions(),
                  .files = database_->files(),
                  .uploads = database_->uploads(),
                  .idempotency = database_->idempotency(),
                  .objects = *objects_,
                  .multipart = *objects_,
                  .urls = urls_,
                  .passwords = passwords_,
                  .access_tokens = access_tokens_,
                  .live_credentials = live_credentials_,
                  .rate_limiter = rate_limiter_,
                  .signer = signer_,
                  .logger = *logger_,
                  .policies = make_policies(settings),
                  .events = &database_->events()} {
    if (!subscribers_.all().empty()) services_.audience = &subscribers_;
  }

  /// Opens the queues; before anything else is called.
  Result<void> open_queues() {
    for (const functions::JobRoute& route : functions::job_routes()) {
      AUDMG_TRY(auto opened, queue::make_sqlite_message_queue(database_->connections(),
                                                              std::string(route.queue), clock_));
      queue_names_.push_back({route.queue, *opened});
      queues_.push_back(std::move(opened));
    }
    return {};
  }

  queue::MessageQueue& queue(std::string_view name) noexcept override {
    const auto at = std::ranges::find(queue_names_, name, &NamedQueue::name);
    AUDMG_ASSERT(at != queue_names_.end());
    return *queues_[static_cast<std::size_t>(at - queue_names_.begin())];
  }
  std::span<const NamedQueue> queues() const noexcept override { return queue_names_; }

  functions::Services& services() noexcept override { return services_; }
  storage::SignedUrlVerifier& verifier() noexcept override { return *verifier_; }
  telemetry::Metrics& metrics() noexcept override { return *metrics_; }
  bool takes_writes() const noexcept override { return database_->takes_writes(); }

  Result<void> set_public_url(const std::string& url) override {
    AUDMG_TRY(presigner_, storage::hmac::make_hmac_presigned_urls(
                              {.public_url = url, .key = url_secret_}, clock_));
    urls_.set_target(*presigner_);
    return {};
  }

 private:
  const SystemClock clock_;
  const std::string url_secret_;
  std::unique_ptr<telemetry::Logger> logger_;
  const Subscribers subscribers_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::unique_ptr<database::SqliteDatabase> database_;
  std::vector<std::unique_ptr<queue::SqliteMessageQueue>> queues_;
  std::vector<NamedQueue> queue_names_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> presigner_;
  LatePresignedUrls urls_;
  const identity::PasswordHasher passwords_;
  const identity::AccessTokens access_tokens_;
  identity::LiveCredentials live_credentials_;
  identity::RateLimiter rate_limiter_;
  const identity::Signer signer_;
  functions::Services services_;
};

}  // namespace

Result<std::unique_ptr<Composition>> Composition::make(const config::Settings& settings,
                                                       const DataLayout& layout,
                                                       const Secrets& secrets,
                                                       LogTarget log_target) {
  AUDMG_TRY(auto database, database::make_sqlite_database({.file = layout.database()}));
  AUDMG_TRY(auto objects,
            storage::filesystem::make_filesystem_object_store(
                {.root = layout.objects().string(), .min_free_bytes = settings.min_free_space}));
  // Checks signatures only; what URLs start with does not matter to it.
  static const SystemClock kClock;
  AUDMG_TRY(auto verifier, storage::hmac::make_hmac_presigned_urls(
                               {.public_url = "http://127.0.0.1", .key = secrets.url}, kClock));
  auto home = std::make_unique<HomeA>(settings, secrets, log_target, std::move(database),
                                      std::move(objects), std::move(verifier));
  AUDMG_CHECK(home->open_queues());
  return home;
}

}  // namespace audmg::app
