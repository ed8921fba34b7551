// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/probe_message.hpp"

namespace audmg::functions {
namespace {

/// The member is in no other message, so nothing else of it needs to be read.
constexpr std::string_view kProbeBegin = R"({"probe":")";

}  // namespace

std::string write_probe_message(std::string_view id) {
  return std::string(kProbeBegin).append(id).append("\"}");
}

bool is_probe_message(std::string_view body) noexcept { return body.starts_with(kProbeBegin); }

}  // namespace audmg::functions
