// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/logging_and_policies.hpp"

#include "audmg/app/composition/rendition_plan_setting.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/route.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/adapters/json_lines/json_lines_logger.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace audmg::app {
namespace {

constexpr std::size_t kMaxOpenUploads = 100;

class SilentLogger final : public telemetry::Logger {
 public:
  void log(telemetry::Level, std::string_view,
           std::initializer_list<telemetry::Attribute>) noexcept override {}
  void flush() noexcept override {}
};

functions::SignupMode signup_mode(std::string_view setting) {
  if (setting == "off") return functions::SignupMode::off;
  if (setting == "confirm") return functions::SignupMode::confirm;
  if (setting == "first") return functions::SignupMode::first;
  return functions::SignupMode::on;
}

std::optional<std::uint64_t> user_quota(const config::Settings& settings) {
  if (settings.user_quota == 0) return std::nullopt;
  return settings.user_quota;
}

/// A signature made for one use is worthless for another.
std::string derive_key(std::string_view secret, std::string_view use) {
  const auto digest = openssl::HmacSha256(secret).sign(use);
  std::string key;
  for (const std::byte byte : digest) key += static_cast<char>(byte);
  return key;
}

}  // namespace

std::unique_ptr<telemetry::Logger> make_logger(std::string_view level, LogTarget target,
                                               const Clock& clock) {
  using telemetry::Level;
  if (target == LogTarget::nowhere || level == "off") return std::make_unique<SilentLogger>();
  Level least = Level::info;
  if (level == "debug") least = Level::debug;
  if (level == "warning") least = Level::warning;
  if (level == "error") least = Level::error;
  constexpr int kStandardOutput = 1;
  return telemetry::make_json_lines_logger({.descriptor = kStandardOutput, .level = least}, clock);
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const functions::Route& route : functions::routes()) names.push_back(route.function);
  for (const functions::JobRoute& route : functions::job_routes()) names.push_back(route.function);
  return names;
}

functions::Policies make_policies(const config::Settings& settings) {
  return {.max_form_upload = settings.max_upload_size,
          .max_file_size = settings.max_file_size,
          .digest_later_size = settings.digest_later_size,
          .user_quota = user_quota(settings),
          .max_open_uploads = kMaxOpenUploads,
          .max_open_downloads = settings.max_open_downloads,
          .url_lifetime = settings.url_lifetime,
          .upload_lifetime = settings.upload_lifetime,
          .access_token_lifetime = settings.access_token_lifetime,
          .session_lifetime = settings.session_lifetime,
          .session_max = settings.session_max,
          .trash_retention = settings.trash_retention,
          .refresh_leeway = settings.refresh_leeway,
          .account_grace = settings.account_grace,
          .signup = signup_mode(settings.signup),
          .min_password = settings.password_length,
          .min_password_with_factor = settings.password_length_with_factor,
          .limits_guesses = settings.rate_limits,
          .process_media = settings.media,
          .rendition_plan = rendition_plan(settings),
          .max_catalogue_memory = settings.max_catalogue_memory,
          .security_contacts = settings.security_contacts};
}

identity::PasswordCost password_cost(const config::Settings& settings) noexcept {
  return {.memory_bytes = settings.password_memory, .passes = settings.password_passes};
}

backup::Drive make_backed_up_drive(const functions::Services& services,
                                   database::RecordSnapshots& records) {
  return {.records = records,
          .repository = services.drive,
          .objects = services.objects,
          .check = [services] { return functions::check_drive(services); },
          .raise_generation = [services]() -> Result<void> {
            AUDMG_CHECK(functions::raise_generation(services));
            return {};
          },
          .program = AUDMG_VERSION};
}

functions::ServiceKeys make_service_keys(const std::string& token_secret,
                                         std::string_view signer_secret) {
  return {.access_tokens = token_secret,
          .refresh_tokens = derive_key(token_secret, "audmg refresh tokens"),
          .secret_box = derive_key(token_secret, "audmg secret box"),
          .signer = derive_key(signer_secret, "audmg signer")};
}

}  // namespace audmg::app
