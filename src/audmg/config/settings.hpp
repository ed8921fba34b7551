// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/config_error.hpp"
#include "audmg/config/dotenv.hpp"
#include "audmg/config/endpoint.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::config {

/// Source of an effective value. A later source overrides an earlier one.
enum class Source { built_in, env_file, environment, flag };

/// One line of `audmg config show`.
struct EffectiveSetting {
  std::string_view name;
  /// As it was written; "(set)" for a secret, empty when unset.
  std::string value;
  Source source = Source::built_in;
  /// The variable, flag or file of the source: "--listen", "AUDMG_LISTEN", "JWT_SECRET_FILE".
  std::string origin;
};

/// Every setting with its type. The table that fills it is setting_table.cpp.
struct Settings {
  std::string data_dir;
  Endpoint listen;
  Endpoint metrics_listen;
  /// Its origin as browsers write it, without a trailing slash; empty: see drive_address().
  std::string public_url;
  bool rate_limits = true;
  /// Empty: generated and kept in the data folder.
  std::string jwt_secret;
  /// Empty: generated and kept in the data folder.
  std::string url_secret;
  /// The content of a key file; at most one of these two is set. Empty: objects are plain.
  std::string encryption_key;
  std::string encryption_passphrase;
  /// Both or neither are set.
  std::string tls_certificate;
  std::string tls_key;
  std::uint64_t max_upload_size = 0;
  std::uint64_t max_file_size = 0;
  std::uint64_t digest_later_size = 0;
  /// Bytes; 0: users without a quota of their own have none.
  std::uint64_t user_quota = 0;
  std::chrono::seconds url_lifetime{};
  std::chrono::seconds upload_lifetime{};
  std::chrono::seconds session_lifetime{};
  std::chrono::seconds session_max{};
  std::chrono::seconds account_grace{};
  std::chrono::seconds refresh_leeway{};
  std::chrono::seconds access_token_lifetime{};
  /// 0: chosen by the number of cores, as for the two below.
  unsigned event_loops = 0;
  unsigned function_threads = 0;
  unsigned password_threads = 0;
  bool media = true;
  unsigned media_workers = 0;
  std::string renditions;
  /// Millions of pixels.
  unsigned max_image_megapixels = 0;
  unsigned max_jpeg_megapixels = 0;
  unsigned max_heif_megapixels = 0;
  /// Pixels.
  unsigned max_image_side = 0;
  /// For one picture, in processor time; in real time twice as long.
  std::chrono::seconds max_image_time{};
  /// The address space of one process that decodes, in bytes.
  std::uint64_t max_decoder_memory = 0;
  /// The sum of all renditions of one file, in bytes.
  std::uint64_t max_renditions_size = 0;
  std::chrono::seconds max_audio_duration{};
  /// Processor time.
  std::chrono::seconds audio_cpu_per_hour{};
  unsigned max_connections = 0;
  unsigned max_connections_per_address = 0;
  std::uint64_t min_free_space = 0;
  /// Interval at which the bytes of every file are read again; zero: never.
  std::chrono::seconds scrub_interval{};
  /// Bytes per second.
  std::uint64_t scrub_rate = 0;
  /// Time that deleted files stay in the trash; zero: there is none.
  std::chrono::seconds trash_retention{};
  /// Archives that one user may have at a time.
  unsigned max_open_downloads = 0;
  /// Memory for the catalogues of all owners together, in bytes.
  std::uint64_t max_catalogue_memory = 0;
  /// on, off, confirm or first.
  std::string signup;
  unsigned password_length = 0;
  unsigned password_length_with_factor = 0;
  /// Cost of one hash of a password (Argon2id), the memory in bytes; at least OWASP's minimum.
  std::uint64_t password_memory = 0;
  unsigned password_passes = 0;
  /// Addresses and networks, each valid by is_address_or_network().
  std::vector<std::string> trusted_proxies;
  std::vector<std::string> cors_origins;
  /// URIs of the form mailto:, tel: or https:, the preferred one first.
  std::vector<std::string> security_contacts;
  std::chrono::seconds drain_timeout{};
  /// Empty: no automatic backups.
  std::string backup_dir;
  std::chrono::seconds backup_schedule{};
  unsigned backup_keep = 0;
  /// link or copy.
  std::string backup_mode;
  /// debug, info, warning, error or off.
  std::string log_level;
  /// Empty: no webhook.
  std::string webhook_url;
  std::string webhook_secret;
  bool webhook_allow_private = false;
  std::string smtp_url;
  /// Both or neither are set.
  std::string smtp_user;
  std::string smtp_password;
  std::string mail_from;
  /// Empty: no mails; otherwise the mail server and the sender are set as well.
  std::string notify_email;
  std::vector<std::string> notify_email_events;
  /// Limits of the alarms at home; 0: no such alarm. Bytes.
  std::uint64_t alarm_free_space = 0;
  /// Time before the certificate's end.
  std::chrono::seconds alarm_certificate{};
  /// Within 15 minutes.
  unsigned alarm_failed_logins = 0;
  /// embedded or aws: see uses_aws().
  std::string adapters;
  /// True when a server processes jobs itself.
  bool workers = true;
  /// Where `audmg worker` tells of itself; without an address nowhere.
  Endpoint worker_listen;
  std::string stage;
  /// Carried by calls that came through the drive's own distribution; empty: by none.
  std::string edge_mark;
  std::string aws_region;
  std::string s3_bucket_name;
  bool s3_path_style = false;
  std::string table_name;
  std::string media_queue_url;
  std::string events_queue_url;
  std::string mail_queue_url;
  /// Empty: no topic receives events.
  std::string events_topic_arn;
  /// Names in the Parameter Store; empty: the secret is a setting, or is not used.
  std::string jwt_secret_parameter;
  std::string webhook_secret_parameter;

  /// Returns whether files, records and queues are those of AWS or of a compatible service. Then
  /// everything that names them is set.
  [[nodiscard]] bool uses_aws() const noexcept { return adapters == "aws"; }

  /// In the order of the table.
  std::vector<EffectiveSetting> effective;
  /// Sentences for the operator: misspelt variables and the like.
  std::vector<std::string> warnings;
};

/// Values that the caller found. Flags are keyed by the name of the setting ("AUDMG_LISTEN",
/// "JWT_SECRET_FILE"), not by the flag.
struct SettingSources {
  Variables flags = {};
  Variables environment = {};
  std::string env_file_text = {};
  /// Reads a secret for a ..._FILE variant; read_small_file() when empty. Tests may replace it.
  std::function<Result<std::string>(const std::string& path)> read_file = {};
};

/// Determines every setting: a flag overrides the environment, which overrides the .env file, which
/// overrides the built-in value. An empty variable counts as unset. Throws ConfigError.
[[nodiscard]] Settings load_settings(const SettingSources& sources);

/// Returns "http://localhost:8420", or https with TLS, for a loopback endpoint or one on all
/// interfaces; otherwise the address itself.
[[nodiscard]] std::string default_public_url(const Endpoint& bound, bool tls);

/// Reads a file of at most 64 KiB. Errors: not_found, invalid_argument, too_large.
[[nodiscard]] Result<std::string> read_small_file(const std::string& path);
/// Reads standard input in the same way.
[[nodiscard]] Result<std::string> read_small_input();

/// Returns the word that `audmg config show` uses: "default", ".env file", "environment", "flag".
[[nodiscard]] std::string_view to_string(Source source) noexcept;

}  // namespace audmg::config
