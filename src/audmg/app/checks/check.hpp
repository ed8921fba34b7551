// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/sandbox/protection.hpp"
#include "audmg/notification/adapters/ses/ses_standing.hpp"
#include "audmg/sealing/keyring.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

enum class Verdict { ok, warn, fail };

/// One line of `audmg doctor`.
struct Finding {
  Verdict verdict = Verdict::ok;
  /// The subject of the check, such as "data folder".
  std::string subject;
  std::string text;
  /// Advice on fixing it; empty when ok.
  std::string advice;
};

/// The outcome of check_encryption().
struct EncryptionCheck {
  std::vector<Finding> findings;
  /// Null when there is none, or when it does not open.
  std::shared_ptr<const sealing::Keyring> keyring;
};

// Each function checks one thing and changes nothing permanently.
[[nodiscard]] std::vector<Finding> check_data_folder(const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_disk(const config::Settings& settings,
                                              const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_database(const DataLayout& layout);
/// Checks whether database and files belong together, how many files are known to be damaged, and
/// how long ago all were verified. `keyring` is that of an encrypted drive; without it the files'
/// half stays unread.
[[nodiscard]] std::vector<Finding> check_integrity(const DataLayout& layout, TimePoint now,
                                                   const sealing::Keyring* keyring = nullptr);
/// Checks whether the key of the settings is the drive's; no findings for a drive without a key and
/// a keyring.
[[nodiscard]] EncryptionCheck check_encryption(const config::Settings& settings,
                                               const DataLayout& layout);
/// Replaces the checks of database, integrity and secrets with AUDMG_ADAPTERS=aws: checks that the
/// services reply, are set up as the drive needs them, and let it do its work. What it writes it
/// removes.
[[nodiscard]] std::vector<Finding> check_aws(const config::Settings& settings);
/// Asks the mail server for its greeting, with TLS and log-in, or Amazon SES how account and sender
/// stand; sends no mail.
[[nodiscard]] std::vector<Finding> check_mail(const config::Settings& settings);
/// Checks who hears of alarms and, if `sends_trial`, sends each of them one, which says that it is
/// a trial.
[[nodiscard]] std::vector<Finding> check_alarms(const config::Settings& settings, bool sends_trial);
[[nodiscard]] std::vector<Finding> check_secrets(const config::Settings& settings,
                                                 const DataLayout& layout);
/// Checks age and kind of the scheduled backups.
[[nodiscard]] std::vector<Finding> check_backup(const config::Settings& settings, TimePoint now);
[[nodiscard]] std::vector<Finding> check_tls(const config::Settings& settings, TimePoint now);
[[nodiscard]] std::vector<Finding> check_ports(const config::Settings& settings,
                                               const DataLayout& layout);
[[nodiscard]] std::vector<Finding> check_clock(TimePoint now);
[[nodiscard]] std::vector<Finding> check_limits(const config::Settings& settings);
/// Starts the decoding program, and ends it.
[[nodiscard]] std::vector<Finding> check_decoders();

/// Returns the finding of check_integrity() for a number of damaged files; `verified` follows it.
[[nodiscard]] Finding describe_files(std::uint64_t damaged, std::string_view verified);

/// Returns the findings of check_mail() for what SES says of an account and of the sender `from`.
[[nodiscard]] std::vector<Finding> describe_ses(const notification::SesStanding& standing,
                                                std::string_view from);

/// Returns the findings of check_decoders() for a sandbox, or for the reason why it did not start.
[[nodiscard]] std::vector<Finding> describe_decoders(
    const Result<media::sandbox::Protection>& protection);

}  // namespace audmg::app
