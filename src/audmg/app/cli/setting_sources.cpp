// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/setting_sources.hpp"

#include "audmg/app/composition/environment.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace audmg::app {
namespace {

std::string env_file_text(const std::string& named) {
  constexpr const char* kDefault = ".env";
  std::error_code error;
  if (named.empty() && !std::filesystem::exists(kDefault, error)) return {};
  const std::string path = named.empty() ? kDefault : named;
  auto text = config::read_small_file(path);
  if (!text) throw config::ConfigError(fmt::format("{}: {}.", path, text.error().message));
  return std::move(*text);
}

}  // namespace

config::SettingSources setting_sources(const CommandLine& line) {
  return {.flags = line.flags,
          .environment = environment_variables(),
          .env_file_text = env_file_text(line.env_file),
          .read_file = config::read_small_file};
}

}  // namespace audmg::app
