// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace audmg::app {
namespace {

Finding check_lock(const DataLayout& layout) {
  const auto owner = find_lock_owner(layout);
  if (!owner) return {Verdict::ok, "lock", "free: no server is running", ""};
  return {Verdict::ok, "lock", fmt::format("held by process {} ({})", owner->pid, owner->command),
          ""};
}

}  // namespace

std::vector<Finding> check_data_folder(const DataLayout& layout) {
  const std::string subject = "data folder";
  const std::string& path = layout.root.native();
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) {
      return {{Verdict::ok, subject, path + " is not there yet; `audmg serve` makes it", ""}};
    }
    return {{Verdict::fail, subject, path + " cannot be looked at",
             "Run this as the user who runs the server."}};
  }
  if (!S_ISDIR(status.st_mode)) {
    return {{Verdict::fail, subject, path + " is not a folder",
             "Name another one with --data-dir or AUDMG_DATA_DIR."}};
  }
  std::vector<Finding> findings;
  if (status.st_uid != ::geteuid()) {
    findings.push_back(
        {Verdict::warn, subject,
         fmt::format("{} belongs to user {}, this is user {}", path, status.st_uid, ::geteuid()),
         "Run server and commands as one user, or chown the folder."});
  } else if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    findings.push_back(
        {Verdict::warn, subject,
         fmt::format("{} is open to other users (mode {:04o})", path, status.st_mode & 07777U),
         fmt::format("chmod 700 {}", path)});
  } else {
    findings.push_back({Verdict::ok, subject, path, ""});
  }
  if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
    findings.push_back({Verdict::fail, subject, path + " cannot be written",
                        "Run this as the user who runs the server, or chown the folder."});
  }
  findings.push_back(check_lock(layout));
  return findings;
}

}  // namespace audmg::app
