// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/aws_composition.hpp"

#include "audmg/app/composition/account_mailer.hpp"
#include "audmg/app/composition/aws_options.hpp"
#include "audmg/app/composition/logging_and_policies.hpp"
#include "audmg/app/composition/no_object_endpoint.hpp"
#include "audmg/app/composition/subscribers.hpp"
#include "audmg/app/composition/unreadable_rows.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/drive_monitor.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/service_set.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/notification/adapters/ses/ses_mailer.hpp"
#include "audmg/notification/adapters/sns/sns_publisher.hpp"
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"
#include "audmg/storage/adapters/s3/s3_object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

/// Delay until a browser hears of the work of another server or worker.
constexpr std::chrono::seconds kNewsInterval{1};

std::unique_ptr<notification::Mailer> make_ses(const config::Settings& settings,
                                               AwsAccess& access) {
  return or_config_error(
      notification::make_ses_mailer({.from = settings.mail_from,
                                     .region = access.region(),
                                     .endpoint = access.endpoint("sesv2", "email")},
                                    access.credentials(), access.transport(), access.clock()),
      "AUDMG_MAIL_FROM");
}

/// Mails to users go by SES unless the settings name a mail server.
std::unique_ptr<notification::Mailer> make_aws_account_mailer(const config::Settings& settings,
                                                              AwsAccess& access) {
  const bool by_ses = settings.smtp_url.empty() && !settings.mail_from.empty();
  return by_ses ? make_ses(settings, access) : make_account_mailer(settings, access.clock());
}

Publishers make_aws_publishers(config::Settings settings, const AwsSecrets& secrets,
                               AwsAccess& access) {
  settings.webhook_secret = secrets.webhook;
  Publishers publishers = make_publishers(settings, access.clock());
  if (!settings.events_topic_arn.empty()) {
    publishers.topic = or_config_error(
        notification::make_sns_publisher({.topic_arn = settings.events_topic_arn,
                                          .region = access.region(),
                                          .endpoint = access.endpoint("sns", "sns")},
                                         access.credentials(), access.transport(), access.clock()),
        "AUDMG_EVENTS_TOPIC_ARN");
  }
  if (!settings.notify_email.empty() && settings.smtp_url.empty()) {
    add_mailbox(settings, make_ses(settings, access), publishers);
  }
  return publishers;
}

functions::Policies aws_policies(const config::Settings& settings) {
  functions::Policies policies = make_policies(settings);
  policies.news_interval = kNewsInterval;
  policies.has_mailer = !settings.mail_from.empty();
  return policies;
}

struct Queue {
  std::string_view name;
  std::unique_ptr<queue::sqs::SqsMessageQueue> messages;
};

Result<std::vector<Queue>> open_queues(const config::Settings& settings, AwsAccess& access) {
  std::vector<Queue> queues;
  for (const AwsQueue& each : aws_queues(settings, access)) {
    AUDMG_TRY(auto opened, queue::sqs::make_sqs_message_queue(each.options, access.credentials(),
                                                              access.transport(), access.clock()));
    queues.push_back({each.name, std::move(opened)});
  }
  return queues;
}

class AwsDriveComposition final : public AwsComposition {
 public:
  AwsDriveComposition(const config::Settings& settings, std::unique_ptr<AwsAccess> access,
                      const AwsSecrets& secrets, AwsCompositionOptions options,
                      std::unique_ptr<storage::s3::S3ObjectStore> objects,
                      std::string object_origin, std::vector<Queue> queues)
      : access_(std::move(access)),
        secrets_elsewhere_{settings.jwt_secret.empty() ? settings.jwt_secret_parameter
                                                       : std::string("JWT_SECRET")},
        logger_(make_logger(settings.log_level, options.log_target, access_->clock())),
        subscribers_(make_subscribers(
            settings, options.tells_subscribers ? make_aws_publishers(settings, secrets, *access_)
                                                : Publishers{})),
        metrics_(std::move(options.metrics)),
        unreadable_rows_(*logger_, *metrics_),
        objects_(std::move(objects)),
        queues_(std::move(queues)),
        table_(table_of(settings)),
        database_(database::dynamodb::make_dynamo_database(table_, access_->credentials(),
                                                           access_->transport(), access_->clock())),
        object_origin_(std::move(object_origin)),
        passwords_(password_cost(settings)),
        account_mailer_(make_aws_account_mailer(settings, *access_)),
        policies_(aws_policies(settings)),
        services_({.clock = access_->clock(),
                   .logger = *logger_,
                   .records = database::repositories_of(*database_),
                   .mail_queue = AwsDriveComposition::queue(functions::kMailQueue),
                   .objects = *objects_,
                   .quarantine = *objects_,
                   .multipart = *objects_,
                   .urls = *objects_,
                   .passwords = passwords_,
                   .subscribers = subscribers_,
                   .mailer = *account_mailer_,
                   .queues = watched_queues()},
                  make_service_keys(secrets.jwt, secrets.jwt), policies_, settings.rate_limits) {
    services_.services().app_address.set(settings.public_url);
    for (const Queue& queue : queues_) queue_names_.push_back({queue.name, *queue.messages});
  }

