// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/environment.hpp"

#include <unistd.h>

#include <string_view>

namespace audmg::app {
namespace {

/// Returns whether a variable belongs to our own tests and Makefile and is not a setting.
bool is_of_the_tests(std::string_view name) {
  return name == "AUDMG_BINARY" || name.starts_with("AUDMG_TEST_");
}

}  // namespace

config::Variables environment_variables() {
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

}  // namespace audmg::app
