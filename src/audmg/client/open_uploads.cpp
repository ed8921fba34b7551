// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/open_uploads.hpp"

#include "audmg/client/private_file.hpp"
#include "audmg/core/id.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <chrono>
#include <system_error>

namespace audmg::client {
namespace {

/// Two ids and the blank between them.
constexpr std::size_t kMaxOpenUploadBytes = 256;
constexpr std::chrono::hours kOldAge{24 * 60};

}  // namespace

std::filesystem::path OpenUploads::path_of(std::string_view name) const {
  return folder_ / openssl::sha256_hex(name);
}

Result<std::optional<OpenUpload>> OpenUploads::find(std::string_view name) const {
  const auto text = read_small_file(path_of(name), kMaxOpenUploadBytes);
  if (!text && text.error().code != ErrorCode::too_large) return std::unexpected(text.error());
  if (!text || !*text) return std::nullopt;
  std::string_view rest = **text;
  OpenUpload upload{.idempotency_key = std::string(rest.substr(0, rest.find(' '))),
                    .upload_id = {}};
  if (!is_uuid_text(upload.idempotency_key)) return std::nullopt;
  rest.remove_prefix(upload.idempotency_key.size());
  if (!rest.empty()) upload.upload_id = rest.substr(1);
  if (!upload.upload_id.empty() && !is_uuid_text(upload.upload_id)) return std::nullopt;
  return upload;
}

Result<void> OpenUploads::put(std::string_view name, const OpenUpload& upload) const {
  AUDMG_CHECK(make_private_folder(folder_));
  std::string text = upload.idempotency_key;
  if (!upload.upload_id.empty()) text += " " + upload.upload_id;
  return replace_private_file(path_of(name), text);
}

void OpenUploads::remove(std::string_view name) const noexcept {
  std::error_code error;
  std::filesystem::remove(path_of(name), error);
}

void OpenUploads::forget_old() const noexcept {
  const auto oldest = std::filesystem::file_time_type::clock::now() - kOldAge;
  std::error_code error;
  for (std::filesystem::directory_iterator each(folder_, error), end; !error && each != end;
       each.increment(error)) {
    std::error_code ignored;
    const auto written = each->last_write_time(ignored);
    if (!ignored && written < oldest) std::filesystem::remove(each->path(), ignored);
  }
}

}  // namespace audmg::client
