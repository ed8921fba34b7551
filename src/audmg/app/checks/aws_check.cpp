// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/composition/aws_composition.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/storage/object_store.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace audmg::app {
namespace {

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

}  // namespace

std::vector<Finding> check_aws(const config::Settings& settings) {
  std::unique_ptr<AwsComposition> drive;
  try {
    auto access = std::make_unique<AwsAccess>(settings.aws_region);
    if (const auto found = access->credentials().credentials(); !found) {
      return {{Verdict::fail, "credentials", found.error().message,
               "Run `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."}};
    }
    // Looks at what is there: no token is made, nobody is told.
    auto made = make_aws_composition(
        settings, std::move(access), {.jwt = std::string(32, ' '), .webhook = {}},
        {.metrics = nullptr, .log_target = LogTarget::nowhere, .tells_subscribers = false});
    if (!made) return {{Verdict::fail, "AWS", made.error().message, "See docs/aws.md."}};
    drive = *std::move(made);
  } catch (const config::ConfigError& error) {
    return {{Verdict::fail, "AWS", error.what(), "See docs/aws.md."}};
  }
  const functions::Services& services = drive->services();
  std::vector<Finding> findings{{Verdict::ok, "credentials", "found", ""}};
  findings.push_back(finding(
      "table", without_value(services.users.find_user(UserId::make(services.clock.now()))),
      settings.table_name, "The first server makes it at other engines; in AWS see docs/aws.md."));
  findings.push_back(finding(
      "bucket",
      without_value(
          services.objects.list_objects({.prefix = "orig/", .start_after = {}, .max_keys = 1})),
      settings.s3_bucket_name,
      "Make the bucket, or correct S3_BUCKET_NAME and AUDMG_S3_PATH_STYLE."));
  if (const auto damaged = functions::count_damaged_files(services)) {
    findings.push_back(describe_files(*damaged, ""));
  }
  findings.push_back(check_halves(services));
  for (const NamedQueue& queue : drive->queues()) {
    findings.push_back(finding(fmt::format("queue {}", queue.name),
                               without_value(drive->queue(queue.name).get_queue_attributes()),
                               "its URL", "Make the queue, or correct its URL."));
  }
  return findings;
}

}  // namespace audmg::app
