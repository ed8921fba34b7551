// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/embedded_composition.hpp"

#include "audmg/app/composition/account_mailer.hpp"
#include "audmg/app/composition/deferred_presigned_urls.hpp"
#include "audmg/app/composition/descriptor_budget.hpp"
#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/app/composition/server_metrics.hpp"
#include "audmg/app/composition/subscribers.hpp"
#include "audmg/app/composition/unreadable_rows.hpp"
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/functions/drive_monitor.hpp"
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
  policies.has_mailer = !settings.smtp_url.empty() && !settings.mail_from.empty();
  return policies;
}

struct Queue {
  std::string_view name;
  std::unique_ptr<queue::SqliteMessageQueue> messages;
};

/// The clock must outlive the queues.
Result<std::vector<Queue>> open_queues(database::SqliteDatabase& database, const Clock& clock) {
  std::vector<Queue> queues;
  for (const functions::JobRoute& route : functions::job_routes()) {
    AUDMG_TRY(auto opened, queue::make_sqlite_message_queue(database.connections(),
                                                            std::string(route.queue), clock));
    queues.push_back({route.queue, std::move(opened)});
  }
  return queues;
}

/// The log and the metrics, to which the database reports, too.
struct Telemetry {
  explicit Telemetry(std::unique_ptr<telemetry::Logger> made_logger)
      : logger(std::move(made_logger)) {}

  const std::unique_ptr<telemetry::Logger> logger;
  const std::unique_ptr<telemetry::Metrics> metrics = make_server_metrics();
  UnreadableRows unreadable_rows{*logger, *metrics};
};

class EmbeddedComposition final : public Composition {
 public:
  EmbeddedComposition(const config::Settings& settings, const Secrets& secrets,
                      DriveSecrets drive_secrets,
                      std::unique_ptr<database::RecordSnapshots> records,
                      std::unique_ptr<Telemetry> telemetry,
                      std::unique_ptr<database::SqliteDatabase> database, std::vector<Queue> queues,
                      std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects,
                      std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier,
                      std::shared_ptr<const sealing::Keyring> keyring)
      : keyring_(std::move(keyring)),
        drive_secrets_(std::move(drive_secrets)),
        url_secret_(secrets.url),
        telemetry_(std::move(telemetry)),
        subscribers_(make_subscribers(settings, make_publishers(settings, clock_))),
        records_(std::move(records)),
        database_(std::move(database)),
        queues_(std::move(queues)),
        objects_(std::move(objects)),
        verifier_(std::move(verifier)),
        passwords_(password_cost(settings)),
        account_mailer_(make_account_mailer(settings, clock_)),
        policies_(embedded_policies(settings)),
        services_({.clock = clock_,
                   .logger = *telemetry_->logger,
                   .records = database::repositories_of(*database_),
                   .mail_queue = EmbeddedComposition::queue(functions::kMailQueue),
                   .objects = *objects_,
                   .quarantine = *objects_,
                   .multipart = *objects_,
                   .urls = urls_,
                   .passwords = passwords_,
                   .subscribers = subscribers_,
                   .mailer = *account_mailer_,
                   .queues = watched_queues()},
                  make_service_keys(secrets.jwt, secrets.url), policies_, settings.rate_limits) {
    for (const Queue& queue : queues_) queue_names_.push_back({queue.name, *queue.messages});
    services().readiness.database_takes_writes = [this] { return database_->takes_writes(); };
  }

  queue::MessageQueue& queue(std::string_view name) noexcept override {
    const auto at = std::ranges::find(queues_, name, &Queue::name);
    AUDMG_ASSERT(at != queues_.end());
    return *at->messages;
  }
  std::span<const NamedQueue> queues() const noexcept override { return queue_names_; }

