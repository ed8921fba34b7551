// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/s3/s3_object_store.hpp"
#include "audmg/storage/adapters/s3/upload_layout.hpp"
#include "aws/partner.hpp"
#include "contract/object_store_steps.hpp"

#include <memory>
#include <string>

namespace audmg::storage::s3 {

enum class Versioning { off, on };

/// A separate empty bucket at the test partner.
class S3Testbed final : public StoreTestbed {
 public:
  explicit S3Testbed(Versioning versioning = Versioning::off) {
    options_ = {.bucket = AwsPartner::fresh_name(),
                .region = AwsPartner::get().region(),
                .endpoint = AwsPartner::get().s3(),
                .path_style = true};
    AwsPartner::get().call(service(),
                           {.action = "CreateBucket",
                            .method = "PUT",
                            .path = "/" + options_.bucket,
                            .body = "<CreateBucketConfiguration><LocationConstraint>eu-central-1"
                                    "</LocationConstraint></CreateBucketConfiguration>"});
    if (versioning == Versioning::on) {
      AwsPartner::get().call(
          service(), {.action = "PutBucketVersioning",
                      .method = "PUT",
                      .path = "/" + options_.bucket,
                      .query = {{"versioning", ""}},
                      .body = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/"
                              "2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>"});
    }
    reopen();
  }

  ObjectStore& objects() override { return *store_; }
  MultipartUploads& uploads() override { return *store_; }
  PresignedUrls& urls() { return *store_; }
  Quarantine& quarantine() { return *store_; }
  const S3ObjectStoreOptions& options() const { return options_; }

  void reopen() override { store_ = open(clock_); }

  /// Opens another store on the same bucket.
  std::unique_ptr<S3ObjectStore> open(const Clock& clock) const {
    auto& partner = AwsPartner::get();
    auto made = make_s3_object_store(options_, partner.credentials(), partner.transport(), clock);
    AUDMG_ASSERT(made.has_value());
    return *std::move(made);
  }

  aws::ServiceOptions service() const {
    return {.endpoint = options_.endpoint,
            .scope = {options_.region, "s3"},
            .protocol = aws::Protocol::xml,
            .path_rule = aws::PathRule::as_sent,
            .send_body_digest = true};
  }

 private:
  SystemClock clock_;
  S3ObjectStoreOptions options_;
  std::unique_ptr<S3ObjectStore> store_;
};

/// The deviations that S3ObjectStore declares: s3_object_store.hpp.
inline StoreDeviations s3_deviations() {
  return {.etag_of_every_version = false,
          .joined_digests = false,
          .exclusive_parts = false,
          .listed_upload_id =
              [](const std::string& given) {
                return format_upload_id({0, 0, parse_upload_id(given)->s3_id});
              },
          .part_size = std::uint64_t{5} * 1024 * 1024,
          .random_steps = 40};
}

}  // namespace audmg::storage::s3
