// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/config/config_error.hpp"

#include <string>
#include <utility>

namespace audmg::app {
namespace {

constexpr const char* kSubject = "encryption";

}  // namespace

EncryptionCheck check_encryption(const config::Settings& settings, const DataLayout& layout) {
  const auto only = [](Verdict verdict, std::string text, std::string advice) {
    return EncryptionCheck{.findings = {{verdict, kSubject, std::move(text), std::move(advice)}},
                           .keyring = nullptr};
  };
  try {
    auto keyring = read_drive_keyring(settings, layout);
    if (!keyring) {
      return only(Verdict::fail, keyring.error().message,
                  "Put back " + keyring_beside_secrets(layout).string() + " from a backup.");
    }
    if (*keyring != nullptr) {
      auto check = only(Verdict::ok, "the key opens the keyring; new files are encrypted", "");
      check.keyring = *std::move(keyring);
      return check;
    }
    if (!find_owner_key(settings)) return {};
    return only(Verdict::ok, "begins with the next start of `audmg serve`", "");
  } catch (const config::ConfigError& error) {
    return only(Verdict::fail, error.what(), "`audmg key status` tells what locks the keyring.");
  }
}

}  // namespace audmg::app
