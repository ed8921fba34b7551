// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/setting_sources.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace audmg::app {
namespace {

/// Variables of our own tests and Makefile, which are no settings.
bool is_of_the_tests(std::string_view name) {
  return name == "AUDMG_BINARY" || name.starts_with("AUDMG_TEST_");
}

config::Variables environment() {
  config::Variables variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = text.substr(0, equals);
    if (!is_of_the_tests(name)) variables.emplace(name, text.substr(equals + 1));
  }
  return variables;
}

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
          .environment = environment(),
          .env_file_text = env_file_text(line.env_file),
          .read_file = config::read_small_file};
}

}  // namespace audmg::app
