// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/accept_companion.hpp"
#include "audmg/functions/uploads/accept_object.hpp"
#include "audmg/functions/uploads/finished_upload.hpp"
#include "audmg/functions/uploads/upload_session.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/content_digest.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1024} * 1024;

/// Why the store would not join the parts.
Outcome<storage::ObjectInfo> explain_conflict(const database::Upload& upload,
                                              const UploadServices& services) {
  auto parts = services.multipart.list_parts(upload.object_key, upload.multipart_upload_id);
  if (!parts) {
    if (parts.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(std::move(parts).error());
  }
  const auto total = static_cast<std::size_t>(part_count(upload));
  if (parts->size() < total) {
    return refuse({.status = 409,
                   .code = "upload_incomplete",
                   .message = fmt::format("{} of {} parts are missing. GET /uploads/{} names them.",
                                          total - parts->size(), total, upload.id.text())});
  }
  return refuse(upload_busy());
}

/// Returns whether the digests of an object can be left to the background plane. Whether a
/// companion is there already is told by its digest.
bool are_digests_for_later(const database::Upload& upload, const storage::ObjectInfo& object,
                           const Policies& policies) {
  return policies.process_media && upload.companion_of.empty() &&
         object.size > policies.digest_later_size;
}

/// Returns the object's info with its digests, for a store that does not remember digests.
Outcome<storage::ObjectInfo> info_with_digests(storage::ObjectReader& object) {
  identity::ContentDigest digest;
  std::vector<std::byte> buffer(kReadBytes);
  std::uint64_t offset = 0;
  while (true) {
    AUDMG_TRY(const std::size_t count, object.read_at(offset, buffer));
    if (count == 0) break;
    digest.update(std::span(buffer).first(count));
    offset += count;
  }
  storage::ObjectInfo info = object.info();
  identity::ContentDigest::Digests digests = digest.finish();
  info.sha256 = std::move(digests.sha256);
  info.crc32 = digests.crc32;
  return info;
}

/// Joins the parts, or finds the object that an earlier, interrupted completion left.
Outcome<storage::ObjectInfo> join_parts(const database::Upload& upload,
                                        const UploadServices& services) {
  auto object =
      services.multipart.complete_multipart_upload(upload.object_key, upload.multipart_upload_id);
  if (object && !object->sha256.empty()) return *std::move(object);
  if (object && are_digests_for_later(upload, *object, services.policies)) {
    return *std::move(object);
  }
  if (object) {
    AUDMG_TRY(const auto reader, services.objects.get_object(upload.object_key));
    return info_with_digests(*reader);
  }
  if (object.error().code == ErrorCode::conflict) return explain_conflict(upload, services);
  const bool is_unknown = object.error().code == ErrorCode::unknown_outcome;
  if (object.error().code != ErrorCode::not_found && !is_unknown) {
    return std::unexpected(std::move(object).error());
  }
  auto left = services.objects.get_object(upload.object_key);
  if (!left && is_unknown) return std::unexpected(std::move(object).error());
  if (!left && left.error().code == ErrorCode::not_found) return refuse(not_found());
  if (!left) return std::unexpected(std::move(left).error());
  if (are_digests_for_later(upload, (*left)->info(), services.policies)) return (*left)->info();
  return info_with_digests(**left);
}

/// Ends the session and removes everything that belongs to it. The sweep removes the rest.
void give_up(const database::Upload& upload, const UploadServices& services) {
  discard_object(upload.object_key, services);
  if (!services.uploads.delete_upload(upload.owner, upload.id)) {
    services.logger.log(telemetry::Level::warning, "upload_left_behind",
                        {{"uploadId", std::string_view(upload.id.text())}});
  }
}

bool is_problem(const Refusal& why, int status) {
  const auto* problem = std::get_if<http::Problem>(&why);
  return problem != nullptr && problem->status == status;
}

Outcome<database::AddFileResult> accept(const database::Upload& upload, IdempotentCall& call,
                                        const UploadServices& services) {
  AUDMG_TRY(storage::ObjectInfo object, join_parts(upload, services));
  if (object.size != upload.size) {
    give_up(upload, services);
    return refuse({.status = 400,
                   .code = "size_mismatch",
                   .message = fmt::format("{} bytes were announced and {} arrived.", upload.size,
                                          object.size)});
  }
  const bool is_compared = !object.sha256.empty();
  if (is_compared && !upload.sha256.empty() && upload.sha256 != object.sha256) {
    give_up(upload, services);
    return refuse(digest_mismatch());
  }
  Quota quota;
  if (upload.reserved < upload.size) {
    AUDMG_TRY(quota, find_quota(upload.owner, services));
  }
  const Candidate candidate{.owner = upload.owner,
                            .file_name = upload.file_name,
                            .object = std::move(object),
                            .upload = upload.id,
                            .completion = call.completion(201, 200),
                            .modified_at = upload.modified_at,
                            .announced_sha256 = is_compared ? std::string() : upload.sha256,
                            .quota = quota};
  auto added = upload.companion_of.empty()
                   ? accept_object(candidate, services)
                   : accept_companion(candidate, upload.companion_of, services);
  if (added) call.set_done();
  if (!added && is_problem(added.error(), 415)) give_up(upload, services);
  const bool is_duplicate = added && added->outcome == database::AddFileOutcome::duplicate;
  if (is_duplicate && added->file.object_key != upload.object_key) {
    remember_finished_upload(upload.owner, upload.id, added->file.id, services);
  }
  return added;
}

Outcome<database::AddFileResult> complete(const http::Principal& caller, std::string_view id,
                                          IdempotentCall& call, const UploadServices& services) {
  AUDMG_TRY(const database::Upload upload, find_own_upload(caller, id, services));
  return accept(upload, call, services);
}

/// The session may be gone because it is complete: then the client has lost the answer, or a
/// request beside this one was faster.
Outcome<database::AddFileResult> complete_or_find(const http::Principal& caller,
                                                  std::string_view id, IdempotentCall& call,
                                                  const UploadServices& services) {
  auto added = complete(caller, id, call, services);
  if (added || !is_problem(added.error(), 404)) return added;
  AUDMG_TRY(auto finished, find_finished_upload(caller.user, id, services));
  if (!finished) return added;
  call.complete(200, finished->id.text());
  return database::AddFileResult{database::AddFileOutcome::duplicate, *std::move(finished)};
}

}  // namespace

Response complete_upload(const http::Principal& caller, const http::Request& request,
                         const UploadServices& services) {
  const std::string id(request.path_parameters.find("id").value_or(""));
  AUDMG_CHECK(http::JsonBody::parse_or_empty(request));
  AUDMG_TRY(
      IdempotentCall call,
      IdempotentCall::begin(request, {"complete_upload", caller.user.text()}, {id}, services));
  if (call.is_replay()) {
    AUDMG_TRY(http::Response response,
              uploaded_again(call.status(), call.resource_id(), caller, services));
    return call.mark(std::move(response));
  }
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const database::AddFileResult added, complete_or_find(caller, id, call, services));
  const int status = added.outcome == database::AddFileOutcome::added ? 201 : 200;
  AUDMG_TRY(http::Response response, uploaded_answer(status, added.file, binding, services));
  return response;
}

}  // namespace audmg::functions
