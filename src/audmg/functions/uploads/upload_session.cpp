// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/upload_session.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/presigned_urls.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1024} * 1024;

constexpr std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return a / b + (a % b != 0); }

}  // namespace

std::uint64_t part_size_for(std::uint64_t file_size) {
  const std::uint64_t needed = divide_up(file_size, kMaxPartsOfUpload);
  return std::max(kMinPartSize, divide_up(needed, kMebibyte) * kMebibyte);
}

int part_count(const database::Upload& upload) {
  return static_cast<int>(divide_up(upload.size, upload.part_size));
}

std::uint64_t size_of_part(const database::Upload& upload, int part_number) {
  const int count = part_count(upload);
  AUDMG_ASSERT(part_number >= 1 && part_number <= count);
  if (part_number < count) return upload.part_size;
  return upload.size - static_cast<std::uint64_t>(count - 1) * upload.part_size;
}

Outcome<database::Upload> find_own_upload(const http::Principal& caller, std::string_view text,
                                          const UploadServices& services) {
  const auto id = UploadId::parse(text);
  if (!id) return refuse(not_found());
  AUDMG_TRY(auto upload, services.uploads.find_upload(caller.user, *id));
  if (!upload || upload->expires_at <= services.clock.now()) return refuse(not_found());
  return *std::move(upload);
}

Result<void> write_part_url(json::Writer& json, const database::Upload& upload, int part_number,
                            std::string_view binding, const UploadServices& services) {
  // No URL outlives its session.
  const auto left =
      std::chrono::ceil<std::chrono::seconds>(upload.expires_at - services.clock.now());
  AUDMG_TRY(const std::string url,
            services.urls.presign_upload_part(
                {.key = upload.object_key,
                 .upload_id = upload.multipart_upload_id,
                 .part_number = part_number,
                 .content_length = size_of_part(upload, part_number),
                 .expires_in = std::min(services.policies.url_lifetime,
                                        std::max(left, std::chrono::seconds(1))),
                 .binding = binding}));
  json.begin_object().field("partNumber", part_number).field("url", url).end_object();
  return {};
}

Result<void> drop_upload(const database::Upload& upload, const UploadServices& services) {
  AUDMG_CHECK(
      services.multipart.abort_multipart_upload(upload.object_key, upload.multipart_upload_id));
  AUDMG_TRY([[maybe_unused]] const bool existed,
            services.uploads.delete_upload(upload.owner, upload.id));
  return {};
}

}  // namespace audmg::functions
