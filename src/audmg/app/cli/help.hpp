// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string>

namespace audmg::app {

enum class HelpTopic {
  general,
  serve,
  worker,
  user,
  jobs,
  media,
  key,
  backup,
  repair,
  verify,
  certificate,
  client,
  conform,
  config,
  doctor
};

/// Returns the text of --help; `general` lists every setting.
[[nodiscard]] std::string help_text(HelpTopic topic);

}  // namespace audmg::app