  const functions::Services& services() const noexcept override { return services_.services(); }
  storage::SignedUrlVerifier& verifier() noexcept override { return verifier_; }
  telemetry::Metrics& metrics() noexcept override { return *metrics_; }
  /// URLs of objects are those of the bucket.
  Result<void> set_public_url(const std::string& url) override {
    services().app_address.set(url);
    return {};
  }
  std::string object_origin() const override { return object_origin_; }
  queue::MessageQueue& queue(std::string_view name) noexcept override { return sqs_queue(name); }
  queue::MessageDelivery& delivery(std::string_view name) noexcept override {
    return sqs_queue(name);
  }
  void end_calls_at(TimePoint end) noexcept override { access_->end_calls_at(end); }
  std::span<const NamedQueue> queues() const noexcept override { return queue_names_; }
  bool takes_writes() const noexcept override { return true; }
  backup::Drive backed_up_drive() override {
    backup::Drive drive = make_backed_up_drive(services(), database_->snapshots());
    drive.secrets_elsewhere = secrets_elsewhere_;
    return drive;
  }

  Result<void> recover_abandoned() override {
    AUDMG_TRY([[maybe_unused]] const auto ended,
              database_->recover_abandoned(access_->clock().now()));
    return {};
  }

  Result<void> prepare_table() override {
    const auto readable = database_->check_readable();
    if (readable || !table_.endpoint.is_custom) return readable;
    return database::dynamodb::create_table(table_, access_->credentials(), access_->transport(),
                                            access_->clock());
  }

 private:
  [[nodiscard]] database::dynamodb::DynamoDatabaseOptions table_of(
      const config::Settings& settings) {
    auto options = table_options(settings, *access_);
    options.send = [this](const database::OutboxMessage& message) { return send(message); };
    options.report_unreadable = [this](const Error& e) { unreadable_rows_.report(e); };
    return options;
  }
  [[nodiscard]] queue::sqs::SqsMessageQueue& sqs_queue(std::string_view name) noexcept {
    const auto at = std::ranges::find(queues_, name, &Queue::name);
    AUDMG_ASSERT(at != queues_.end());
    return *at->messages;
  }

  std::vector<functions::WatchedQueue> watched_queues() const {
    std::vector<functions::WatchedQueue> watched;
    for (const Queue& queue : queues_) {
      watched.push_back(
          {.name = queue.name, .messages = *queue.messages, .administration = *queue.messages});
    }
    return watched;
  }

  Result<void> send(const database::OutboxMessage& message) {
    AUDMG_TRY([[maybe_unused]] const auto id, queue(message.queue)
                                                  .send_message({.body = message.body,
                                                                 .group_id = message.group_id,
                                                                 .delay = message.delay,
                                                                 .order = message.order}));
    return {};
  }

  const std::unique_ptr<AwsAccess> access_;
  const std::vector<std::string> secrets_elsewhere_;
  std::unique_ptr<telemetry::Logger> logger_;
  const notification::Subscribers subscribers_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  UnreadableRows unreadable_rows_;
  std::unique_ptr<storage::s3::S3ObjectStore> objects_;
  std::vector<Queue> queues_;
  std::vector<NamedQueue> queue_names_;
  const database::dynamodb::DynamoDatabaseOptions table_;
  std::unique_ptr<database::dynamodb::DynamoDatabase> database_;
  const std::string object_origin_;
  NoObjectEndpoint verifier_;
  const identity::PasswordHasher passwords_;
  const std::unique_ptr<notification::Mailer> account_mailer_;
  const functions::Policies policies_;
  functions::ServiceSet services_;
};

}  // namespace

Result<std::unique_ptr<AwsComposition>> make_aws_composition(const config::Settings& settings,
                                                             std::unique_ptr<AwsAccess> access,
                                                             const AwsSecrets& secrets,
                                                             AwsCompositionOptions options) {
  AUDMG_ASSERT(settings.uses_aws());
  const storage::s3::S3ObjectStoreOptions bucket = bucket_options(settings, *access);
  AUDMG_TRY(auto objects, storage::s3::make_s3_object_store(bucket, access->credentials(),
                                                            access->transport(), access->clock()));
  AUDMG_TRY(auto queues, open_queues(settings, *access));
  return std::make_unique<AwsDriveComposition>(settings, std::move(access), secrets,
                                               std::move(options), std::move(objects),
                                               storage::s3::url_origin(bucket), std::move(queues));
}

}  // namespace audmg::app
