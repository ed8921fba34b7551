// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/data_folder/secrets.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cerrno>

namespace audmg::app {
namespace {

Finding check_secret(std::string_view setting, const std::string& value,
                     const std::filesystem::path& file) {
  const std::string subject(setting);
  if (!value.empty()) return {Verdict::ok, subject, "set", ""};
  struct stat status{};
  if (::lstat(file.c_str(), &status) != 0) {
    if (errno == ENOENT) {
      return {Verdict::ok, subject, "not there yet; `audmg serve` makes one", ""};
    }
    return {Verdict::fail, subject, file.string() + " cannot be looked at",
            "Run this as the user who runs the server."};
  }
  if (!S_ISREG(status.st_mode)) {
    return {Verdict::fail, subject, file.string() + " is no plain file", "Remove it."};
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return {Verdict::fail, subject,
            fmt::format("{} is open to other users (mode {:04o})", file.string(),
                        status.st_mode & 07777U),
            fmt::format("chmod 600 {0}; if somebody may have read it, remove it instead: a new one "
                        "is made and everybody logs in again.",
                        file.string())};
  }
  if (status.st_size < static_cast<off_t>(kMinSecretBytes)) {
    return {Verdict::fail, subject, file.string() + " is too short",
            "Remove it: a new one is made."};
  }
  return {Verdict::ok, subject, "kept in " + file.string(), ""};
}

}  // namespace

std::vector<Finding> check_secrets(const config::Settings& settings, const DataLayout& layout) {
  return {check_secret("JWT_SECRET", settings.jwt_secret, layout.secrets() / kJwtSecretFile),
          check_secret("AUDMG_URL_SECRET", settings.url_secret, layout.secrets() / kUrlSecretFile)};
}

}  // namespace audmg::app