  const functions::Services& services() const noexcept override { return services_.services(); }
  storage::SignedUrlVerifier& verifier() noexcept override { return *verifier_; }
  telemetry::Metrics& metrics() noexcept override { return *telemetry_->metrics; }
  backup::Drive backed_up_drive() override {
    backup::Drive drive = make_backed_up_drive(services(), *records_);
    drive.secret_files = drive_secrets_.files;
    drive.secrets_elsewhere = drive_secrets_.elsewhere;
    drive.store_seals = keyring_ != nullptr;
    return drive;
  }
  storage::ObjectSealing* object_sealing() noexcept override { return objects_.get(); }
  std::shared_ptr<const sealing::Keyring> keyring() const override { return keyring_; }
  bool takes_writes() const noexcept override { return database_->takes_writes(); }
  std::string object_origin() const override { return {}; }
  Result<void> recover_abandoned() override { return {}; }

  Result<void> set_public_url(const std::string& url) override {
    AUDMG_TRY(presigner_, storage::hmac::make_hmac_presigned_urls(
                              {.public_url = url, .key = url_secret_}, clock_));
    urls_.set_target(*presigner_);
    services().app_address.set(url);
    return {};
  }

 private:
  std::vector<functions::WatchedQueue> watched_queues() const {
    std::vector<functions::WatchedQueue> watched;
    for (const Queue& queue : queues_) {
      watched.push_back(
          {.name = queue.name, .messages = *queue.messages, .administration = *queue.messages});
    }
    return watched;
  }

  const SystemClock clock_;
  const std::shared_ptr<const sealing::Keyring> keyring_;
  const DriveSecrets drive_secrets_;
  const std::string url_secret_;
  const std::unique_ptr<Telemetry> telemetry_;
  const notification::Subscribers subscribers_;
  std::unique_ptr<database::RecordSnapshots> records_;
  std::unique_ptr<database::SqliteDatabase> database_;
  std::vector<Queue> queues_;
  std::vector<NamedQueue> queue_names_;
  std::unique_ptr<storage::filesystem::FilesystemObjectStore> objects_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> verifier_;
  std::unique_ptr<storage::hmac::HmacPresignedUrls> presigner_;
  DeferredPresignedUrls urls_;
  const identity::PasswordHasher passwords_;
  const std::unique_ptr<notification::Mailer> account_mailer_;
  const functions::Policies policies_;
  functions::ServiceSet services_;
};

}  // namespace

Result<std::unique_ptr<Composition>> make_embedded_composition(
    const config::Settings& settings, const DataLayout& layout, const Secrets& secrets,
    LogTarget log_target, std::shared_ptr<const sealing::Keyring> keyring) {
  static const SystemClock kClock;
  auto telemetry = std::make_unique<Telemetry>(make_logger(settings.log_level, log_target, kClock));
  AUDMG_TRY(auto database,
            database::make_sqlite_database(
                {.file = layout.database(),
                 .report_unreadable = [&rows = telemetry->unreadable_rows](const Error& error) {
                   rows.report(error);
                 }}));
  const DescriptorBudget budget = divide_descriptors(descriptor_limit());
  AUDMG_TRY(auto objects, storage::filesystem::make_filesystem_object_store(
                              {.root = layout.objects().string(),
                               .min_free_bytes = settings.min_free_space,
                               .max_open_objects = budget.stored_objects,
                               .max_open_uploads = budget.stored_uploads,
                               .keyring = keyring}));
  AUDMG_TRY(auto queues, open_queues(*database, kClock));
  // Checks signatures only; what URLs start with does not matter to it.
  AUDMG_TRY(auto verifier, storage::hmac::make_hmac_presigned_urls(
                               {.public_url = "http://127.0.0.1", .key = secrets.url}, kClock));
  return std::make_unique<EmbeddedComposition>(
      settings, secrets, where_secrets_are(settings, layout),
      database::make_sqlite_record_snapshots(layout.database()), std::move(telemetry),
      std::move(database), std::move(queues), std::move(objects), std::move(verifier),
      std::move(keyring));
}

}  // namespace audmg::app
