// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/rendition_plan.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::functions {

/// The people who may create an account.
enum class SignupMode {
  off,      ///< whoever is invited
  on,       ///< anybody
  confirm,  ///< anybody; the account is of use once its address is confirmed
  first,    ///< anybody until the drive has had its first account, then whoever is invited
};

/// Limits and lifetimes that a deployment can set.
struct Policies {
  /// Largest body of POST /upload, in bytes.
  std::uint64_t max_form_upload = 0;
  /// Largest file uploaded by a session, in bytes.
  std::uint64_t max_file_size = 0;
  /// Largest file, in bytes, whose upload is complete only when its digests are known, where the
  /// store does not compute them.
  std::uint64_t digest_later_size = 1'000'000'000;
  /// Most bytes that the files of a user may take who has no quota of their own; nothing: no limit.
  std::optional<std::uint64_t> user_quota{};
  /// Most upload sessions that one user may have open.
  std::size_t max_open_uploads = 0;
  /// Most downloads (frozen archives) that one user may have at a time.
  std::size_t max_open_downloads = 0;
  /// Longest that one request for a download reads files whose CRC-32 no row has. Beside what a
  /// search may take, it fits into the 15 s that a request has on AWS
  /// (deploy/functions/retrieve.yml).
  std::chrono::milliseconds download_reading{4000};
  std::chrono::seconds url_lifetime{};
  std::chrono::seconds upload_lifetime{};
  std::chrono::seconds access_token_lifetime{};
  std::chrono::seconds session_lifetime{};
  /// Time after which a session ends, however often it was used.
  std::chrono::seconds session_max{};
  /// Time that a deleted file stays in the trash; 0: there is no trash.
  std::chrono::seconds trash_retention{};
  /// Time that a refresh token remains valid after its first use.
  std::chrono::seconds refresh_leeway{};
  /// Time from a user's wish to the deletion of the account; 0: at once.
  std::chrono::seconds account_grace{};
  SignupMode signup = SignupMode::on;
  /// Fewest characters of a new password: where it is the only factor, and where there is a second.
  std::size_t min_password = 10;
  std::size_t min_password_with_factor = 8;
  /// True if guesses of passwords, and log-ins and sign-ups from one address, are limited. Guesses
  /// of codes always are.
  bool limits_guesses = true;
  /// True if there is a server for mails to users.
  bool has_mailer = false;
  /// True if accepted files are processed, by this process or another one.
  bool process_media = false;
  /// The renditions that are made, and those that may be asked for.
  media::RenditionPlan rendition_plan{};
  /// Interval at which event streams poll for events that other processes may have committed; 0
  /// means never, because only this process commits events.
  std::chrono::milliseconds news_interval{0};
  /// True if signed URLs of objects lead to this drive itself, so that it can serve archives, which
  /// are not stored.
  bool serves_objects = false;
  /// The most memory that catalogues of owners take together, in bytes; the one in use may take
  /// more.
  std::size_t max_catalogue_memory = 0;
  /// URIs by which weaknesses are reported, the preferred one first; empty: none is published.
  std::vector<std::string> security_contacts{};
};

}  // namespace audmg::functions
