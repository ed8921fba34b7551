// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/app/data_folder/home_certificate.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/site/trust_pages.hpp"
#include "audmg/telemetry/logger.hpp"

#include <memory>
#include <optional>
#include <string>

namespace audmg::app {

/// The certificate that the drive made for itself, as a running server uses it. References must
/// outlive it. `keyring` is null on a drive that is not encrypted.
class OwnCertificate {
 public:
  OwnCertificate(const config::Settings& settings, const DataLayout& layout,
                 telemetry::Logger& logger, std::shared_ptr<const sealing::Keyring> keyring);

  /// Renews it when little time is left; returns whether there is a new one. Does nothing when the
  /// server uses another certificate or none.
  bool renew_if_due();

  /// Returns what the pages that make devices trust it say; nothing when the server does not use
  /// it.
  [[nodiscard]] std::optional<site::TrustPages::Facts> trust_facts() const;

 private:
  const config::Settings& settings_;
  const DataLayout& layout_;
  telemetry::Logger& logger_;
  const std::shared_ptr<const sealing::Keyring> keyring_;
  const bool is_used_;
};

}  // namespace audmg::app
