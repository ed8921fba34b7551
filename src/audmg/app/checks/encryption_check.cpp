// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/data_folder/drive_key.hpp"
#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/config/config_error.hpp"

namespace audmg::app {
namespace {

constexpr const char* kSubject = "encryption";

}  // namespace

std::vector<Finding> check_encryption(const config::Settings& settings, const DataLayout& layout) {
  try {
    const auto owner = find_owner_key(settings);
    const auto head = find_keyring(layout);
    if (!head) {
      return {{Verdict::fail, kSubject, head.error().message,
               "Put back " + keyring_beside_secrets(layout).string() + " from a backup."}};
    }
    if (!*head) {
      if (!owner) return {};
      return {{Verdict::ok, kSubject, "begins with the next start of `audmg serve`", ""}};
    }
    if (!owner) {
      return {{Verdict::fail, kSubject, "the drive is encrypted, and no key is set",
               "Name its key in AUDMG_ENCRYPTION_KEY_FILE."}};
    }
    if (const auto opened = open_keyring(layout, *owner); !opened) {
      return {{Verdict::fail, kSubject, opened.error().message,
               "Name the key that opens it; `audmg key status` tells what locks it."}};
    }
    return {{Verdict::ok, kSubject, "the key opens the keyring; new files are encrypted", ""}};
  } catch (const config::ConfigError& error) {
    return {{Verdict::fail, kSubject, error.what(), "Correct the setting."}};
  }
}

}  // namespace audmg::app
