// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/media/program/embedded.hpp"
#include "audmg/media/sandbox/zygote_keeper.hpp"

#include <fmt/format.h>

namespace audmg::app {

using media::sandbox::Feature;
using media::sandbox::Protection;

std::vector<Finding> check_decoders() {
  return describe_decoders(media::sandbox::try_program(
      {media::embedded_program(), media::sandbox::program_beside_this_one()}));
}

std::vector<Finding> describe_decoders(const Result<Protection>& protection) {
  const std::string subject = "decoders";
  if (!protection) {
    return {{Verdict::fail, subject, protection.error().message,
             "Uploads are kept, but stay \"processing\": install libvips and FFmpeg's libraries."}};
  }
  if (!is_enough(*protection)) {
    return {{Verdict::fail, subject, "run without a system call filter",
             "Allow seccomp: a hostile file could otherwise reach the server's files."}};
  }
  std::string missing;
  for (const Feature feature : protection->missing()) {
    missing += (missing.empty() ? "" : ", ") + std::string(to_string(feature));
  }
  if (!missing.empty()) {
    return {{Verdict::warn, subject, "run in a sandbox that lacks: " + missing,
             "Use a newer kernel, or allow these to containers and to users that are not root."}};
  }
  return {{Verdict::ok, subject,
           fmt::format("run in a whole sandbox (Landlock {})", protection->landlock_abi), ""}};
}

}  // namespace audmg::app
