// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/adapters/sqlite/integrity_summary.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/sealing/sealed_header.hpp"
#include "audmg/sealing/sealed_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <system_error>

namespace audmg::app {
namespace {

using database::IntegritySummary;

constexpr std::string_view kFiles = "files";
constexpr std::string_view kHalves = "drive";

/// Read as a file: to open the store would clear away what a running server is writing.
Result<std::optional<database::DriveIdentity>> identity_in_store(const DataLayout& layout,
                                                                 const sealing::Keyring* keyring) {
  const auto file = layout.objects() / "objects" / functions::kDriveIdentityKey;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  AUDMG_TRY(std::string text, config::read_small_file(file.string()));
  if (keyring != nullptr && sealing::looks_sealed(std::as_bytes(std::span(text)))) {
    AUDMG_TRY(text, sealing::open_text(*keyring, functions::kDriveIdentityKey, text));
  }
  return functions::read_drive_identity(text);
}

/// Returns whether the identity is sealed and cannot be read without the key.
bool is_unreadable(const DataLayout& layout, const sealing::Keyring* keyring) {
  if (keyring != nullptr) return false;
  const auto file = layout.objects() / "objects" / functions::kDriveIdentityKey;
  const auto text = config::read_small_file(file.string());
  return text && sealing::looks_sealed(std::as_bytes(std::span(*text)));
}

Finding describe_halves(const IntegritySummary& summary, const DataLayout& layout,
                        const sealing::Keyring* keyring) {
  if (is_unreadable(layout, keyring)) {
    return {Verdict::warn, std::string(kHalves),
            "whether database and files belong together is not known without the key",
            "Run this with the settings of the server."};
  }
  const auto in_store = identity_in_store(layout, keyring);
  if (!in_store) {
    return {Verdict::fail, std::string(kHalves), in_store.error().message,
            "See `audmg repair --help`."};
  }
  const auto fits = functions::compare_halves(summary.identity, *in_store);
  if (!fits) {
    return {Verdict::fail, std::string(kHalves), fits.error().message,
            "See `audmg repair --help`."};
  }
  return {Verdict::ok, std::string(kHalves), "database and files belong together", ""};
}

}  // namespace

Finding describe_files(std::uint64_t damaged, std::string_view verified) {
  if (damaged == 0) {
    return {Verdict::ok, std::string(kFiles),
            fmt::format("none is known to be damaged{}", verified), ""};
  }
  return {Verdict::fail, std::string(kFiles), fmt::format("{} damaged{}", damaged, verified),
          "`audmg verify` lists them; upload them once more, or restore them from a backup."};
}

std::vector<Finding> check_integrity(const DataLayout& layout, TimePoint now,
                                     const sealing::Keyring* keyring) {
  std::error_code error;
  if (!std::filesystem::exists(layout.database(), error)) return {};
  const auto summary = database::read_integrity_summary(layout.database());
  if (!summary) {
    return {{Verdict::fail, std::string(kFiles), summary.error().message,
             "Look at the database first."}};
  }
  if (!*summary) return {};  // From before this was kept; the next start begins with it.
  std::string verified;
  if ((*summary)->never_verified > 0) {
    verified =
        fmt::format("; {} of {} not verified yet", (*summary)->never_verified, (*summary)->files);
  } else if ((*summary)->files > 0) {
    const auto age = std::chrono::floor<std::chrono::days>(now - (*summary)->oldest_verification);
    verified = fmt::format("; all verified within {} days", age.count() + 1);
  }
  return {describe_halves(**summary, layout, keyring),
          describe_files((*summary)->damaged, verified)};
}

}  // namespace audmg::app
