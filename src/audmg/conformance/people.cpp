// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/people.hpp"

#include "audmg/client/remote_file.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string_view>
#include <utility>

namespace audmg::conformance {
namespace {

constexpr int kRemovalAttempts = 4;
constexpr std::chrono::milliseconds kFirstPause{1'000};
/// Pages of 200 files: far more than a run uploads.
constexpr int kMostPages = 10;

std::unexpected<Error> stays(const Person& person, const std::string& why) {
  return fail(ErrorCode::unavailable,
              fmt::format("the user {} stays on the drive ({}); remove it: audmg user delete {}",
                          person.username, why, person.username));
}

/// Deletes the files of one list, page by page.
Result<void> delete_files(DriveApi& api, const Person& person, const std::string& list) {
  for (int page = 0; page < kMostPages; ++page) {
    AUDMG_TRY(const Reply reply, api.send({.target = list, .token = person.token}));
    if (reply.status() != 200) {
      return fail(ErrorCode::unavailable, fmt::format("{}: {}", list, summary_of(reply)));
    }
    const json::Array files = reply.items("files");
    if (files.empty()) return {};
    for (const json::Value& file : files) {
      const std::string id = client::text_member(file, "fileId");
      AUDMG_TRY(const Reply gone, api.send({.method = "DELETE",
                                            .target = "/files/" + id + "?permanent=true",
                                            .token = person.token}));
      if (gone.status() != 204 && gone.status() != 404) {
        return fail(ErrorCode::unavailable, "a file cannot be deleted: " + summary_of(gone));
      }
    }
  }
  return {};
}

enum class Files { must_go, may_stay };

/// Returns whether the files are gone, too.
Result<bool> remove_once(DriveApi& api, Person& person, Files files) {
  // A fresh log-in: tokens end, and a deletion wants one of the last ten minutes.
  AUDMG_TRY(const Reply entered, log_in(api, person));
  if (entered.status() == 401) return true;
  if (entered.status() != 200) return fail(ErrorCode::unavailable, summary_of(entered));
  auto deleted = delete_files(api, person, "/retrieve?limit=200");
  if (deleted) deleted = delete_files(api, person, "/trash?limit=200");
  if (!deleted && files == Files::must_go) return std::unexpected(deleted.error());
  AUDMG_TRY(
      const Reply gone,
      api.send({.method = "DELETE", .target = "/account?permanent=true", .token = person.token}));
  if (gone.status() != 204) return fail(ErrorCode::unavailable, summary_of(gone));
  AUDMG_TRY(const Reply after, send_log_in(api, person.username, person.password));
  if (after.status() == 401) return deleted.has_value();
  return fail(ErrorCode::unavailable, "log-in still works: " + summary_of(after));
}

}  // namespace

Result<Reply> sign_up(DriveApi& api, Person& person) {
  json::Writer json;
  json.begin_object()
      .field("username", person.username)
      .field("password", person.password)
      .field("email", person.email);
  if (!person.invitation.empty()) json.field("invitation", person.invitation);
  json.end_object();
  person.may_exist = true;
  return api.send({.method = "POST", .target = "/signup", .body = std::move(json).take()});
}

Result<Reply> send_log_in(DriveApi& api, std::string_view account, std::string_view password) {
  json::Writer json;
  json.begin_object().field("username", account).field("password", password).end_object();
  return api.send({.method = "POST", .target = "/login", .body = std::move(json).take()});
}

Result<Reply> log_in(DriveApi& api, Person& person) {
  auto reply = send_log_in(api, person.username, person.password);
  if (reply && reply->status() == 200) {
    person.token = reply->text("token");
    person.refresh_token = reply->text("refreshToken");
  }
  return reply;
}

Result<bool> remove_person(DriveApi& api, Person& person) {
  if (!person.may_exist) return true;
  auto pause = kFirstPause;
  for (int attempt = 1;; ++attempt, pause *= 2) {
    const bool is_last = attempt == kRemovalAttempts;
    // The drive sweeps files without an account, but it keeps an account.
    const auto removed = remove_once(api, person, is_last ? Files::may_stay : Files::must_go);
    if (removed) {
      person.may_exist = false;
      return removed;
    }
    if (is_last || !api.pause(pause)) return stays(person, removed.error().message);
  }
}

}  // namespace audmg::conformance
