// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/account.hpp"

#include "audmg/client/private_file.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/lib/curl/url.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace audmg::client {
namespace {

constexpr std::size_t kMaxAccountBytes = std::size_t{64} * 1024;

bool take(const json::Value& object, std::string_view name, std::string& into) {
  const json::Value* const value = object.find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  if (text == nullptr) return false;
  into = *text;
  return true;
}

}  // namespace

Result<std::string> read_drive_url(std::string_view text) {
  std::string url(text);
  if (url.find("://") == std::string::npos) url.insert(0, "https://");
  while (url.ends_with('/')) url.pop_back();
  const auto parts = curl::parse_url(url);
  const bool is_web = parts && (parts->scheme == "http" || parts->scheme == "https");
  if (!is_web || parts->host.empty()) {
    return fail(ErrorCode::invalid_argument,
                "this is not the URL of a drive: " + std::string(text) +
                    "; write it like https://drive.example.org");
  }
  if (parts->has_credentials || parts->has_fragment || !parts->query.empty()) {
    return fail(ErrorCode::invalid_argument,
                "write the URL of the drive without a password, \"?\" and \"#\"");
  }
  return url;
}

std::string account_to_json(const Account& account) {
  json::Writer json;
  json.begin_object()
      .field("url", account.url)
      .field("username", account.username)
      .field("caFile", account.ca_file)
      .field("token", account.token)
      .field("tokenExpiresAt", format_rfc3339(account.token_expires_at))
      .field("refreshToken", account.refresh_token)
      .end_object();
  return std::move(json).take() + "\n";
}

Result<Account> account_from_json(std::string_view text) {
  const auto damaged = [] {
    return fail(ErrorCode::corrupt, "the stored log-in cannot be read; log in again");
  };
  const auto value = json::parse(text, {.max_bytes = kMaxAccountBytes});
  if (!value) return damaged();
  Account account;
  std::string expires_at;
  if (!take(*value, "url", account.url) || !take(*value, "username", account.username) ||
      !take(*value, "token", account.token) || !take(*value, "tokenExpiresAt", expires_at) ||
      !take(*value, "refreshToken", account.refresh_token)) {
    return damaged();
  }
  (void)take(*value, "caFile", account.ca_file);
  const auto time = parse_rfc3339(expires_at);
  if (!time || !read_drive_url(account.url)) return damaged();
  account.token_expires_at = *time;
  return account;
}

Result<std::optional<Account>> AccountFile::load() const {
  AUDMG_TRY(const auto text, read_small_file(path_, kMaxAccountBytes));
  if (!text) return std::nullopt;
  AUDMG_TRY(Account account, account_from_json(*text));
  return account;
}

Result<void> AccountFile::store(const Account& account) const {
  AUDMG_CHECK(make_private_folder(path_.parent_path()));
  return replace_private_file(path_, account_to_json(account));
}

Result<void> AccountFile::remove() const {
  if (::unlink(path_.c_str()) != 0 && errno != ENOENT) {
    return fail_errno("cannot remove " + path_.string(), errno);
  }
  return {};
}

Result<Descriptor> AccountFile::lock() const {
  AUDMG_CHECK(make_private_folder(path_.parent_path()));
  // A file of its own, because the account's is replaced.
  const std::string name = path_.string() + ".lock";
  Descriptor file(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.is_open()) return fail_errno("cannot open " + name, errno);
  while (::flock(file.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return fail_errno("cannot lock " + name, errno);
  }
  return file;
}

}  // namespace audmg::client
