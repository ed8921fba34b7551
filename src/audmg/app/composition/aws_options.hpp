// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"
#include "audmg/storage/adapters/s3/s3_object_store.hpp"

#include <array>
#include <string>
#include <string_view>

namespace audmg::app {

// The settings in the words of the adapters. All throw ConfigError for an endpoint that is not one.

[[nodiscard]] storage::s3::S3ObjectStoreOptions bucket_options(const config::Settings& settings,
                                                               const AwsAccess& access);
[[nodiscard]] database::dynamodb::DynamoDatabaseOptions table_options(
    const config::Settings& settings, const AwsAccess& access);

/// A queue by the name that job routes know it by.
struct AwsQueue {
  std::string_view name;
  queue::sqs::SqsMessageQueueOptions options;
};
[[nodiscard]] std::array<AwsQueue, 3> aws_queues(const config::Settings& settings,
                                                 const AwsAccess& access);

}  // namespace audmg::app
