// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/accept_companion.hpp"
#include "audmg/functions/uploads/file_rules.hpp"
#include "audmg/functions/uploads/upload_session.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

using database::CreateUploadOutcome;

constexpr std::size_t kMaxContentTypeLength = 255;
/// Time that a client with too many open sessions should wait before it looks again.
constexpr int kTooManyUploadsRetrySeconds = 60;

struct Announcement {
  std::string file_name;
  std::string content_type;
  std::uint64_t size = 0;
  std::string sha256;
  /// As sent; unset for a file of its own.
  std::optional<std::string> companion_of;
  std::optional<TimePoint> modified_at;
};

Outcome<Announcement> read_announcement(const http::Request& request, const Policies& policies) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  Announcement announced{.file_name = fields.required_string("fileName"),
                         .content_type = fields.required_string("contentType"),
                         .size = fields.required_unsigned("size"),
                         .sha256 = {},
                         .companion_of = fields.optional_string("companionOf"),
                         .modified_at = {}};
  const auto sha256 = fields.optional_string("sha256");
  const auto modified_at = fields.optional_string("modifiedAt");
  // The rules' own problems carry one field each; here they are collected.
  const auto collect = [&](std::string_view name, const auto& step) {
    if (step || fields.rejected(name)) return;
    const auto& why = std::get<http::Problem>(step.error()).errors.front();
    fields.reject(name, why.code, why.message);
  };
  if (auto name = read_file_name("fileName", announced.file_name)) {
    announced.file_name = *std::move(name);
  } else {
    collect("fileName", name);
  }
  if (announced.content_type.size() > kMaxContentTypeLength && !fields.rejected("contentType")) {
    fields.reject("contentType", "too_long", "At most 255 characters.");
  }
  if (sha256) {
    const auto digest = read_sha256("sha256", *sha256);
    collect("sha256", digest);
    if (digest) announced.sha256 = *digest;
  }
  if (modified_at) {
    const auto time = read_time("modifiedAt", *modified_at);
    collect("modifiedAt", time);
    if (time) announced.modified_at = *time;
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  if (announced.size == 0) return refuse(empty_file());
  if (announced.companion_of && announced.size > media::kMaxCompanionVideoBytes) {
    return refuse(file_too_large(media::kMaxCompanionVideoBytes));
  }
  if (announced.size > policies.max_file_size)
    return refuse(file_too_large(policies.max_file_size));
  return announced;
}

std::string time_text(const std::optional<TimePoint>& time) {
  return time ? format_rfc3339(*time) : std::string();
}

Result<http::Response> created_answer(const database::Upload& upload, std::string_view binding,
                                      const UploadServices& services) {
  json::Writer json;
  json.begin_object()
      .field("uploadId", upload.id.text())
      .field("partSize", upload.part_size)
      .field("expiresAt", format_rfc3339(upload.expires_at))
      .key("parts")
      .begin_array();
  for (int number = 1; number <= part_count(upload); ++number) {
    AUDMG_CHECK(write_part_url(json, upload, number, binding, services));
  }
  json.end_array().end_object();
  return http::json_response(201, std::move(json).take());
}

/// Sessions that reserve nothing because they say that their bytes are there already: what they
/// send is known only at their end.
constexpr std::size_t kMaxUnreservedUploads = 10;

/// A session whose outcome is unknown was created when it is there.
Result<CreateUploadOutcome> create_or_find(const database::Upload& upload,
                                           const database::UploadLimits& limits,
                                           IdempotentCall& call, const UploadServices& services) {
  auto created = services.uploads.create_upload(upload, limits, call.completion(201));
  if (created || created.error().code != ErrorCode::unknown_outcome) return created;
  const auto found = services.uploads.find_upload(upload.owner, upload.id);
  if (!found || !*found) return created;
  return CreateUploadOutcome::created;
}

/// Returns whether the file may take no more room than there is: because the owner has its bytes
/// already, so that they restore or heal a file, or because it may replace a companion.
Result<bool> may_need_no_room(const database::Upload& upload, const UploadServices& services) {
  if (!upload.companion_of.empty()) {
    AUDMG_TRY(const auto picture, services.files.find_file(upload.owner, upload.companion_of));
    return picture && !picture->companions.empty();
  }
  if (upload.sha256.empty()) return false;
  AUDMG_TRY(const auto same, services.files.find_file_by_sha256(upload.owner, upload.sha256));
  return same && same->size == upload.size;
}

