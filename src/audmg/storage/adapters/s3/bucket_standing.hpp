// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/storage/adapters/s3/s3_object_store.hpp"

#include <string>
#include <vector>

namespace audmg::storage::s3 {

/// One rule of a bucket's CORS configuration: what pages of some origins may do.
struct CorsRule {
  /// May have one "*" each.
  std::vector<std::string> origins;
  std::vector<std::string> methods;
  /// Fields of answers that the pages may read.
  std::vector<std::string> exposed;
};

/// The set-up of a bucket. Each part may be refused by itself.
struct BucketStanding {
  /// Empty where there is no configuration.
  Result<std::vector<CorsRule>> cors;
  Result<bool> keeps_versions;
};

/// Asks S3 (GetBucketCors, GetBucketVersioning). Changes nothing. References are used during this
/// call only. Errors of the parts: those of the service, corrupt for a reply that is not XML.
[[nodiscard]] BucketStanding ask_bucket_standing(const S3ObjectStoreOptions& options,
                                                 aws::CredentialsProvider& credentials,
                                                 aws::HttpTransport& transport, const Clock& clock);

}  // namespace audmg::storage::s3
