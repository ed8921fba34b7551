// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/part_upload.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/http/problem.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::server {
namespace {

constexpr std::size_t kSha256Bytes = 32;

/// Somebody else writes the same part, or the upload is being completed.
http::Response part_busy(std::string_view request_id) {
  return http::problem_response(
      http::Problem{.status = 409,
                    .code = "upload_busy",
                    .message = "This part is being written by another request, or the upload is "
                               "being completed.",
                    .errors = {}},
      request_id);
}

class PartConsumer final : public http::BodyConsumer {
 public:
  PartConsumer(std::unique_ptr<storage::ObjectWriter> writer, std::string request_id,
               std::optional<std::string> expected_sha256)
      : writer_(std::move(writer)),
        request_id_(std::move(request_id)),
        expected_sha256_(std::move(expected_sha256)) {}

  Result<bool> write(std::span<const std::byte> bytes) override {
    auto written = writer_->write(bytes);
    if (written) return true;
    superseded_ = written.error().code == ErrorCode::conflict;
    if (!superseded_) return std::unexpected(std::move(written).error());
    return false;
  }

  Result<http::Response> finish() override {
    if (superseded_) return part_busy(request_id_);
    if (expected_sha256_) {
      AUDMG_TRY(const std::string sha256, writer_->sha256());
      if (sha256 != *expected_sha256_) {
        return http::problem_response(
            http::Problem{.status = 422,
                          .code = "digest_mismatch",
                          .message = "The part's SHA-256 is not the announced one. Send it again.",
                          .errors = {}},
            request_id_);
      }
    }
    auto info = writer_->commit();
    if (!info && info.error().code == ErrorCode::conflict) return part_busy(request_id_);
    if (!info) return std::unexpected(std::move(info).error());
    http::Response response;
    response.headers.add("ETag", "\"" + info->etag + "\"");
    response.headers.add("Cache-Control", "no-store");
    return response;
  }

 private:
  std::unique_ptr<storage::ObjectWriter> writer_;
  const std::string request_id_;
  /// Lower-case hexadecimal; "" matches nothing.
  const std::optional<std::string> expected_sha256_;
  bool superseded_ = false;
};

/// The announced digest in hexadecimal; "" when the field is no digest at all.
std::optional<std::string> expected_sha256_of(const http::Request& request) {
  const auto field = request.headers.find("X-Amz-Checksum-Sha256");
  if (!field) return std::nullopt;
  const auto digest = from_base64(*field);
  if (!digest || digest->size() != kSha256Bytes) return "";
  return to_hex(*digest);
}

}  // namespace

Result<PartBeginning> begin_part(const http::Request& request, const storage::SignedAccess& access,
                                 storage::MultipartUploads& uploads) {
  auto writer = uploads.upload_part(
      {.key = access.key, .upload_id = access.upload_id, .part_number = access.part_number});
  if (!writer && writer.error().code == ErrorCode::conflict) return part_busy(request.request_id);
  if (!writer) return std::unexpected(std::move(writer).error());
  return std::make_unique<PartConsumer>(*std::move(writer), request.request_id,
                                        expected_sha256_of(request));
}

}  // namespace audmg::server