/// Stores the session with room for its file, or without any if the file may need none: what it
/// does need must fit at completion.
Result<CreateUploadOutcome> store_session(database::Upload& upload, const Quota& quota,
                                          IdempotentCall& call, const UploadServices& services) {
  const std::size_t most = services.policies.max_open_uploads;
  AUDMG_TRY(const auto outcome,
            create_or_find(upload, {.max_open = most, .quota = quota}, call, services));
  if (outcome != CreateUploadOutcome::over_quota) return outcome;
  AUDMG_TRY(const bool may_fit, may_need_no_room(upload, services));
  if (!may_fit) return outcome;
  upload.reserved = 0;
  AUDMG_TRY(
      const auto unreserved,
      create_or_find(upload, {.max_open = std::min(most, kMaxUnreservedUploads)}, call, services));
  return unreserved == CreateUploadOutcome::too_many ? outcome : unreserved;
}

/// Ends the part of a session that the store has, because no record of it was made.
void give_back(const database::Upload& upload, const UploadServices& services) {
  if (!services.multipart.abort_multipart_upload(upload.object_key, upload.multipart_upload_id)) {
    services.logger.log(telemetry::Level::warning, "multipart_upload_left_behind",
                        {{"objectKey", std::string_view(upload.object_key)}});
  }
}

/// Returns the id of the picture that the file is announced for; an empty one for a file of its
/// own.
Outcome<FileId> picture_of(const Announcement& announced, const http::Principal& caller,
                           const UploadServices& services) {
  if (!announced.companion_of) return FileId();
  AUDMG_TRY(const database::File picture, find_picture(caller, *announced.companion_of, services));
  return picture.id;
}

Outcome<database::Upload> open_session(const Announcement& announced, const FileId& picture,
                                       const UserId& owner, IdempotentCall& call,
                                       const UploadServices& services) {
  const auto quota = find_quota(owner, services);
  if (!quota && quota.error().code == ErrorCode::not_found) return refuse(unauthorized());
  if (!quota) return std::unexpected(quota.error());
  const TimePoint now = services.clock.now();
  const auto id = UploadId::make(now);
  database::Upload upload{.id = id,
                          .owner = owner,
                          .file_name = announced.file_name,
                          .content_type = announced.content_type,
                          .size = announced.size,
                          .sha256 = announced.sha256,
                          .object_key = original_key(owner, id.text()),
                          .multipart_upload_id = {},
                          .part_size = part_size_for(announced.size),
                          .created_at = now,
                          .expires_at = now + services.policies.upload_lifetime,
                          .companion_of = picture,
                          .modified_at = announced.modified_at,
                          .reserved = announced.size};
  AUDMG_TRY(upload.multipart_upload_id,
            services.multipart.create_multipart_upload(
                {.key = upload.object_key, .size = upload.size, .part_size = upload.part_size}));
  auto created = store_session(upload, *quota, call, services);
  if (created == CreateUploadOutcome::created) {
    call.set_done();
    return upload;
  }
  // The session may still appear; otherwise the sweep drops what it was to have.
  if (!created && created.error().code == ErrorCode::unknown_outcome) {
    return std::unexpected(std::move(created).error());
  }
  give_back(upload, services);
  if (created == CreateUploadOutcome::too_many) {
    return refuse({.status = 429,
                   .code = "too_many_uploads",
                   .message = "Too many uploads are open. Complete or abort some first.",
                   .retry_after_seconds = kTooManyUploadsRetrySeconds});
  }
  if (created) return refuse_over_quota(owner, *quota, services);
  if (created.error().code == ErrorCode::not_found) return refuse(unauthorized());
  return std::unexpected(std::move(created).error());
}

}  // namespace

Response create_upload(const http::Principal& caller, const http::Request& request,
                       const UploadServices& services) {
  AUDMG_TRY(const Announcement announced, read_announcement(request, services.policies));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(
      IdempotentCall call,
      IdempotentCall::begin(
          request, {"create_upload", caller.user.text()},
          {announced.file_name, announced.content_type, std::to_string(announced.size),
           announced.sha256, announced.companion_of.value_or(""), time_text(announced.modified_at)},
          services));
  if (call.is_replay()) {
    AUDMG_TRY(const auto upload, find_own_upload(caller, call.resource_id(), services));
    AUDMG_TRY(http::Response response, created_answer(upload, binding, services));
    return call.mark(std::move(response));
  }
  AUDMG_TRY(const FileId picture, picture_of(announced, caller, services));
  AUDMG_TRY(const database::Upload upload,
            open_session(announced, picture, caller.user, call, services));
  AUDMG_TRY(http::Response response, created_answer(upload, binding, services));
  return response;
}

}  // namespace audmg::functions
