// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/cli/terminal.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace audmg::app {
namespace {

void print_json(const config::Settings& settings) {
  json::Writer json;
  json.begin_object();
  for (const config::EffectiveSetting& setting : settings.effective) {
    json.key(setting.name).begin_object().field("value", setting.value);
    json.field("source", to_string(setting.source)).field("origin", setting.origin).end_object();
  }
  json.end_object();
  fmt::print("{}\n", json.text());
}

void print_table(const config::Settings& settings) {
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  for (const config::EffectiveSetting& setting : settings.effective) {
    name_width = std::max(name_width, setting.name.size());
    value_width = std::max(value_width, setting.value.size());
  }
  constexpr std::size_t kMaxValueWidth = 40;
  value_width = std::min(value_width, kMaxValueWidth);
  for (const config::EffectiveSetting& setting : settings.effective) {
    const std::string value = setting.value.empty() ? "-" : printable(setting.value);
    fmt::print("{:<{}}  {:<{}}  {}", setting.name, name_width, value, value_width,
               to_string(setting.source));
    if (!setting.origin.empty() && setting.origin != setting.name) {
      fmt::print(" ({})", setting.origin);
    }
    fmt::print("\n");
  }
}

}  // namespace

ExitCode run(const ConfigShowCommand& command, const config::Settings& settings) {
  if (command.json) {
    print_json(settings);
  } else {
    print_table(settings);
  }
  return ExitCode::success;
}

}  // namespace audmg::app
