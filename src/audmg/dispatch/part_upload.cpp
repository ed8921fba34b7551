// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/dispatch/part_upload.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/functions/problems.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::dispatch {
namespace {

using functions::Outcome;
using functions::Refusal;
using functions::refuse;

constexpr std::size_t kSha256Bytes = 32;

/// Translates a conflict: another writer has the part, or the upload is being completed.
Refusal explain(Error error) {
  if (error.code == ErrorCode::conflict) return functions::part_busy();
  return error;
}

class PartConsumer final : public functions::BodyConsumer {
 public:
  PartConsumer(std::unique_ptr<storage::ObjectWriter> writer,
               std::optional<std::string> expected_sha256)
      : writer_(std::move(writer)), expected_sha256_(std::move(expected_sha256)) {}

  Outcome<void> write(std::span<const std::byte> bytes) override {
    auto written = writer_->write(bytes);
    if (!written) return std::unexpected(explain(std::move(written).error()));
    return {};
  }

  Outcome<http::Response> finish() override {
    if (expected_sha256_) {
      AUDMG_TRY(const std::string sha256, writer_->sha256());
      if (sha256 != *expected_sha256_) return refuse(functions::part_digest_mismatch());
    }
    auto info = writer_->commit();
    if (!info) return std::unexpected(explain(std::move(info).error()));
    http::Response response;
    response.headers.add("ETag", "\"" + info->etag + "\"");
    response.headers.add("Cache-Control", "no-store");
    return response;
  }

 private:
  std::unique_ptr<storage::ObjectWriter> writer_;
  /// Lower-case hexadecimal; "" matches nothing.
  const std::optional<std::string> expected_sha256_;
};

/// Returns the announced digest in hexadecimal; "" when the field is not a digest.
std::optional<std::string> expected_sha256_of(const http::Request& request) {
  const auto field = request.headers.find("X-Amz-Checksum-Sha256");
  if (!field) return std::nullopt;
  const auto digest = from_base64(*field);
  if (!digest || digest->size() != kSha256Bytes) return "";
  return to_hex(*digest);
}

}  // namespace

Outcome<std::unique_ptr<functions::BodyConsumer>> begin_part(const http::Request& request,
                                                             const storage::SignedAccess& access,
                                                             storage::MultipartUploads& uploads) {
  auto writer = uploads.upload_part(
      {.key = access.key, .upload_id = access.upload_id, .part_number = access.part_number});
  if (!writer) return std::unexpected(explain(std::move(writer).error()));
  return std::make_unique<PartConsumer>(*std::move(writer), expected_sha256_of(request));
}

}  // namespace audmg::dispatch
