// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/upload_file.hpp"

#include "audmg/client/open_local.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace audmg::client {
namespace {

/// Longest name that a drive takes.
constexpr std::size_t kMaxUploadNameBytes = 1024;
/// Connections without a single byte for this long are given up.
constexpr std::chrono::seconds kUploadStallTimeout{90};
/// The drive reads a large file once more before it answers.
constexpr std::chrono::minutes kCompleteTimeout{15};
/// Number of times a session is begun anew, or parts are requested anew, before an upload fails.
constexpr int kMaxRounds = 8;

struct PartUrl {
  std::uint64_t number = 0;
  std::string url;
};

struct Session {
  std::string id;
  std::uint64_t part_size = 0;
  std::vector<PartUrl> missing;
};

Result<Session> read_session(const json::Value& body, std::string_view list) {
  Session session{.id = text_member(body, "uploadId"), .missing = {}};
  const json::Value* const part_size = body.find("partSize");
  session.part_size = part_size == nullptr ? 0 : part_size->as_unsigned().value_or(0);
  const json::Value* const parts = body.find(list);
  if (!is_uuid_text(session.id) || session.part_size == 0 || parts == nullptr ||
      parts->as_array() == nullptr) {
    return fail(ErrorCode::corrupt, "the drive's upload session is not understood");
  }
  for (const json::Value& part : *parts->as_array()) {
    const json::Value* const number = part.find("partNumber");
    session.missing.push_back(
        {number == nullptr ? 0 : number->as_unsigned().value_or(0), text_member(part, "url")});
  }
  return session;
}

/// Returns whether the drive keeps the session: completing it needs room, or a drive that is well
/// again, but no byte once more.
bool may_complete_later(const ApiAnswer& answer) {
  return answer.status >= 500 || answer.status == 429 || answer.code == "quota_exceeded";
}

/// One upload from its session to its file.
class Upload {
 public:
  Upload(Connection& drive, const OpenUploads& uploads, const UploadRequest& request,
         const OpenLocal& content)
      : drive_(drive), uploads_(uploads), request_(request), content_(content) {
    file_name_ = to_valid_utf8(request.file.path.filename().native(), kMaxUploadNameBytes);
    name_ = fmt::format("{}\n{}\n{}\n{}\n{}", drive.name(), request.sha256, request.companion_of,
                        file_name_, format_rfc3339(request.file.modified_at));
  }

  Result<UploadOutcome> run() {
    for (int round = 0; round < kMaxRounds; ++round) {
      AUDMG_TRY(const auto session, open_session());
      if (session) {
        AUDMG_TRY(const bool all_sent, send_parts(*session));
        if (!all_sent) continue;
      }
      AUDMG_TRY(auto outcome, complete());
      if (outcome) return *std::move(outcome);
    }
    return fail(ErrorCode::unavailable, "the upload does not come to an end; try again later");
  }

 private:
  /// Returns a session with its missing parts; nothing when it may be complete already.
  Result<std::optional<Session>> open_session() {
    AUDMG_TRY(auto known, uploads_.find(name_));
    if (known && !known->upload_id.empty()) {
      open_ = *std::move(known);
      AUDMG_TRY(const ApiAnswer answer, drive_.call({.target = "/uploads/" + open_.upload_id}));
      if (answer.status == 404) return std::nullopt;
      AUDMG_TRY(const json::Value body, require(answer, {200}));
      AUDMG_TRY(auto session, read_session(body, "missingParts"));
      return session;
    }
    return begin_session(known);
  }

  Result<std::optional<Session>> begin_session(const std::optional<OpenUpload>& asked_for) {
    if (asked_for) {
      open_ = *asked_for;
    } else {
      // Before the request, so that a session whose answer is lost is found again.
      open_ = {.idempotency_key = make_uuid7(SystemClock().now())};
      AUDMG_CHECK(uploads_.put(name_, open_));
    }
    AUDMG_TRY(const ApiAnswer answer, drive_.call({.method = "POST",
                                                   .target = "/uploads",
                                                   .body = announcement(),
                                                   .idempotency_key = open_.idempotency_key}));
    const bool is_gone = answer.status == 404 && asked_for;
    if (answer.status >= 400 && answer.status < 500 && answer.status != 409) forget();
    if (is_gone) return begin_session(std::nullopt);
    AUDMG_TRY(const json::Value body, require(answer, {200, 201}));
    AUDMG_TRY(auto session, read_session(body, "parts"));
    open_.upload_id = session.id;
    AUDMG_CHECK(uploads_.put(name_, open_));
    return session;
  }

