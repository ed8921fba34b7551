// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/aws_findings.hpp"
#include "audmg/app/checks/check.hpp"
#include "audmg/app/composition/aws_composition.hpp"
#include "audmg/app/composition/aws_options.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/config/web_address.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/storage/object_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

namespace audmg::app {
namespace {

/// For all calls together, so that doctor ends although a service hangs.
constexpr std::chrono::seconds kLookTime{60};

Finding finding(std::string subject, const Result<void>& looked, std::string_view what,
                std::string advice) {
  if (looked) return {Verdict::ok, std::move(subject), fmt::format("{} answers", what), ""};
  return {Verdict::fail, std::move(subject), fmt::format("{}: {}", what, looked.error().message),
          std::move(advice)};
}

template <class Value>
Result<void> without_value(Result<Value> result) {
  if (!result) return std::unexpected(std::move(result).error());
  return {};
}

Finding check_halves(const functions::Services& services) {
  const auto in_database = services.drive.find_identity();
  const auto in_store = functions::find_store_identity(services.objects);
  Result<void> fits;
  if (!in_database) {
    fits = std::unexpected(in_database.error());
  } else if (!in_store) {
    fits = std::unexpected(in_store.error());
  } else {
    fits = functions::compare_halves(*in_database, *in_store);
  }
  if (fits) return {Verdict::ok, "drive", "table and bucket belong together", ""};
  return {Verdict::fail, "drive", fits.error().message, "See `audmg repair --help`."};
}

/// What `audmg doctor` looks at with AUDMG_ADAPTERS=aws, one service after the other.
class AwsCheck {
 public:
  /// Throws ConfigError.
  explicit AwsCheck(const config::Settings& settings)
      : settings_(settings), access_(settings.aws_region) {
    access_.end_calls_at(access_.clock().now() + kLookTime);
  }

  std::vector<Finding> look() {
    if (const auto found = access_.credentials().credentials(); !found) {
      return {{Verdict::fail, "credentials", found.error().message,
               "Run `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."}};
    }
    // Nothing of it makes a token or tells anybody.
    auto made = make_aws_composition(
        settings_, std::make_unique<AwsAccess>(settings_.aws_region),
        {.jwt = std::string(32, ' '), .webhook = {}},
        {.metrics = nullptr, .log_target = LogTarget::nowhere, .tells_subscribers = false});
    if (!made) return {{Verdict::fail, "AWS", made.error().message, "See docs/aws.md."}};
    drive_ = *std::move(made);
    drive_->end_calls_at(access_.clock().now() + kLookTime);
    add({{Verdict::ok, "credentials", "found", ""}});
    look_at_table();
    look_at_bucket();
    if (const auto damaged = functions::count_damaged_files(services())) {
      add({describe_files(*damaged, "")});
    }
    add({check_halves(services())});
    for (const AwsQueue& queue : aws_queues(settings_, access_)) look_at_queue(queue);
    return std::move(findings_);
  }

 private:
  const functions::Services& services() const { return drive_->services(); }
  void add(std::vector<Finding> more) { std::ranges::move(more, std::back_inserter(findings_)); }
  /// Adds what was found; false: the service does not answer, and more questions are of no use.
  bool answers(Finding found) {
    const bool is_ok = found.verdict == Verdict::ok;
    add({std::move(found)});
    return is_ok;
  }

  void look_at_table() {
    const auto looked = without_value(services().users.find_user(UserId::make(now())));
    if (!answers(finding("table", looked, settings_.table_name,
                         "The first server makes it at other engines; in AWS see docs/aws.md."))) {
      return;
    }
    add(describe_table(database::dynamodb::ask_table_standing(table_options(settings_, access_),
                                                              access_.credentials(),
                                                              access_.transport(), access_.clock()),
                       settings_.table_name));
  }

  void look_at_bucket() {
    const auto looked = without_value(
        services().objects.list_objects({.prefix = "orig/", .start_after = {}, .max_keys = 1}));
    if (!answers(finding("bucket", looked, settings_.s3_bucket_name,
                         "Make the bucket, or correct S3_BUCKET_NAME and AUDMG_S3_PATH_STYLE."))) {
      return;
    }
    const auto page = config::parse_web_address(settings_.public_url);
    add(describe_bucket(
        storage::s3::ask_bucket_standing(bucket_options(settings_, access_), access_.credentials(),
                                         access_.transport(), access_.clock()),
        settings_.s3_bucket_name, page ? page->origin : std::string()));
    add({try_bucket(services().objects, services().multipart, access_.clock())});
  }

  void look_at_queue(const AwsQueue& queue) {
    const auto standing = queue::sqs::ask_queue_standing(queue.options, access_.credentials(),
                                                         access_.transport(), access_.clock());
    if (!answers(finding(fmt::format("queue {}", queue.name), without_value(standing), "its URL",
                         "Make the queue, or correct its URL."))) {
      return;
    }
    add(describe_queue(queue.name, queue.options.queue, *standing));
    add({try_queue(
        {.name = queue.name, .waiting = standing->waiting, .must_receive = settings_.workers},
        drive_->queue(queue.name), access_.clock())});
  }

  TimePoint now() const { return access_.clock().now(); }

  const config::Settings& settings_;
  AwsAccess access_;
  std::unique_ptr<AwsComposition> drive_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_aws(const config::Settings& settings) {
  try {
    return AwsCheck(settings).look();
  } catch (const config::ConfigError& error) {
    return {{Verdict::fail, "AWS", error.what(), "See docs/aws.md."}};
  }
}

}  // namespace audmg::app
