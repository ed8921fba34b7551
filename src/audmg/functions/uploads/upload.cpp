// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/trash/same_bytes.hpp"
#include "audmg/functions/uploads/accept_companion.hpp"
#include "audmg/functions/uploads/accept_object.hpp"
#include "audmg/functions/uploads/file_rules.hpp"
#include "audmg/functions/uploads/form_fields.hpp"
#include "audmg/http/multipart.hpp"
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/storage/object_store.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

http::Problem to_problem(http::MultipartError error) {
  const std::string message(http::describe(error));
  switch (error) {
    case http::MultipartError::wrong_media_type:
      return {.status = 415, .code = "unsupported_media_type", .message = message};
    case http::MultipartError::incomplete:
      return {.status = 400, .code = "incomplete_body", .message = message};
    case http::MultipartError::bad_boundary:
    case http::MultipartError::malformed_delimiter:
    case http::MultipartError::malformed_part:
    case http::MultipartError::part_header_too_large:
    case http::MultipartError::too_many_parts:
    case http::MultipartError::preamble_too_large:
    case http::MultipartError::epilogue_too_large:
    case http::MultipartError::unsupported_encoding:
      break;
  }
  return {.status = 400, .code = "bad_request", .message = message};
}

/// Streams the part named "file" into the object store while the store hashes it. Nothing is
/// visible before finish() has found everything right.
class FormUpload final : public BodyConsumer {
 public:
  FormUpload(const http::Principal& caller, const http::Request& request, std::string_view boundary,
             std::optional<std::string> announced_sha256, const UploadServices& services)
      : caller_(caller),
        request_(request),
        services_(services),
        parser_(boundary),
        announced_(std::move(announced_sha256)),
        object_name_(make_uuid7(services.clock.now())) {}

  Outcome<void> write(std::span<const std::byte> bytes) override {
    auto taken = take(bytes);
    if (!taken) writer_.reset();
    return taken;
  }

  Outcome<http::Response> finish() override {
    if (const auto whole = parser_.finish(); !whole) return refuse(to_problem(whole.error()));
    if (!has_file_) {
      return refuse(invalid_field("file", "missing", "Send the file in a part named \"file\"."));
    }
    AUDMG_TRY(const std::string sha256, writer_->sha256());
    AUDMG_CHECK(check_digest(sha256));
    AUDMG_TRY(IdempotentCall call,
              IdempotentCall::begin(request_, {"upload", caller_.user.text()},
                                    {sha256, file_name_, fields_.companion_of().value_or(""),
                                     fields_.modified_at_text()},
                                    services_));
    if (call.is_replay()) {
      AUDMG_TRY(http::Response response,
                uploaded_again(call.status(), call.resource_id(), caller_, services_));
      return call.mark(std::move(response));
    }
    // Before anything is stored: what can fail here must not fail a stored file's answer.
    AUDMG_TRY(const std::string binding, url_binding(caller_, services_));
    AUDMG_TRY(const database::AddFileResult added,
              picture_ ? store_companion(sha256, call) : store(sha256, call));
    const int status = added.outcome == database::AddFileOutcome::added ? 201 : 200;
    AUDMG_TRY(http::Response response, uploaded_answer(status, added.file, binding, services_));
    return response;
  }

 private:
  Outcome<void> take(std::span<const std::byte> bytes) {
    received_ += bytes.size();
    const std::uint64_t limit = services_.policies.max_form_upload;
    if (received_ > limit) return refuse(form_too_large(limit));
    parser_.feed(bytes);
    while (true) {
      const auto event = parser_.next();
      if (!event) return refuse(to_problem(event.error()));
      switch (*event) {
        case http::MultipartEvent::need_more:
          return {};
        case http::MultipartEvent::part_begin:
          AUDMG_CHECK(begin_part());
          break;
        case http::MultipartEvent::part_data:
          AUDMG_CHECK(take_data(parser_.data()));
          break;
        case http::MultipartEvent::part_end:
          AUDMG_CHECK(end_part());
          break;
        case http::MultipartEvent::end:
          break;
      }
    }
  }

  Outcome<void> begin_part() {
    const http::MultipartPart& part = parser_.part();
    is_file_ = part.name == "file";
    AUDMG_CHECK(fields_.begin_part(part.name, has_file_));
    if (!is_file_) return {};
    if (has_file_) {
      return refuse({.status = 400,
                     .code = "multiple_files",
                     .message = "Send one file a request, in one part named \"file\"."});
    }
    has_file_ = true;
    file_name_ = part.file_name.value_or("");
    AUDMG_TRY(modified_at_, fields_.modified_at());
    return {};
  }

  Outcome<void> take_data(std::span<const std::byte> bytes) {
    return is_file_ ? take_file(bytes) : fields_.append(bytes);
  }

  Outcome<void> take_file(std::span<const std::byte> bytes) {
    if (writer_ == nullptr) {
      // A browser without a chosen file sends an empty name and no bytes; that is judged at the end
      // of the part as an empty file.
      if (head_.empty()) {
        AUDMG_TRY(file_name_, read_file_name("file", file_name_));
      }
      const std::size_t wanted = media::kHeadBytes - head_.size();
      const auto first = bytes.first(std::min(wanted, bytes.size()));
      head_.insert(head_.end(), first.begin(), first.end());
      bytes = bytes.subspan(first.size());
      if (head_.size() < media::kHeadBytes) return {};
      AUDMG_CHECK(open_object());
    }
    if (!bytes.empty()) AUDMG_CHECK(write_object(bytes));
    return {};
  }

  Outcome<void> end_part() {
    if (!is_file_ || writer_ != nullptr) return {};
    if (head_.empty()) return refuse(empty_file());
    return open_object();
  }

