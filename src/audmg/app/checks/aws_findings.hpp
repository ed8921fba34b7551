// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/checks/check.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/dynamodb/schema/table_standing.hpp"
#include "audmg/queue/adapters/sqs/queue_standing.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/storage/adapters/s3/bucket_standing.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"

#include <string>
#include <string_view>
#include <vector>

// Parts of check_aws(): findings about one service each.

namespace audmg::app {

/// Returns what a bucket lacks for pages of `origin`, which is "" where that is not known.
[[nodiscard]] std::vector<Finding> describe_bucket(const storage::s3::BucketStanding& standing,
                                                   const std::string& bucket,
                                                   std::string_view origin);
/// Writes, reads and deletes an object of its own, and begins an upload in parts.
[[nodiscard]] Finding try_bucket(storage::ObjectStore& objects,
                                 storage::MultipartUploads& multipart, const Clock& clock);

[[nodiscard]] std::vector<Finding> describe_table(const database::dynamodb::TableStanding& standing,
                                                  const std::string& table);

/// `name` is that of a job route's queue, `url` where it is.
[[nodiscard]] std::vector<Finding> describe_queue(std::string_view name, const std::string& url,
                                                  const queue::sqs::QueueStanding& standing);
struct QueueTrial {
  std::string_view name;
  /// Messages that wait: as long as there are any, none is received, because each receive of a job
  /// counts.
  std::uint64_t waiting = 0;
  /// False for a process that only sends, and may lack the right to receive.
  bool must_receive = true;
};
/// Sends a message of its own and receives it, unless a worker is faster.
[[nodiscard]] Finding try_queue(const QueueTrial& trial, queue::MessageQueue& queue,
                                const Clock& clock);

}  // namespace audmg::app