  [[nodiscard]] std::string announcement() const {
    json::Writer json;
    json.begin_object()
        .field("fileName", file_name_)
        .field("contentType", "application/octet-stream")
        .field("size", request_.file.size)
        .field("sha256", request_.sha256)
        .field("modifiedAt", format_rfc3339(request_.file.modified_at));
    if (!request_.companion_of.empty()) json.field("companionOf", request_.companion_of);
    json.end_object();
    return std::move(json).take();
  }

  /// Returns false when the drive must be asked again which parts are missing.
  Result<bool> send_parts(const Session& session) {
    for (const PartUrl& part : session.missing) {
      AUDMG_TRY(const bool sent, send_part(session, part));
      if (!sent) return false;
    }
    return true;
  }

  Result<bool> send_part(const Session& session, const PartUrl& part) {
    const std::uint64_t begin = (part.number - 1) * session.part_size;
    if (part.number == 0 || begin >= request_.file.size) {
      return fail(ErrorCode::corrupt, "the drive asks for a part that does not exist");
    }
    const std::uint64_t size = std::min(session.part_size, request_.file.size - begin);
    bool file_ended = false;
    std::uint64_t told = 0;
    const curl::ClientRequest put{
        .method = "PUT",
        .url = part.url,
        .fields = {},
        .source = curl::BodySource{.size = size,
                                   .read_at =
                                       [&](std::uint64_t offset, std::span<char> into) {
                                         const std::size_t count =
                                             content_.read_at(begin + offset, into);
                                         file_ended = count == 0;
                                         // A part that is sent once more counts once.
                                         if (request_.sent && offset + count > told) {
                                           request_.sent(offset + count - told);
                                           told = offset + count;
                                         }
                                         return count;
                                       }},
        .timeout = std::chrono::milliseconds(0),
        .stall_timeout = kUploadStallTimeout};
    Attempts attempts(drive_.patience());
    for (;;) {
      const auto answer = drive_.transfer(put);
      if (file_ended) return abandon("it became shorter while it was sent");
      if (answer && answer->status / 100 == 2) return true;
      const bool may_repeat = answer ? is_busy(answer->status) : answer.error().retryable;
      if (may_repeat && attempts.wait_for_next(answer ? requested_pause(*answer)
                                                      : std::chrono::milliseconds(0))) {
        continue;
      }
      if (!answer) return std::unexpected(answer.error());
      if (answer->status == 507) return fail(ErrorCode::out_of_space, "the drive is full");
      // The URL has expired, or the session has ended meanwhile.
      if (answer->status == 403 || answer->status == 404) return false;
      return fail(ErrorCode::internal,
                  fmt::format("the store refuses a part with HTTP {}", answer->status));
    }
  }

  /// Returns nothing when the session must be looked at once more.
  Result<std::optional<UploadOutcome>> complete() {
    AUDMG_TRY(const ApiAnswer answer,
              drive_.call({.method = "POST",
                           .target = "/uploads/" + open_.upload_id + "/complete",
                           .timeout = kCompleteTimeout}));
    if (answer.status == 409) return std::nullopt;
    if (!may_complete_later(answer)) forget();
    if (answer.status == 404) return std::nullopt;
    if (answer.status == 422) return changed("it changed while it was sent");
    AUDMG_TRY(const json::Value body, require(answer, {200, 201}));
    const json::Value* const file = body.find("file");
    const json::Value* const duplicate = body.find("duplicate");
    if (file == nullptr) return fail(ErrorCode::corrupt, "the drive's answer has no file");
    return UploadOutcome{.file_id = text_member(*file, "fileId"),
                         .duplicate = duplicate != nullptr && duplicate->as_bool().value_or(false)};
  }

  std::unexpected<Error> changed(std::string why) const {
    return fail(ErrorCode::conflict, std::move(why));
  }
  std::unexpected<Error> abandon(std::string why) {
    (void)drive_.call({.method = "DELETE", .target = "/uploads/" + open_.upload_id});
    forget();
    return changed(std::move(why));
  }
  void forget() const { uploads_.remove(name_); }

  Connection& drive_;
  const OpenUploads& uploads_;
  const UploadRequest& request_;
  const OpenLocal& content_;
  std::string file_name_;
  /// Of this upload among the open ones.
  std::string name_;
  OpenUpload open_{};
};

}  // namespace

Result<UploadOutcome> upload_file(Connection& drive, const OpenUploads& uploads,
                                  const UploadRequest& request) {
  AUDMG_TRY(const OpenLocal content, OpenLocal::open(request.file.path));
  return Upload(drive, uploads, request, content).run();
}

}  // namespace audmg::client