  /// Begins to store once the first bytes look like an allowed type.
  Outcome<void> open_object() {
    AUDMG_CHECK(fields_.companion_of() ? check_companion_head() : check_head());
    AUDMG_TRY(writer_, services_.objects.put_object(
                           {.key = original_key(caller_.user, object_name_), .size = {}}));
    AUDMG_CHECK(write_object(head_));
    head_ = {};
    return {};
  }

  Outcome<void> check_head() const {
    const media::Verdict verdict = media::identify_head(head_);
    if (!verdict.type) return refuse(unsupported_file(verdict.looks_like));
    return {};
  }

  Outcome<void> check_companion_head() {
    AUDMG_TRY(picture_, find_picture(caller_, *fields_.companion_of(), services_));
    const media::CompanionVerdict verdict = media::identify_companion_head(head_);
    if (!verdict.type) return refuse(unsupported_companion(verdict.problem));
    max_object_bytes_ = media::max_companion_bytes(verdict.type->form);
    return {};
  }

  Outcome<void> write_object(std::span<const std::byte> bytes) {
    object_bytes_ += bytes.size();
    if (max_object_bytes_ && object_bytes_ > *max_object_bytes_) {
      return refuse(file_too_large(*max_object_bytes_));
    }
    AUDMG_CHECK(writer_->write(bytes));
    return {};
  }

  Outcome<void> check_digest(const std::string& actual) const {
    if (announced_ && *announced_ != actual) return refuse(digest_mismatch());
    AUDMG_TRY(const auto expected, fields_.sha256());
    if (expected && *expected != actual) return refuse(digest_mismatch());
    return {};
  }

  /// Returns the owner's earlier file when there is one with these bytes, safely stored: then
  /// nothing has to become durable.
  Outcome<database::AddFileResult> store(const std::string& sha256, IdempotentCall& call) {
    const UserId& owner = caller_.user;
    AUDMG_TRY(auto earlier, find_same_bytes(owner, sha256, services_));
    bool sound = false;
    if (earlier) {
      AUDMG_TRY(sound, is_sound(*earlier, services_));
    }
    if (sound) {
      writer_.reset();
      call.complete(200, earlier->id.text());
      return database::AddFileResult{database::AddFileOutcome::duplicate, *std::move(earlier)};
    }
    AUDMG_TRY(const Quota quota, find_quota(owner, services_));
    if (!earlier) AUDMG_CHECK(check_room(owner, object_bytes_, quota, services_));
    AUDMG_TRY(const Candidate candidate, commit_object(sha256, quota, call));
    auto added = accept_object(candidate, services_);
    if (added) call.set_done();
    return added;
  }

  /// Does the same for the picture's companion.
  Outcome<database::AddFileResult> store_companion(const std::string& sha256,
                                                   IdempotentCall& call) {
    AUDMG_TRY(const bool is_here, has_companion(*picture_, sha256, services_));
    if (is_here) {
      writer_.reset();
      call.complete(200, picture_->id.text());
      return database::AddFileResult{database::AddFileOutcome::duplicate, *picture_};
    }
    AUDMG_TRY(const Quota quota, find_quota(caller_.user, services_));
    AUDMG_TRY(const Candidate candidate, commit_object(sha256, quota, call));
    auto added = accept_companion(candidate, picture_->id, services_);
    if (added) call.set_done();
    return added;
  }

  /// Makes the bytes durable.
  Outcome<Candidate> commit_object(const std::string& sha256, const Quota& quota,
                                   IdempotentCall& call) {
    AUDMG_TRY(storage::ObjectInfo object, writer_->commit());
    writer_.reset();
    object.sha256 = sha256;
    return Candidate{.owner = caller_.user,
                     .file_name = file_name_,
                     .object = std::move(object),
                     .upload = std::nullopt,
                     .completion = call.completion(201, 200),
                     .modified_at = modified_at_,
                     .quota = quota};
  }

  const http::Principal caller_;
  const http::Request request_;
  const UploadServices services_;
  http::MultipartParser parser_;
  /// The digest announced in the header; the form field has its own.
  std::optional<std::string> announced_;
  FormFields fields_;
  const std::string object_name_;
  bool is_file_ = false;
  bool has_file_ = false;
  std::string file_name_;
  std::vector<std::byte> head_;
  std::unique_ptr<storage::ObjectWriter> writer_;
  std::uint64_t received_ = 0;
  std::optional<TimePoint> modified_at_;
  /// Set for a companion once its head has been looked at.
  std::optional<database::File> picture_;
  std::optional<std::uint64_t> max_object_bytes_;
  std::uint64_t object_bytes_ = 0;
};

std::optional<std::uint64_t> content_length(const http::Request& request) {
  const auto text = request.headers.find("Content-Length");
  return text ? parse_whole<std::uint64_t>(*text) : std::nullopt;
}

}  // namespace

/// Decides what the header alone decides.
Outcome<std::unique_ptr<BodyConsumer>> upload(const http::Principal& caller,
                                              const http::Request& request,
                                              const UploadServices& services) {
  const auto boundary = http::multipart_boundary(request.headers.find("Content-Type").value_or(""));
  if (!boundary) return refuse(to_problem(boundary.error()));
  const std::uint64_t limit = services.policies.max_form_upload;
  if (content_length(request).value_or(0) > limit) return refuse(form_too_large(limit));
  AUDMG_CHECK(check_idempotency_key(request));
  std::optional<std::string> announced;
  if (const auto checksum = request.headers.find("X-Amz-Checksum-Sha256")) {
    AUDMG_TRY(announced, read_base64_sha256("X-Amz-Checksum-Sha256", *checksum));
  }
  return std::make_unique<FormUpload>(caller, request, *boundary, std::move(announced), services);
}

}  // namespace audmg::functions
