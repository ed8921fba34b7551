// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/settings.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace audmg::config {

enum class SettingType { text, bytes, rate, duration, count, on_off, endpoint, list, choice };

/// The member of Settings that a setting fills.
using SettingField =
    std::variant<std::string Settings::*, std::uint64_t Settings::*,
                 std::chrono::seconds Settings::*, unsigned Settings::*, bool Settings::*,
                 Endpoint Settings::*, std::vector<std::string> Settings::*>;

/// One row of the table of settings: everything that flags, --help, `config show`, .env.example and
/// the reference need to know.
struct SettingDescriptor {
  /// The environment variable, "AUDMG_LISTEN".
  std::string_view name;
  /// "--listen". A secret has a flag for its file, "--jwt-secret-file", because a secret on a
  /// command line is readable by every process of the machine.
  std::string_view flag;
  SettingType type = SettingType::text;
  SettingField field;
  /// As a user would write it; empty when there is no default.
  std::string_view default_text = {};
  /// One sentence for --help and the reference.
  std::string_view help;
  /// Never printed; may also be read from the file that NAME_FILE names.
  bool secret = false;
  /// Bounds in bytes, bytes per second, seconds or pieces; for text, in bytes when it is set.
  std::uint64_t min = 0;
  std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  /// The words of a choice, separated by "|".
  std::string_view choices = {};

  /// The key for SettingSources::flags: the name, with _FILE for secrets.
  [[nodiscard]] std::string flag_key() const { return std::string(name) + (secret ? "_FILE" : ""); }
};

/// Returns every setting, in the order of the reference.
[[nodiscard]] std::span<const SettingDescriptor> setting_table() noexcept;

}  // namespace audmg::config
