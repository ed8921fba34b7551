// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/sandbox/protection.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

enum class Verdict { ok, warn, fail };

/// One line of `audmg doctor`.
struct Finding {
  Verdict verdict = Verdict::ok;
  /// What was looked at, "data folder".
  std::string subject;
  std::string text;
  /// What to do about it; empty when ok.
  std::string advice;
};

// Each looks at one thing and changes nothing that lasts.
[[nodiscard]] std::vector<Finding> check_data_folder(const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_disk(const config::Settings& settings,
                                              const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_database(const DataLayout& layout);
/// Whether database and files belong together, how many files are known to be damaged, and how long
/// ago all were verified.
[[nodiscard]] std::vector<Finding> check_integrity(const DataLayout& layout, TimePoint now);
/// In the place of database, integrity and secrets, with AUDMG_ADAPTERS=aws: whether the services
/// answer.
[[nodiscard]] std::vector<Finding> check_aws(const config::Settings& settings);
[[nodiscard]] std::vector<Finding> check_secrets(const config::Settings& settings,
                                                 const DataLayout& layout);
/// Age and kind of the backups that the server makes by itself.
[[nodiscard]] std::vector<Finding> check_backup(const config::Settings& settings, TimePoint now);
[[nodiscard]] std::vector<Finding> check_tls(const config::Settings& settings, TimePoint now);
[[nodiscard]] std::vector<Finding> check_ports(const config::Settings& settings,
                                               const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_clock(TimePoint now);
[[nodiscard]] std::vector<Finding> check_limits(const config::Settings& settings);
/// Starts the program that decodes, and ends it.
[[nodiscard]] std::vector<Finding> check_decoders();

/// What check_integrity() says of so many files; `verified` follows.
[[nodiscard]] Finding describe_files(std::uint64_t damaged, std::string_view verified);

/// What check_decoders() says of a sandbox, or of the reason why there is none.
[[nodiscard]] std::vector<Finding> describe_decoders(
    const Result<media::sandbox::Protection>& protection);

}  // namespace audmg::app
