// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/aws_options.hpp"

#include "audmg/functions/job.hpp"

namespace audmg::app {

storage::s3::S3ObjectStoreOptions bucket_options(const config::Settings& settings,
                                                 const AwsAccess& access) {
  return {.bucket = settings.s3_bucket_name,
          .region = access.region(),
          .endpoint = access.endpoint("s3", "s3"),
          .path_style = settings.s3_path_style};
}

database::dynamodb::DynamoDatabaseOptions table_options(const config::Settings& settings,
                                                        const AwsAccess& access) {
  return {.table = settings.table_name,
          .region = access.region(),
          .endpoint = access.endpoint("dynamodb", "dynamodb")};
}

std::array<AwsQueue, 3> aws_queues(const config::Settings& settings, const AwsAccess& access) {
  const auto at = [&](const std::string& url) {
    return queue::sqs::SqsMessageQueueOptions{
        .queue = url, .region = access.region(), .endpoint = access.endpoint("sqs", "sqs")};
  };
  return {AwsQueue{functions::kMediaQueue, at(settings.media_queue_url)},
          AwsQueue{functions::kEventsQueue, at(settings.events_queue_url)},
          AwsQueue{functions::kMailQueue, at(settings.mail_queue_url)}};
}

}  // namespace audmg::app
