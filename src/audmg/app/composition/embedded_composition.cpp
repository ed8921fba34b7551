// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/embedded_composition.hpp"

#include "audmg/app/composition/deferred_presigned_urls.hpp"
#include "audmg/app/composition/descriptor_budget.hpp"
#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/app/composition/server_metrics.hpp"
#include "audmg/app/composition/subscribers.hpp"
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/service_set.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

functions::Policies embedded_policies(const config::Settings& settings) {
  functions::Policies policies = make_policies(settings);
  policies.serves_objects = true;
  return policies;
}

class EmbeddedComposition final : public Composition {
 public:
  EmbeddedComposition(const config::Settings& settings, const Secrets& secrets,
                      DriveSecrets drive_secrets,
                      std::unique_ptr<database::RecordSnapshots> records, LogTarget log_target,
                      std::unique_ptr<database::SqliteDatabase> database,
                      std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects,
                      std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier)
      : drive_secrets_(std::move(drive_secrets)),
        url_secret_(secrets.url),
        logger_(make_logger(settings.log_level, log_target, clock_)),
        subscribers_(make_subscribers(settings, make_publishers(settings, clock_))),
        metrics_(make_server_metrics()),
        records_(std::move(records)),
        database_(std::move(database)),
        objects_(std::move(objects)),
        verifier_(std::move(verifier)),
        policies_(embedded_policies(settings)),
        services_({.clock = clock_,
                   .logger = *logger_,
                   .records = database::repositories_of(*database_),
                   .objects = *objects_,
                   .quarantine = *objects_,
                   .multipart = *objects_,
                   .urls = urls_,
                   .passwords = passwords_,
                   .subscribers = subscribers_},
                  {.access_tokens = secrets.jwt, .signer = derive_key(secrets.url, "audmg signer")},
                  policies_, settings.rate_limits) {
    services().readiness.database_takes_writes = [this] { return database_->takes_writes(); };
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

  const functions::Services& services() const noexcept override { return services_.services(); }
  storage::SignedUrlVerifier& verifier() noexcept override { return *verifier_; }
  telemetry::Metrics& metrics() noexcept override { return *metrics_; }
  backup::Drive backed_up_drive() override {
    backup::Drive drive = make_backed_up_drive(services(), *records_);
    drive.secret_files = drive_secrets_.files;
    drive.secrets_elsewhere = drive_secrets_.elsewhere;
    return drive;
  }
  bool takes_writes() const noexcept override { return database_->takes_writes(); }
  std::string object_origin() const override { return {}; }
  Result<void> recover_abandoned() override { return {}; }

  Result<void> set_public_url(const std::string& url) override {
    AUDMG_TRY(presigner_, storage::hmac::make_hmac_presigned_urls(
                              {.public_url = url, .key = url_secret_}, clock_));
    urls_.set_target(*presigner_);
    return {};
  }

 private:
  const SystemClock clock_;
  const DriveSecrets drive_secrets_;
  const std::string url_secret_;
  std::unique_ptr<telemetry::Logger> logger_;
  const notification::Subscribers subscribers_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::unique_ptr<database::RecordSnapshots> records_;
  std::unique_ptr<database::SqliteDatabase> database_;
  std::vector<std::unique_ptr<queue::SqliteMessageQueue>> queues_;
  std::vector<NamedQueue> queue_names_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> presigner_;
  DeferredPresignedUrls urls_;
  const identity::PasswordHasher passwords_;
  const functions::Policies policies_;
  functions::ServiceSet services_;
};

}  // namespace

Result<std::unique_ptr<Composition>> make_embedded_composition(const config::Settings& settings,
                                                               const DataLayout& layout,
                                                               const Secrets& secrets,
                                                               LogTarget log_target) {
  AUDMG_TRY(auto database, database::make_sqlite_database({.file = layout.database()}));
  const DescriptorBudget budget = divide_descriptors(descriptor_limit());
  AUDMG_TRY(auto objects, storage::filesystem::make_filesystem_object_store(
                              {.root = layout.objects().string(),
                               .min_free_bytes = settings.min_free_space,
                               .max_open_objects = budget.stored_objects,
                               .max_open_uploads = budget.stored_uploads}));
  // Checks signatures only; what URLs start with does not matter to it.
  static const SystemClock kClock;
  AUDMG_TRY(auto verifier, storage::hmac::make_hmac_presigned_urls(
                               {.public_url = "http://127.0.0.1", .key = secrets.url}, kClock));
  auto home = std::make_unique<EmbeddedComposition>(
      settings, secrets, where_secrets_are(settings, layout),
      database::make_sqlite_record_snapshots(layout.database()), log_target, std::move(database),
      std::move(objects), std::move(verifier));
  AUDMG_CHECK(home->open_queues());
  return home;
}

}  // namespace audmg::app
